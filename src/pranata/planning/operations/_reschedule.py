"""Writing the new dates of an action and of those that move along."""

import datetime as dt

from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import EntryRef
from pranata.organisation.notices import notify
from pranata.organisation.policies import Actor
from pranata.planning import events, tellings
from pranata.planning.models import Action, ActionAct, ActionActKind
from pranata.planning.operations._action import act_row, append, changed
from pranata.planning.operations._moving import Shift


def reschedule(shift: Shift, *, reason: str, actor: Actor, now: dt.datetime) -> EntryRef:
    """Give the actions their new dates, as one act with one entry; tell the posts. Four statements.

    The actions must be locked through their plan.
    """
    first = shift.moved[0][0]
    said = append(
        events.ACTION_MOVED,
        first.action_plan,
        [action for action, _span in shift.moved],
        actor=actor,
        now=now,
        detail={
            "nomor": first.action_plan.plan.number,
            "aksi": first.number,
            "alasan": reason,
            "tanggal": _dates(shift),
        },
    )
    rows = []
    for place, (action, span) in enumerate(shift.moved):
        before, after = changed(action, {"starts_on": span.starts_on, "ends_on": span.ends_on})
        kind = ActionActKind.FOLLOWED if place else ActionActKind.MOVED
        words = reason if not place else f"{first.number}: {reason}"[:500]
        rows.append(
            act_row(action, kind, said, actor=actor, now=now, words=words, before=before, after=after)
        )
        action.starts_on, action.ends_on = span.starts_on, span.ends_on
        action.version, action.changed_at = action.version + 1, now
    Action.objects.bulk_update(
        [action for action, _span in shift.moved], ["starts_on", "ends_on", "version", "changed_at"]
    )
    ActionAct.objects.bulk_create(rows)
    _tell(shift, said, reason, actor, now)
    return said


def _dates(shift: Shift) -> dict[str, Json]:
    return {
        str(action.number): [span.starts_on.isoformat(), span.ends_on.isoformat()]
        for action, span in shift.moved
    }


def _tell(shift: Shift, said: EntryRef, reason: str, actor: Actor, now: dt.datetime) -> None:
    numbers: dict[int, list[str]] = {}
    for action, _span in shift.moved:
        if action.position_id is not None and action.position_id != actor.position_id:
            numbers.setdefault(action.position_id, []).append(str(action.number))
    notify(
        tellings.MOVED,
        instansi_id=shift.moved[0][0].instansi_id,
        positions={pk: {"numbers": ", ".join(found)} for pk, found in numbers.items()},
        key=str(said.event_id),
        detail={"reason": reason},
        link="/rencana/aksi/",
        now=now,
    )
