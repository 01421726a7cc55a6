"""Declaring that an entry which names oneself is wrong."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import NotPermitted, ProductError
from pranata.ledger.models import Entry
from pranata.ledger.operations.append_entry import EntryRef, append_entry
from pranata.ledger.queries.disputes import DISPUTED
from pranata.ledger.queries.standing import code_of
from pranata.organisation.models import Grant, Person, UnitKind
from pranata.receipts import events
from pranata.receipts.models import Dispute, Ground
from pranata.receipts.operations._act import act
from pranata.receipts.policies import ANSWERERS, Claimant
from pranata.receipts.queries.named import Named, named_in


class NotNamed(NotPermitted):
    """The entry does not name the person, or not so that they could say this of it."""

    def __init__(self) -> None:
        super().__init__(
            _("Catatan ini tidak dapat Anda sangkal."),
            why=_(
                "Hanya yang disebut sebagai pelaku, atau penerima untuk jabatannya, yang dapat menyangkal."
            ),
            remedy=_("Sampaikan keberatan Anda kepada pemeriksa di instansi Anda."),
        )


class AlreadyDisputed(ProductError):
    """The person disputes this entry already."""

    def __init__(self) -> None:
        super().__init__(
            _("Catatan ini sudah Anda sangkal."),
            why=_("Sangkalan dicatat sekali dan tidak dapat diubah atau ditarik."),
            remedy=_("Buka sangkalan Anda untuk melihat keadaannya."),
        )


class NothingSaid(ProductError):
    """A dispute, or an answer, without words."""

    status = 422

    def __init__(self, field: str) -> None:
        super().__init__(_("Bagian ini belum diisi."), remedy=_("Isilah, lalu kirim sekali lagi."))
        self.field = field


@transaction.atomic
def dispute_entry(
    *, event_id: uuid.UUID, ground: str, statement: str, claimant: Claimant, now: dt.datetime
) -> Dispute:
    """Record that whoever is named in an entry disputes it. The entry stands, marked for all who read it.

    That it was somebody else may be said only by the person who acted by the entry. Those who answer
    disputes get a receipt. Raises EntryClosed, NotNamed, NothingSaid or AlreadyDisputed.
    """
    named = named_in(event_id, claimant)
    _require_named(named, ground)
    if not statement.strip():
        raise NothingSaid("statement")
    # Locked for the length of the act: of two at once by the same person the second sees the first.
    Person.objects.select_for_update().get(pk=claimant.person_id)
    if Dispute.objects.filter(entry_id=event_id, person_id=claimant.person_id).exists():
        raise AlreadyDisputed
    said = _append(named, ground, statement.strip(), claimant, now)
    return Dispute.objects.create(
        instansi_id=claimant.instansi_id,
        event_id=said.event_id,
        entry_id=event_id,
        entry_recorded_at=named.line.recorded_at,
        entry_person=named.person,
        ground=ground,
        person_id=claimant.person_id,
        person_name=claimant.name,
        position_id=claimant.position_id,
        position_title=claimant.title,
        made_at=now,
    )


def _require_named(named: Named, ground: str) -> None:
    if ground not in Ground.values or not named.is_named or (ground == Ground.NOT_ME and not named.acted):
        raise NotNamed


def _append(named: Named, ground: str, statement: str, claimant: Claimant, now: dt.datetime) -> EntryRef:
    line = named.line
    leaf_hash = Entry.objects.values_list("leaf_hash", flat=True).get(event_id=line.event_id)
    detail = {"dasar": ground, "keterangan": statement, "kode": code_of(bytes(leaf_hash))}
    return append_entry(
        act(
            events.ENTRY_DISPUTED,
            instansi_id=claimant.instansi_id,
            evidence=claimant.evidence,
            now=now,
            about=(DISPUTED, line.event_id),
            entry=line.document,
            to=_answerers(claimant.instansi_id, now),
            detail=detail,
        )
    )


def _answerers(instansi_id: int, now: dt.datetime) -> list[tuple[int, str]]:
    """Return the positions that answer disputes: they get a receipt. One query."""
    today = now.date()
    holds = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gt=today))
    granted = Grant.objects.filter(
        holds, instansi_id=instansi_id, role__in=ANSWERERS, unit__kind=UnitKind.ROOT
    )
    return sorted(set(granted.values_list("position_id", "position__title")))
