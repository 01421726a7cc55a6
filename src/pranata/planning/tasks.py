"""Computing the plans that wait, one after another, beside the pages."""

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from pranata.assessment import regulations
from pranata.foundation.errors import ProductError
from pranata.foundation.tenancy import tenant_scope
from pranata.planning.models import Plan, PlanRun, RunFailure, RunPart
from pranata.planning.operations.keep_answer import keep_answer
from pranata.planning.queries.curve import curve_targets
from pranata.planning.question import Question
from pranata.planning.solver import SolverFailed, SolverStopped, solve
from pranata.planning.solver.process import PATIENCE_S, Line

TRIES = 3

Clock = Callable[[], dt.datetime]


def compute_next(*, clock: Clock, patience_s: float = PATIENCE_S) -> bool:
    """Compute the plan that has waited longest; return whether there was one.

    It may be ended anywhere: a plan without an answer is computed anew, three times at most.
    """
    run = PlanRun.objects.filter(ended_at__isnull=True).order_by("asked_at", "pk").first()
    if run is None:
        return False
    with tenant_scope(run.instansi_id):
        _compute(run, clock, patience_s)
    return True


def _compute(run: PlanRun, clock: Clock, patience_s: float) -> None:
    if run.stop_asked_at is not None or run.tries >= TRIES:
        _end(run, clock(), RunFailure.STOPPED if run.stop_asked_at else RunFailure.BROKEN)
        return
    _note(run, part=RunPart.FRONTIER, started_at=clock(), tries=run.tries + 1, done=0, total=0)
    plan = Plan.objects.get(pk=run.plan_id)
    failure = ""
    try:
        solve(
            parcel_of(plan),
            lambda line: _hear(run, plan, line, clock()),
            is_wanted=lambda: _is_wanted(run),
            patience_s=patience_s,
        )
    except SolverStopped:
        failure = RunFailure.STOPPED
    except SolverFailed as failed:
        failure = RunFailure.TOO_LONG if failed.too_long else RunFailure.BROKEN
    except ProductError:
        # Somebody proposed or accepted it meanwhile, which needs an answer: so it has one.
        failure = ""
    if _is_answered(plan):
        _end(run, clock(), failure)
    elif failure in (RunFailure.STOPPED, RunFailure.TOO_LONG) or run.tries >= TRIES:
        _end(run, clock(), failure or RunFailure.BROKEN)


def _is_answered(plan: Plan) -> bool:
    """Whether the plan has its answer; what is missing besides is not worth another try."""
    return Plan.objects.filter(pk=plan.pk, answer__isnull=False).exists()


def parcel_of(plan: Plan) -> dict[str, Any]:
    """Return all that the solver is told of a plan."""
    question = Question.of_document(plan.question)
    instrument = regulations.load(plan.instrument).instrument
    levels = {number: Fraction(text) for number, text in plan.levels.items()}
    return {
        "instrument": plan.instrument,
        "levels": plan.levels,
        "question": plan.question,
        "steps": plan.steps,
        "worth": True,
        "targets": [str(target) for target in curve_targets(instrument, levels, question)],
    }


def _hear(run: PlanRun, plan: Plan, line: Line, now: dt.datetime) -> None:
    if "answer" in line:
        keep_answer(plan=plan, answer=line["answer"], now=now)
    elif "worth" in line:
        Plan.objects.filter(pk=plan.pk, worth__isnull=True).update(worth=line["worth"])
    elif "frontier" in line:
        Plan.objects.filter(pk=plan.pk, frontier__isnull=True).update(frontier=line["frontier"])
    elif "done" in line:
        _note(run, done=line["done"])
    elif "part" in line:
        _note(run, part=line["part"], done=0, total=line.get("total", 0))


def _is_wanted(run: PlanRun) -> bool:
    return not PlanRun.objects.filter(pk=run.pk, stop_asked_at__isnull=False).exists()


def _note(run: PlanRun, **values: object) -> None:
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=[*values])


def _end(run: PlanRun, now: dt.datetime, failure: str) -> None:
    _note(run, part=RunPart.ENDED, ended_at=now, failure=failure)
