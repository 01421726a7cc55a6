"""The solver in its own process: what it answers, and what becomes of a plan when it does not."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast
from pranata.planning import tasks
from pranata.planning.models import Plan, PlanRun, RunFailure, RunPart
from pranata.planning.operations.stop_plan import stop_plan
from pranata.planning.queries.curve import between, points_of
from pranata.planning.solver import SolverFailed, SolverStopped
from pranata.planning.solver.process import solve
from pranata.planning.tasks import compute_next, parcel_of
from pranata.planning.tests.scenes import COMPUTED, answer_with, ask, make_assessment

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def plan(cast):
    with tenant_scope(cast.instansi.pk):
        yield ask(make_assessment(cast.alice), cast.alice)


def compute(**asked: float) -> bool:
    return compute_next(clock=lambda: COMPUTED, **asked)


def test_a_plan_that_waits_is_computed_and_proven_with_its_curve(plan):
    assert compute()
    plan.refresh_from_db()
    assert (plan.proven, plan.answer["index_exact"]) == ("optimal", "41/20")
    assert plan.chosen.count() == len(plan.answer["steps"])
    assert plan.worth["next_index"]["proven"]
    assert plan.worth["person_days"] == 60
    run = PlanRun.objects.get(plan=plan)
    assert (run.part, run.failure, run.is_over) == (RunPart.ENDED, "", True)
    points = points_of(plan)
    assert points[0].target == Fraction(41, 20)
    assert all(point.is_proven for point in points)
    # Between two points nothing is guessed: the higher one is enough, and the lower one's cost is needed.
    found = between(points, Fraction(217, 100))
    assert found is not None
    assert found.least < found.most == found.at.cost
    assert between(points, Fraction(5)) is None
    assert not compute()


def test_a_killed_solver_is_started_anew_and_given_up_after_three_times(plan, monkeypatch):
    def killed(*_arguments: object, **_words: object) -> None:
        raise SolverFailed(too_long=False)

    monkeypatch.setattr(tasks, "solve", killed)
    for tries in (1, 2):
        assert compute()
        run = PlanRun.objects.get(plan=plan)
        assert (run.tries, run.is_over) == (tries, False)
    assert compute()
    run = PlanRun.objects.get(plan=plan)
    assert (run.failure, run.is_over) == (RunFailure.BROKEN, True)
    assert Plan.objects.get(pk=plan.pk).answer is None


def test_a_stopped_calculation_ends_and_keeps_the_question(plan, cast):
    assert stop_plan(plan=plan, actor=cast.bob, now=COMPUTED)
    assert not stop_plan(plan=plan, actor=cast.bob, now=COMPUTED)
    assert compute()
    assert PlanRun.objects.get(plan=plan).failure == RunFailure.STOPPED


def test_it_refuses_who_may_not_stop_plan(plan, cast):
    for actor in (cast.dana, cast.charlie):
        with pytest.raises(NotPermitted):
            stop_plan(plan=plan, actor=actor, now=COMPUTED)


def test_what_the_solver_says_last_counts_even_if_its_curve_never_comes(plan, monkeypatch):
    def half(_asked: object, hear: Callable[[object], None], **_words: object) -> None:
        hear({"part": "frontier", "total": 3})
        hear({"done": 2})
        assert PlanRun.objects.get(plan=plan).done == 2
        hear({"answer": answer_with(plan, "11:3", "12:3")})
        raise SolverFailed(too_long=True)

    monkeypatch.setattr(tasks, "solve", half)
    assert compute()
    plan.refresh_from_db()
    assert (plan.proven, PlanRun.objects.get(plan=plan).failure) == ("optimal", RunFailure.TOO_LONG)


class TestTheProcess:
    @pytest.fixture
    def started(self, monkeypatch):
        """Remember the process that is started."""
        found: list[subprocess.Popen[bytes]] = []
        real = subprocess.Popen

        def start(*arguments: object, **words: object) -> subprocess.Popen[bytes]:
            found.append(real(*arguments, **words))  # type: ignore[call-overload]
            return found[-1]

        monkeypatch.setattr(subprocess, "Popen", start)
        return found

    def test_it_is_gone_when_it_is_stopped_too_late_or_killed(self, plan, started):
        parcel = parcel_of(plan)
        with pytest.raises(SolverStopped):
            solve(parcel, print, is_wanted=lambda: False)
        with pytest.raises(SolverFailed) as late:
            solve(parcel, print, is_wanted=lambda: True, patience_s=0.0)
        assert late.value.too_long

        def kill() -> bool:
            os.kill(started[-1].pid, signal.SIGKILL)
            return True

        with pytest.raises(SolverFailed) as gone:
            solve(parcel, print, is_wanted=kill)
        assert not gone.value.too_long
        assert [one.poll() is not None for one in started] == [True] * 3

    def test_it_ends_when_the_worker_that_asked_is_killed(self, plan, tmp_path):
        parcel = tmp_path / "parcel.json"
        parcel.write_text(json.dumps({**parcel_of(plan), "targets": [f"{n}/100" for n in range(205, 400)]}))
        call = [sys.executable, "-c", WORKER, str(parcel)]
        with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as worker:
            assert worker.stdout is not None
            said = iter(worker.stdout.readline, "")
            solver = int(next(said))
            # It searches by now, and has minutes of work before it.
            assert "frontier" in next(said)
            worker.kill()
        until = time.monotonic() + 20
        while _runs(solver):
            assert time.monotonic() < until, "the solver outlives who asked"
            time.sleep(0.05)


WORKER = """
import json, os, subprocess, sys
from pranata.planning.solver.process import solve
start = subprocess.Popen
def told(*arguments, **words):
    process = start(*arguments, **words)
    print(process.pid, flush=True)
    return process
subprocess.Popen = told
solve(json.load(open(sys.argv[1])), lambda line: print(line, flush=True), is_wanted=lambda: True)
"""


def _runs(pid: int) -> bool:
    """Whether a process is there and not merely waiting for its parent to look."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_calculation_whose_worker_died_is_begun_anew_and_one_refused_is_not_called_done(plan, monkeypatch):
    PlanRun.objects.filter(plan=plan).update(started_at=COMPUTED, tries=1, part=RunPart.PLAN)
    monkeypatch.setattr(tasks, "solve", lambda _asked, hear, **_words: hear({"refused": "Tidak bisa."}))
    assert compute()
    assert not PlanRun.objects.get(plan=plan).is_over
    assert compute()
    assert PlanRun.objects.get(plan=plan).failure == RunFailure.BROKEN


def test_the_clock_is_given(plan):
    later = COMPUTED + dt.timedelta(hours=1)
    run = PlanRun.objects.get(plan=plan)
    run.stop_asked_at = later
    run.save()
    compute_next(clock=lambda: later)
    assert PlanRun.objects.get(plan=plan).ended_at == later
