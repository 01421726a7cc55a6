"""Scenes the tests of plans begin from. Needs the tenant's scope; no solver runs."""

import datetime as dt
from fractions import Fraction
from typing import Any

from pranata.assessment.models import Assessment
from pranata.assessment.tests.scenes import LATER, fill, make_draft
from pranata.engine.gaps import Place
from pranata.engine.optimise import Month
from pranata.organisation.policies import Actor
from pranata.planning.models import Plan
from pranata.planning.operations.ask_plan import ask_plan
from pranata.planning.operations.keep_answer import keep_answer
from pranata.planning.operations.propose_plan import propose_plan
from pranata.planning.queries.basis import basis_of
from pranata.planning.queries.steps import offered_steps
from pranata.planning.question import Question, place_of

START = Month.of(2027, 1)
COMPUTED = LATER + dt.timedelta(minutes=1)


def make_assessment(actor: Actor, level: int = 2) -> Assessment:
    """Create a draft whose indicators are all at one level."""
    assessment = make_draft(actor)
    fill(assessment, actor, level)
    return assessment


def ask(assessment: Assessment, actor: Actor, *, target: str | None = "2.05", **asked: Any) -> Plan:
    """Ask for a plan from the assessment with the shipped catalogue."""
    basis = basis_of(assessment)
    return ask_plan(
        basis=basis,
        question=Question(start=START, target=None if target is None else Fraction(target), **asked),
        offered=offered_steps(assessment.instansi_id, basis.regulation, actor.local_date(LATER)),
        actor=actor,
        now=LATER,
    )


def answer_with(plan: Plan, *places: str, status: str = "optimal") -> dict[str, Any]:
    """Return an answer of these steps one after another, as `plan_document` writes it; proves nothing."""
    offered = {(row["indicator"], row["to"]): row for row in plan.steps}
    month, steps = START, list[dict[str, Any]]()
    for place in map(place_of, places):
        row = offered[place]
        end = month.after(row["months"])
        steps.append(_step(row, month, end))
        month = end
    cost = sum(step["cost"] for step in steps)
    return {
        "status": status,
        "index": "2.05",
        "index_exact": "41/20",
        "cost": cost,
        "bound": cost,
        "steps": steps,
        "conflicts": [],
        "instrument": plan.instrument,
        "digest": plan.instrument_digest,
        "today": {"index": "2.00", "index_exact": "2"},
        "limits": {"target": "41/20", "budget": None, "start": str(START), "by": None},
        "end": str(month),
        "peak_load": 40,
        "objectives": [{"name": "cost", "value": cost, "bound": cost, "proven": status == "optimal"}],
    }


def computed(assessment: Assessment, actor: Actor, *places: str) -> Plan:
    """Return a draft that was answered with these steps."""
    plan = ask(assessment, actor)
    return keep_answer(plan=plan, answer=answer_with(plan, *(places or ("11:3", "12:3"))), now=COMPUTED)


def proposed(assessment: Assessment, actor: Actor, *places: str) -> Plan:
    """Return a plan that was proposed by the actor."""
    return propose_plan(plan=computed(assessment, actor, *places), actor=actor, now=COMPUTED)


def _step(row: dict[str, Any], start: Month, end: Month) -> dict[str, Any]:
    kept: dict[str, Any] = {key: row[key] for key in ("indicator", "from", "to", "cost", "owner")}
    return {**kept, "start": str(start), "end": str(end), "effort": float(row["effort"])}


def reaches(plan: Plan) -> list[Place]:
    """Return what the chosen steps reach, in order."""
    return list(plan.chosen.order_by("position").values_list("indicator", "to_level"))
