"""What steps took here in the end, beside what is reckoned with, for whoever estimates such a step again."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from pranata.assessment.regulations import Regulation
from pranata.engine.gaps import Place
from pranata.engine.optimise import Step
from pranata.foundation.ui.numbers import date_written
from pranata.planning.models import Action, ActionState, EstimateCertainty
from pranata.planning.queries.steps import offered_steps
from pranata.planning.question import Offered, place_text


@dataclass(frozen=True, kw_only=True)
class Learned:
    """The actual values of the action that reached a level last; None where nobody told."""

    plan_id: int
    action_id: int
    said: str
    cost: int | None
    effort: Decimal | None
    months: int | None

    def step(self, reckoned: Step) -> Step:
        """Return a step as it went here; what nobody told stays as it is reckoned with."""
        return replace(
            reckoned,
            cost=reckoned.cost if self.cost is None else self.cost,
            effort=reckoned.effort if self.effort is None else Fraction(self.effort),
            months=reckoned.months if self.months is None else self.months,
        )


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A step that went otherwise here than it is reckoned with: now, and as it would be taken over."""

    name: str
    now: Offered
    taken: Offered
    learned: Learned

    @property
    def place(self) -> str:
        """What it reaches, such as 11:3."""
        return place_text(self.now.step.reaches)


def learned_steps(instansi_id: int, instrument: str) -> Mapping[Place, Learned]:
    """Return what finished actions of an instrument took, by the level they reached. One query."""
    done = Action.objects.filter(
        instansi_id=instansi_id, action_plan__plan__instrument=instrument, state=ActionState.DONE
    ).select_related("action_plan__plan")
    rows = done.defer("action_plan__plan__steps", "action_plan__plan__answer", "action_plan__plan__levels")
    return {
        (one.indicator, one.to_level): Learned(
            plan_id=one.action_plan.plan_id,
            action_id=one.pk,
            said=_said(one),
            cost=one.actual_cost,
            effort=one.actual_effort,
            months=one.actual_months,
        )
        for one in rows.order_by("closed_on", "pk")
    }


def lessons(instansi_id: int, regulation: Regulation, on: dt.date) -> list[Lesson]:
    """Return the steps that went otherwise here than they are reckoned with. Three queries."""
    learned = learned_steps(instansi_id, regulation.id)
    if not learned:
        return []
    offered = {one.step.reaches: one for one in offered_steps(instansi_id, regulation, on)}
    found = [
        Lesson(
            name=regulation.criteria(place[0]).short_name,
            now=now,
            taken=_taken(now, learned[place]),
            learned=learned[place],
        )
        for place, now in offered.items()
        if place in learned
    ]
    return [one for one in found if one.taken.step != one.now.step]


def _taken(now: Offered, learned: Learned) -> Offered:
    """Nobody told the person-days of each functional post, so other person-days leave those open."""
    step = learned.step(now.step)
    return replace(
        now,
        step=step,
        certainty=EstimateCertainty.DERIVED.value,
        source=learned.said,
        functions=now.functions if step.effort == now.step.effort else (),
    )


def _said(action: Action) -> str:
    day = date_written(action.closed_on) if action.closed_on else ""
    return _("Pengalaman di sini: aksi %(number)d rencana %(plan)s, selesai %(day)s.") % {
        "number": action.number,
        "plan": action.action_plan.plan.number,
        "day": day,
    }
