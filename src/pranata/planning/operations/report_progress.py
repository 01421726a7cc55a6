"""Telling how far an action is; closing it, with what it took in the end; opening it again."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.organisation.models import Role
from pranata.organisation.notices import notify
from pranata.organisation.policies import Actor
from pranata.organisation.queries.holders import positions_with
from pranata.planning import events, tellings
from pranata.planning.models import Action, ActionAct, ActionActKind, ActionState
from pranata.planning.moving import months_between
from pranata.planning.operations._action import WordsMissing, act_row, append, changed, locked_action, tidy
from pranata.planning.operations.edit_action import NothingChanged
from pranata.planning.policies_actions import require_may_report

WHOLE = 100
MOST_MONTHS = 120


class PercentWrong(ProductError):
    """The share is none, or says done where the action is not closed."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Persen kemajuan diisi 0 sampai 99."),
            why=_("100 persen berarti selesai, dan selesai dinyatakan sendiri."),
            remedy=_("Isi angka lain, atau pilih keadaan selesai."),
        )


class MonthsWrong(ProductError):
    """The work took no time, or longer than anything here."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Lama sebenarnya diisi 1 sampai %(most)d bulan.") % {"most": MOST_MONTHS},
            why=_("Bulan yang hanya terpakai sebagian dihitung satu."),
            remedy=_("Isi angka lain, atau kosongkan supaya dihitung dari tanggalnya."),
        )


class ObstacleMissing(ProductError):
    """An action is blocked by something, and by somebody who could help."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Hambatannya belum diisi."),
            why=_("Rapat mingguan membahas apa yang menghambat dan siapa yang dapat menolong."),
            remedy=_("Tulis apa yang menghambat dan siapa yang ditunggu."),
        )


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far an action is. The actual values count for one that is closed."""

    state: ActionState
    percent: int = 0
    note: str = ""
    obstacle: str = ""
    actual_cost: int | None = None
    actual_effort: Decimal | None = None
    actual_months: int | None = None


@transaction.atomic
def report_progress(
    *, action: Action, progress: Progress, version: int, actor: Actor, now: dt.datetime
) -> Action:
    """Write how far an action is and return it. What was closed is opened again only with a word why.

    Raises NotPermitted (ActionOfOthers), ActionPlanEnded, ActionChanged, PercentWrong, MonthsWrong,
    ObstacleMissing, WordsMissing or NothingChanged.
    """
    require_may_report(actor, action)
    held = locked_action(action, version)
    note, was_done = tidy(progress.note), held.is_done
    values = _values(held, progress, actor.local_date(now))
    before, after = changed(held, values)
    if not after and not note:
        raise NothingChanged
    if was_done and progress.state != ActionState.DONE and not note:
        raise WordsMissing
    for name, value in values.items():
        setattr(held, name, value)
    held.version, held.changed_at = held.version + 1, now
    held.save()
    said = append(
        events.PROGRESS_REPORTED,
        held.action_plan,
        [held],
        actor=actor,
        now=now,
        detail={
            "nomor": held.action_plan.plan.number,
            "aksi": held.number,
            "keadaan": held.state,
            "persen": held.percent,
            "catatan": note,
            "hambatan": held.obstacle,
        },
    )
    kind = _kind(held, was_done=was_done)
    row = act_row(held, kind, said, actor=actor, now=now, words=note, before=before, after=after)
    ActionAct.objects.bulk_create([row])
    if held.state == ActionState.BLOCKED and "obstacle" in after:
        _tell(held, actor, now)
    return held


def _values(action: Action, progress: Progress, on: dt.date) -> dict[str, object]:
    state = progress.state
    if state == ActionState.DONE:
        return _closed(action, progress, on)
    if not 0 <= progress.percent < WHOLE:
        raise PercentWrong
    obstacle = tidy(progress.obstacle) if state == ActionState.BLOCKED else ""
    if state == ActionState.BLOCKED and not obstacle:
        raise ObstacleMissing
    return {
        "state": state,
        "percent": 0 if state == ActionState.OPEN else progress.percent,
        "obstacle": obstacle,
        "closed_on": None,
    }


def _closed(action: Action, progress: Progress, on: dt.date) -> dict[str, object]:
    closed_on = action.closed_on or on
    months = progress.actual_months
    if months is not None and not 1 <= months <= MOST_MONTHS:
        raise MonthsWrong
    if months is None:
        began_on = _began_on(action)
        months = action.actual_months or months_between(began_on, max(closed_on, began_on))
    return {
        "state": ActionState.DONE,
        "percent": WHOLE,
        "obstacle": "",
        "closed_on": closed_on,
        "actual_cost": action.actual_cost if progress.actual_cost is None else progress.actual_cost,
        "actual_effort": action.actual_effort if progress.actual_effort is None else progress.actual_effort,
        "actual_months": months,
    }


def _began_on(action: Action) -> dt.date:
    """Return when the work began: what ran under an earlier plan began there."""
    began_on, one = action.starts_on, action.carried_from
    while one is not None and one.percent:
        began_on, one = min(began_on, one.starts_on), one.carried_from
    return began_on


def _kind(action: Action, *, was_done: bool) -> ActionActKind:
    if action.is_done and not was_done:
        return ActionActKind.CLOSED
    return ActionActKind.REOPENED if was_done and not action.is_done else ActionActKind.REPORTED


def _tell(action: Action, actor: Actor, now: dt.datetime) -> None:
    posts = positions_with(Role.COORDINATOR, on=actor.local_date(now))
    notify(
        tellings.BLOCKED,
        instansi_id=action.instansi_id,
        positions=[pk for pk in posts if pk != actor.position_id],
        key=f"{action.pk}:{action.version}",
        detail={"number": str(action.number), "obstacle": action.obstacle},
        link=f"/rencana/aksi/{action.pk}/",
        now=now,
    )
