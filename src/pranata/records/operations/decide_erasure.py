"""Deciding a request for erasure, document by document: retention law first, then a person."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import codes, events
from pranata.records.models import ErasureItem, ErasureOutcome, ErasureRequest
from pranata.records.operations._act import act, document_ref
from pranata.records.operations._keep import CodeUnknown
from pranata.records.operations._retention import erasure_ref, lock_retention, open_request
from pranata.records.policies import require_keeps_all
from pranata.records.queries.erasure import ItemStanding, standings_of

GRANT = "retensi-berakhir"


class Undecided(ProductError):
    """Nothing was said about one of the documents that law leaves to a decision."""

    status = 422

    def __init__(self, item: ErasureItem) -> None:
        super().__init__(
            _("Belum diputuskan: %(title)s.") % {"title": item.document.title},
            remedy=_("Pilih dikabulkan atau ditolak untuk setiap naskah."),
        )


class LawRefuses(ProductError):
    """Retention law leaves nothing to decide for a document that was to be granted."""

    def __init__(self, item: ErasureItem, ground: str) -> None:
        super().__init__(
            _("%(title)s tidak dapat dikabulkan: %(ground)s.")
            % {"title": item.document.title, "ground": codes.erasure_ground_name(ground).lower()},
            why=_(
                "UU 27/2022 Pasal 44 ayat (1) huruf a mensyaratkan retensinya berakhir dan ditandai musnah."
            ),
            remedy=_("Muat ulang halaman: keadaannya mungkin baru saja berubah."),
        )


class RefusalUnexplained(ProductError):
    """A refusal that a person chose says why."""

    status = 422

    def __init__(self, item: ErasureItem) -> None:
        super().__init__(_("Tuliskan alasan penolakan untuk %(title)s.") % {"title": item.document.title})


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a person decided about one document. A grant has one ground; a refusal names its own."""

    granted: bool
    ground: str = GRANT
    reason: str = ""


@transaction.atomic
def decide_erasure(
    *, request: ErasureRequest, verdicts: Mapping[int, Verdict], actor: Actor, now: dt.datetime
) -> ErasureRequest:
    """Decide every document of a request, `verdicts` by item id; what law refuses needs none.

    What is granted waits for lawful destruction; nothing is removed here. Raises NotPermitted,
    RequestDecided, Undecided, LawRefuses, CodeUnknown or RefusalUnexplained.
    """
    require_keeps_all(actor, instansi_id=request.instansi_id)
    lock_retention(actor.instansi_id)
    found = open_request(request)
    standings = standings_of(found, on=actor.local_date(now))
    for standing in standings:
        _decide(standing, verdicts.get(standing.item.pk))
    ErasureItem.objects.bulk_update([s.item for s in standings], ["outcome", "ground", "reason"])
    found.decided_at, found.decided_by_id, found.decided_title = (
        now,
        actor.assignment_id,
        actor.position_title,
    )
    found.save(update_fields=["decided_at", "decided_by", "decided_title"])
    _append(found, standings, actor=actor, now=now)
    return found


def _decide(standing: ItemStanding, verdict: Verdict | None) -> None:
    item, law = standing.item, standing.refused_by_law
    if law is not None:
        if verdict is not None and verdict.granted:
            raise LawRefuses(item, law)
        item.outcome, item.ground, item.reason = ErasureOutcome.REFUSED, law, ""
        return
    if verdict is None:
        raise Undecided(item)
    if not verdict.granted:
        _require_refusal(item, verdict)
    item.outcome = ErasureOutcome.GRANTED if verdict.granted else ErasureOutcome.REFUSED
    item.ground = GRANT if verdict.granted else verdict.ground
    item.reason = verdict.reason.strip()


def _require_refusal(item: ErasureItem, verdict: Verdict) -> None:
    if verdict.ground not in {c.code for c in codes.erasure_grounds("refuse") if not c.ended}:
        raise CodeUnknown("ground", verdict.ground)
    if not verdict.reason.strip():
        raise RefusalUnexplained(item)


def _append(
    request: ErasureRequest, standings: list[ItemStanding], *, actor: Actor, now: dt.datetime
) -> None:
    items = {str(s.item.document.public_id): s for s in standings}
    append_entry(
        act(
            events.ERASURE_DECIDED,
            actor=actor,
            now=now,
            objects=(erasure_ref(request), *(document_ref(s.item.document) for s in standings)),
            detail={
                "putusan": {key: s.item.outcome for key, s in items.items()},
                "dasar": {key: s.item.ground for key, s in items.items()},
                "alasan": {key: s.item.reason for key, s in items.items()},
                "aturan": {key: _rule(s) for key, s in items.items()},
            },
            authority="UU 27/2022",
        )
    )


def _rule(standing: ItemStanding) -> str:
    """Return which version of which rule was applied, as the entry fixes it."""
    found = standing.retention
    if found.schedule is None or found.rule is None:
        return ""
    return f"{found.schedule.public_id} {found.rule.classification_code}"
