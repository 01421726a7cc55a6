"""Ending a position, and with it who holds it and what was granted to it."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import Position
from pranata.organisation.operations._act import act, written
from pranata.organisation.operations._last import administrator_kept
from pranata.organisation.operations._reach import require_administers_post
from pranata.organisation.operations._rules import RuleBroken, explained
from pranata.organisation.policies import Actor


class BeginsLater(RuleBroken):
    """Something was entered that begins only after that day."""

    def __init__(self) -> None:
        super().__init__(
            _("Sudah tercatat penugasan atau peran yang baru mulai pada atau setelah tanggal itu."),
            why=_("Yang belum mulai tidak dapat diakhiri diam-diam."),
            remedy=_("Akhiri atau batalkan penugasan dan peran itu lebih dahulu."),
            field="ends_on",
        )


@transaction.atomic
def end_position(
    *, position: Position, ends_on: dt.date, legal_basis: str, actor: Actor, now: dt.datetime
) -> Position:
    """End a position; assignments to it and roles granted to it end on the same day.

    Posts that reported to it keep it as superior and are shown as something to put right. Whoever ends a
    post must be able to grant what it may do. Raises NotPermitted, BeginsLater, DatesOutside or
    LastAdministrator.
    """
    require_administers_post(actor, position, ends_on, position.ends_on)
    open_then = Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on)
    assignments, grants = position.assignments.filter(open_then), position.grants.filter(open_then)
    if assignments.filter(starts_on__gte=ends_on).exists() or grants.filter(starts_on__gte=ends_on).exists():
        raise BeginsLater
    with administrator_kept(position.instansi_id, actor.local_date(now)), explained():
        ended = assignments.update(ends_on=ends_on)
        revoked = grants.update(ends_on=ends_on)
        position.ends_on = ends_on
        position.save(update_fields=["ends_on"])
    append_entry(
        act(
            events.POSITION_ENDED,
            actor=actor,
            instansi_id=position.instansi_id,
            now=now,
            about=(position,),
            detail={
                "kode": position.code,
                "berakhir": written(ends_on),
                "penugasan_berakhir": ended,
                "peran_berakhir": revoked,
            },
            authority=legal_basis,
        )
    )
    return position
