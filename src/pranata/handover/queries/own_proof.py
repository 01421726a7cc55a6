"""The personal bundle: a person's own acts in one instansi, to keep for as long as they live.

One bundle an instansi: each is proven by one export in the log, and an export is of one instansi. Metadata
and hashes of every act; contents only where they are the person's own to have: what they answered in
assessments, and the dossiers of the positions they handed over. Never what is sealed about other people.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.foundation.tenancy import tenant_scope
from pranata.handover.models import Dossier
from pranata.ledger.bundles.listing import EXPORT_ACTION
from pranata.ledger.bundles.writing import Contents, Document
from pranata.ledger.models import Entry
from pranata.ledger.queries.bundle import bundle_of, require_ready
from pranata.ledger.queries.detail import open_detail, sealed_among
from pranata.ledger.queries.history import history_of
from pranata.ledger.queries.person_acts import PersonAct, acts_of_person, count_acts_of_person
from pranata.organisation.models import Assignment, Person
from pranata.organisation.queries.actor import seats_of

PART = 2_000
"""How many acts go into one bundle; who did more gets it in parts."""
MOST_HEADS = 24
OWN_CONTENTS = ("asesmen.", "jawaban.", "tingkat.", "hasil.", "sertijab.", "catatan.sangkal")
"""Actions whose sealed detail says only what the person did, and nothing about somebody else."""


class ProofClosed(ProductError):
    """There is no such bundle for this account."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            _("Bukti pribadi ini tidak ada, atau bukan milik akun Anda."),
            remedy=_("Masuk dengan akun Anda sendiri, lalu buka Bukti pribadi."),
        )


@dataclass(frozen=True, kw_only=True)
class Seat:
    """An instansi in which the account's person acted: what they held there and how much they did."""

    person: Person
    held: list[Assignment]
    acts: int

    @property
    def parts(self) -> list[int]:
        """The parts the bundle comes in."""
        return list(range(1, max(1, -(-self.acts // PART)) + 1))


def seats(account_id: int) -> list[Seat]:
    """Return every seat of an account, also where it holds nothing any more. Three queries an instansi."""
    return [_seat(person, account_id) for person in seats_of(account_id)]


def _seat(person: Person, account_id: int) -> Seat:
    with tenant_scope(person.instansi_id, account_id=account_id):
        held = person.assignments.select_related("position").order_by("-starts_on", "-pk")
        return Seat(person=person, held=list(held), acts=count_acts_of_person(str(person.public_id)))


@contextmanager
def own_scope(account_id: int, person_id: int) -> Iterator[Person]:
    """Open the instansi of one of the account's own seats. Raises ProofClosed for anybody else's."""
    for person in seats_of(account_id):
        if person.pk == person_id:
            zone = ZoneInfo(person.instansi.time_zone)
            with tenant_scope(person.instansi_id, account_id=account_id), timezone.override(zone):
                yield person
            return
    raise ProofClosed


def acts_in_part(person: Person, part: int) -> list[PersonAct]:
    """Return the acts of one part, oldest first. One query."""
    return acts_of_person(str(person.public_id), limit=PART, offset=(part - 1) * PART)


def acts_about_leaving(person: Person) -> set[uuid.UUID]:
    """Return what was written about the positions the person handed over, by whomever. A few queries."""
    left = Dossier.objects.filter(handover__assignment__person=person)
    handovers = left.values_list("handover__public_id", flat=True).distinct()
    return {line.event_id for one in handovers for line in history_of("handover", str(one))}


def own_contents(event_ids: set[uuid.UUID]) -> set[uuid.UUID]:
    """Return the entries whose detail goes along: the person's own, and not destroyed. Three queries."""
    entries = Entry.objects.filter(event_id__in=event_ids)
    return set(sealed_among([e.event_id for e in entries if e.document["action"].startswith(OWN_CONTENTS)]))


def own_dossiers(person: Person) -> set[str]:
    """Return the hashes of the dossiers the person signed over. One query."""
    found = Dossier.objects.filter(handover__assignment__person=person)
    return set(found.values_list("sha256", flat=True))


def own_export(export_id: uuid.UUID, person: Person) -> Entry:
    """Return the entry of an export the person made for themselves. Raises ProofClosed."""
    entry = Entry.objects.filter(event_id=export_id).first()
    if entry is None or not _is_own(entry.document, person):
        raise ProofClosed
    return entry


def state_of(export_id: uuid.UUID, person: Person, *, policy: bytes) -> None:
    """Ask whether the bundle can be downloaded. Raises ProofClosed and what `require_ready` raises."""
    own_export(export_id, person)
    require_ready(export_id, policy=policy)


def own_bundle(export_id: uuid.UUID, person: Person, *, policy: bytes) -> Contents:
    """Return the person's own bundle. The same export gives the same bytes, as often as it is asked for.

    Raises ProofClosed, DetailErased and what `bundle_of` raises.
    """
    own_export(export_id, person)
    return bundle_of(
        export_id, policy=policy, document=lambda sha: _dossier(person, sha), most_heads=MOST_HEADS
    )


@dataclass(frozen=True, kw_only=True)
class OwnExport:
    """What an export holds, as its page tells it."""

    event_id: uuid.UUID
    acts: int
    dossiers: int
    opened: int
    withheld: int
    recorded_at: dt.datetime


def told(export: Entry) -> OwnExport:
    """Return what an export holds. Two queries. Raises DetailErased."""
    listed: Any = open_detail(export.event_id)
    return OwnExport(
        event_id=export.event_id,
        acts=len(listed["entries"]),
        dossiers=len(listed["documents"]),
        opened=len(listed["opened"]),
        withheld=len(listed["withheld"]),
        recorded_at=export.recorded_at,
    )


def _is_own(entry: dict[str, Any], person: Person) -> bool:
    return bool(entry["action"] == EXPORT_ACTION and entry["actor"].get("person") == str(person.public_id))


def _dossier(person: Person, sha256: str) -> Document:
    found = Dossier.objects.filter(handover__assignment__person=person, sha256=sha256).first()
    if found is None:
        raise ProofClosed
    return Document.of_bytes(found.content.encode())
