"""The plans of the demonstration: Bandar Lampung's levels of 2023 to 2.60 within 2027, accepted, and to 3.50
within two years, a draft; both computed beforehand.

`plan.json` and `plan-3-50.json` hold what the solver answers to exactly these questions, so that a first
start pays no search; a test asks the solver again. Who asked, proposed and accepted are examples, as all
posts of the demonstration.
"""

import datetime as dt
import json
from fractions import Fraction
from pathlib import Path

from pranata.assessment.models import Assessment
from pranata.config.demonstration.organisation import acting_for
from pranata.engine.optimise import Month
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Instansi
from pranata.organisation.policies import Actor
from pranata.planning.models import Plan, PlanRun, RunPart
from pranata.planning.operations.ask_plan import ask_plan
from pranata.planning.operations.decide_plan import accept_plan
from pranata.planning.operations.keep_answer import keep_answer
from pranata.planning.operations.propose_plan import propose_plan
from pranata.planning.queries.basis import basis_of
from pranata.planning.queries.steps import offered_steps
from pranata.planning.question import Question

BANDAR_LAMPUNG = "kota-bandar-lampung"
ANSWER = Path(__file__).with_name("plan.json")
HIGHER = Path(__file__).with_name("plan-3-50.json")
START = Month.of(2027, 1)
QUESTIONS = {
    ANSWER: Question(start=START, target=Fraction(13, 5), predikat="Baik", by=Month.of(2028, 1)),
    HIGHER: Question(start=START, target=Fraction(7, 2), predikat="Sangat Baik", by=Month.of(2029, 1)),
}


def load(*, now: dt.datetime) -> None:
    """Load the plan where there is none yet."""
    with tenant_scope(Instansi.objects.get(slug=BANDAR_LAMPUNG).pk):
        if Plan.objects.exists():
            return
        planner = acting_for(BANDAR_LAMPUNG, "kabid-aptika", now.date())
        plan, _higher = (_answered(planner, file, now - dt.timedelta(days=3)) for file in QUESTIONS)
        propose_plan(plan=plan, actor=planner, now=now - dt.timedelta(days=2))
        decider = acting_for(BANDAR_LAMPUNG, "sekda", now.date())
        accept_plan(plan=plan, actor=decider, now=now - dt.timedelta(days=1))


def _answered(planner: Actor, file: Path, now: dt.datetime) -> Plan:
    plan, found = asked(planner, QUESTIONS[file], now), json.loads(file.read_text(encoding="utf-8"))
    plan = keep_answer(plan=plan, answer=found["answer"], now=now)
    Plan.objects.filter(pk=plan.pk).update(frontier=found["frontier"], worth=found.get("worth"))
    PlanRun.objects.filter(plan=plan).update(part=RunPart.ENDED, ended_at=now)
    return plan


def asked(planner: Actor, question: Question, now: dt.datetime) -> Plan:
    """Ask a question of the demonstration."""
    assessment = Assessment.objects.get(year=2023, instrument="spbe-2020")
    basis = basis_of(assessment)
    return ask_plan(
        basis=basis,
        question=question,
        offered=offered_steps(assessment.instansi_id, basis.regulation, planner.local_date(now)),
        actor=planner,
        now=now,
    )
