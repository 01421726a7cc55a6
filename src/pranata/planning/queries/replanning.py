"""What another accepted plan takes over from the actions that run, and what it leaves behind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pranata.planning.models import Action, ActionPlan, Plan, PlanStep

Step = tuple[str, int, int]


@dataclass(frozen=True, kw_only=True)
class Replanning:
    """The actions that run, by what becomes of them when the other plan begins."""

    before: ActionPlan
    carried: tuple[tuple[Action, PlanStep], ...]
    left: tuple[Action, ...]
    finished: tuple[Action, ...]
    added: tuple[PlanStep, ...]


def running_of(plan: Plan) -> ActionPlan | None:
    """Return the action plan that another plan of its instrument would end. One query."""
    found = ActionPlan.objects.filter(instansi_id=plan.instansi_id, ended_at__isnull=True)
    return found.filter(plan__instrument=plan.instrument).exclude(plan=plan).select_related("plan").first()


def replanning_of(plan: Plan) -> Replanning | None:
    """Return what beginning a plan does to the actions that run; None where none do. Three queries."""
    before = running_of(plan)
    if before is None:
        return None
    return compared(before, plan.chosen.order_by("starts_on", "position"))


def compared(before: ActionPlan, steps: Iterable[PlanStep]) -> Replanning:
    """Sort the actions that run, and the steps of the other plan. One query beside that of the steps.

    Work that is finished stays what it is, also where the other plan does not name it any more.
    """
    rows = before.actions.select_related("unit", "position").order_by("number")
    actions = {step_of(one): one for one in rows}
    wanted = {step_of(one): one for one in steps}
    gone = [one for step, one in actions.items() if step not in wanted]
    return Replanning(
        before=before,
        carried=tuple((actions[step], wanted[step]) for step in wanted if step in actions),
        left=tuple(one for one in gone if not one.is_done),
        finished=tuple(one for one in gone if one.is_done),
        added=tuple(one for step, one in wanted.items() if step not in actions),
    )


def step_of(one: Action | PlanStep) -> Step:
    """Return what makes two of them the same step."""
    return one.indicator, one.from_level, one.to_level


def numbers_by_post(actions: Sequence[Action]) -> Mapping[int, list[int]]:
    """Return the numbers of the actions each post answers for."""
    found: dict[int, list[int]] = {}
    for one in actions:
        if one.position_id is not None:
            found.setdefault(one.position_id, []).append(one.number)
    return found
