"""Ending somebody's time in a position."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import Assignment
from pranata.organisation.operations._act import act, written
from pranata.organisation.operations._last import administrator_kept
from pranata.organisation.operations._reach import require_administers_post
from pranata.organisation.operations._rules import RuleBroken, explained
from pranata.organisation.policies import Actor


class AssignmentEnded(RuleBroken):
    """It ended before that day already."""

    def __init__(self) -> None:
        super().__init__(
            _("Penugasan ini sudah berakhir lebih dahulu."),
            remedy=_("Tanggal yang sudah lewat tidak dimundurkan. Catatlah penugasan baru bila perlu."),
            field="ends_on",
        )


@transaction.atomic
def end_assignment(
    *, assignment: Assignment, ends_on: dt.date, decree_number: str, actor: Actor, now: dt.datetime
) -> Assignment:
    """End an assignment; `ends_on` is the first day without it.

    Whoever takes somebody out of a post must be able to grant what the post may do. Raises NotPermitted,
    AssignmentEnded, DatesOutside or LastAdministrator.
    """
    position = assignment.position
    require_administers_post(actor, position, ends_on, assignment.ends_on)
    if assignment.ends_on is not None and assignment.ends_on <= ends_on:
        raise AssignmentEnded
    with administrator_kept(assignment.instansi_id, actor.local_date(now)), explained():
        assignment.ends_on = ends_on
        assignment.save(update_fields=["ends_on"])
    append_entry(
        act(
            events.ASSIGNMENT_ENDED,
            actor=actor,
            instansi_id=assignment.instansi_id,
            now=now,
            about=(assignment, position, assignment.person),
            detail={"berakhir": written(ends_on)},
            authority=decree_number,
        )
    )
    return assignment
