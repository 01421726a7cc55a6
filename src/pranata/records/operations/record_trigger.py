"""Recording that the event happened which a document's retention counts from, or that it did not."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import codes, events
from pranata.records.models import Document, TriggerEvent
from pranata.records.operations._act import act, document_ref, written
from pranata.records.operations._keep import CodeUnknown
from pranata.records.operations._lock import require_unlisted
from pranata.records.policies import require_may_change

EARLIEST = dt.date(1945, 8, 17)


class NotYetHappened(ProductError):
    """The day is still to come, or before there was any archive of the republic."""

    status = 422
    field = "happened_on"

    def __init__(self) -> None:
        super().__init__(
            _("Tanggal kejadian harus antara 17 Agustus 1945 dan hari ini."),
            why=_("Retensi hanya dihitung dari kejadian yang sudah terjadi."),
            remedy=_("Periksa tahunnya, atau catat setelah kejadiannya terjadi."),
        )


class NothingNewHappened(ProductError):
    """This is what is recorded already."""

    def __init__(self) -> None:
        super().__init__(_("Kejadian itu sudah tercatat demikian, jadi tidak ada yang dicatat lagi."))


@transaction.atomic
def record_trigger(
    *,
    document: Document,
    kind: str,
    happened_on: dt.date | None,
    actor: Actor,
    now: dt.datetime,
    note: str = "",
) -> TriggerEvent:
    """Record on which day an event of a kind happened; without a day, that the earlier word was wrong.

    Raises NotPermitted, DocumentDestroyed, DocumentHandedOver, DocumentListed, CodeUnknown, NotYetHappened
    or NothingNewHappened.
    """
    found = Document.objects.select_for_update().get(pk=document.pk)
    require_may_change(actor, instansi_id=found.instansi_id, unit_id=found.unit_id)
    require_unlisted(found)
    _require_sound(kind, happened_on, today=actor.local_date(now))
    if _said(found, kind) == happened_on:
        raise NothingNewHappened
    event = TriggerEvent.objects.create(
        instansi_id=found.instansi_id,
        document=found,
        kind=kind,
        happened_on=happened_on,
        note=note.strip(),
        recorded_at=now,
        recorded_by_id=actor.assignment_id,
        **actor.name_and_post(),
    )
    _append(event, actor=actor, now=now)
    return event


def _require_sound(kind: str, happened_on: dt.date | None, *, today: dt.date) -> None:
    if kind not in {c.code for c in codes.retention_triggers() if not c.ended}:
        raise CodeUnknown("kind", kind)
    if happened_on is not None and not EARLIEST <= happened_on <= today:
        raise NotYetHappened


def _said(document: Document, kind: str) -> dt.date | None:
    latest = document.triggers.filter(kind=kind).order_by("-pk").first()
    return latest.happened_on if latest else None


def _append(event: TriggerEvent, *, actor: Actor, now: dt.datetime) -> None:
    append_entry(
        act(
            events.TRIGGER_RECORDED,
            actor=actor,
            now=now,
            objects=(document_ref(event.document),),
            detail={
                "kejadian": event.kind,
                "tanggal": written(event.happened_on),
                "keterangan": event.note,
            },
        )
    )
