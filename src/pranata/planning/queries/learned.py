"""What steps took in the end, for whoever estimates such a step again."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pranata.engine.gaps import Place
from pranata.planning.models import Action, ActionState


@dataclass(frozen=True, kw_only=True)
class Learned:
    """The actual values of the action that reached a level last; None where nobody told."""

    plan_id: int
    cost: int | None
    effort: Decimal | None
    months: int | None


def learned_steps(instansi_id: int, instrument: str) -> Mapping[Place, Learned]:
    """Return what finished actions of an instrument took, by the level they reached. One query."""
    done = Action.objects.filter(
        instansi_id=instansi_id, action_plan__plan__instrument=instrument, state=ActionState.DONE
    ).select_related("action_plan")
    return {
        (one.indicator, one.to_level): Learned(
            plan_id=one.action_plan.plan_id,
            cost=one.actual_cost,
            effort=one.actual_effort,
            months=one.actual_months,
        )
        for one in done.order_by("closed_on", "pk")
    }
