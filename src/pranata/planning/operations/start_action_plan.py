"""Making an accepted plan into actions: one a step, with owner, dates and what it should leave behind."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pranata.assessment import regulations
from pranata.assessment.regulations import Regulation
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import EntryRef
from pranata.organisation.models import Instansi
from pranata.organisation.notices import notify
from pranata.organisation.policies import Actor
from pranata.planning import events, tellings
from pranata.planning.models import (
    Action,
    ActionAct,
    ActionActKind,
    ActionDependency,
    ActionPlan,
    Commitment,
    Plan,
    PlanState,
    PlanStep,
)
from pranata.planning.operations._act import locked
from pranata.planning.operations._action import WordsMissing, act_row, append, locked_plan, tidy
from pranata.planning.operations._carrying import Carrying, carry, follow_with_budget
from pranata.planning.policies_actions import require_may_manage
from pranata.planning.queries.owners import Owners, owners_on
from pranata.planning.queries.replanning import compared, running_of
from pranata.planning.question import place_of

_LEVEL = re.compile(r"[Tt]ingkat ([0-9])")


class AlreadyStarted(ProductError):
    """The plan has its actions already."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(
            gettext_lazy("Rencana aksi %(number)s sudah dimulai.") % {"number": plan.number},
            remedy=gettext_lazy("Buka rencana aksinya; di sana setiap aksi dapat diubah."),
        )


class NothingToDo(ProductError):
    """The plan chose no step, so there is nothing to do."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Rencana ini tidak memuat langkah."),
            why=gettext_lazy("Targetnya sudah tercapai sejak awal."),
            remedy=gettext_lazy("Tetapkan rencana dengan target yang lebih tinggi."),
        )


@transaction.atomic
def start_action_plan(*, plan: Plan, actor: Actor, now: dt.datetime, reason: str = "") -> ActionPlan:
    """Make the actions of an accepted plan. The action plan that runs ends; that needs a `reason`.

    Work on the same step goes on: what was done, shown and tied to the budget, and the first baseline.
    Raises NotPermitted, PlanNotSo, AlreadyStarted, NothingToDo or WordsMissing.
    """
    require_may_manage(actor, plan.instansi_id)
    # Of two who start at once the second finds the first.
    Instansi.objects.select_for_update().get(pk=plan.instansi_id)
    held = locked(plan, PlanState.ACCEPTED)
    if ActionPlan.objects.filter(plan=held).exists():
        raise AlreadyStarted(held)
    steps = list(held.chosen.order_by("starts_on", "position"))
    if not steps:
        raise NothingToDo
    carrying = _ended(held, steps, tidy(reason), now)
    begun = ActionPlan.objects.create(
        instansi_id=held.instansi_id,
        plan=held,
        started_at=now,
        replaces=carrying.found.before if carrying else None,
        reason=carrying.reason if carrying else "",
    )
    owners = owners_on(actor.local_date(now))
    actions = _actions(begun, steps, owners, carrying, now)
    _depend(held, actions)
    _commit(begun, actions, owners)
    follow_with_budget(begun, actions)
    said = append(
        events.ACTIONS_STARTED,
        begun,
        (),
        actor=actor,
        now=now,
        detail={"nomor": held.number, "aksi": [str(one) for one in actions]},
    )
    ActionAct.objects.bulk_create(
        act_row(one, ActionActKind.STARTED, said, actor=actor, now=now, words=held.number) for one in actions
    )
    _tell(begun, actions, said, now)
    if carrying is not None:
        carry(carrying, begun, actions, actor, now)
    return begun


def _ended(plan: Plan, steps: Sequence[PlanStep], reason: str, now: dt.datetime) -> Carrying | None:
    """End the action plan that runs, held so that nobody tells progress meanwhile; None where none does."""
    running = running_of(plan)
    if running is None:
        return None
    if not reason:
        raise WordsMissing
    before = locked_plan(running.pk)
    before.ended_at = now
    before.save(update_fields=["ended_at"])
    return Carrying(found=compared(before, steps), reason=reason)


def _actions(
    begun: ActionPlan, steps: Sequence[PlanStep], owners: Owners, carrying: Carrying | None, now: dt.datetime
) -> list[Action]:
    regulation = regulations.load(begun.plan.instrument)
    actions = [_action(begun, number, step, owners, regulation, now) for number, step in enumerate(steps, 1)]
    for action, step in zip(actions, steps, strict=True):
        for name, value in (carrying.values_for(step, owners) if carrying else {}).items():
            setattr(action, name, value)
    return Action.objects.bulk_create(actions)


def _action(
    begun: ActionPlan, number: int, step: PlanStep, owners: Owners, regulation: Regulation, now: dt.datetime
) -> Action:
    agency = owners.agency(step.owner_unit_id, step.owner)
    return Action(
        instansi_id=begun.instansi_id,
        action_plan=begun,
        number=number,
        indicator=step.indicator,
        from_level=step.from_level,
        to_level=step.to_level,
        unit=agency,
        position=owners.head(agency) if agency else None,
        owner=step.owner,
        starts_on=step.starts_on,
        ends_on=step.ends_on,
        baseline_starts_on=step.starts_on,
        baseline_ends_on=step.ends_on,
        cost=step.cost,
        effort=step.effort,
        gain=step.gain,
        output=_output(regulation, step),
        evidence_expected=_evidence(regulation, step),
        changed_at=now,
    )


def _output(regulation: Regulation, step: PlanStep) -> str:
    """Say what the level asks, in the words of the instrument; the short name where it asks nothing."""
    criteria = regulation.criteria(step.indicator)
    level = criteria.levels.get(step.to_level)
    asked = "; ".join(level.requirements) if level else ""
    proposed = asked or _("%(name)s mencapai tingkat %(level)d") % {
        "name": criteria.short_name,
        "level": step.to_level,
    }
    return proposed[:600]


def _evidence(regulation: Regulation, step: PlanStep) -> str:
    """Say what the instrument expects, without what it names for other levels."""
    named = [(text, _LEVEL.findall(text)) for text in regulation.criteria(step.indicator).evidence]
    fitting = [text for text, levels in named if not levels or str(step.to_level) in levels]
    return "; ".join(fitting)[:1200]


def _depend(plan: Plan, actions: Sequence[Action]) -> None:
    """Write what waits for what: the levels of one indicator, and what the plan's steps require."""
    by_place = {(one.indicator, one.to_level): one for one in actions}
    required = {(row["indicator"], row["to"]): row["requires"] for row in plan.steps}
    pairs: dict[tuple[int, int], None] = {}
    for place, action in by_place.items():
        wanted = [(place[0], place[1] - 1), *map(place_of, required.get(place, ()))]
        for other in _present(wanted, by_place):
            pairs[action.pk, other.pk] = None
    ActionDependency.objects.bulk_create(
        ActionDependency(instansi_id=plan.instansi_id, action_id=one, requires_id=other)
        for one, other in pairs
    )


def _present(wanted: Sequence[tuple[str, int]], by_place: Mapping[tuple[str, int], Action]) -> list[Action]:
    return [by_place[place] for place in wanted if place in by_place]


def _commit(begun: ActionPlan, actions: Sequence[Action], owners: Owners) -> None:
    agencies = {one.unit.pk: one.unit for one in actions if one.unit is not None}
    Commitment.objects.bulk_create(
        Commitment(instansi_id=begun.instansi_id, action_plan=begun, unit=unit, position=owners.head(unit))
        for unit in agencies.values()
    )


def _tell(begun: ActionPlan, actions: Sequence[Action], said: EntryRef, now: dt.datetime) -> None:
    counts: dict[int, int] = {}
    for one in actions:
        if one.position_id is not None:
            counts[one.position_id] = counts.get(one.position_id, 0) + 1
    notify(
        tellings.ACTIONS_GIVEN,
        instansi_id=begun.instansi_id,
        positions={pk: {"count": str(count)} for pk, count in counts.items()},
        key=str(said.event_id),
        detail={"number": begun.plan.number},
        link="/rencana/aksi/komitmen/",
        now=now,
    )
