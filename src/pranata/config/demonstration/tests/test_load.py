"""The demonstration: real results as published, examples marked as such, loaded once."""

import datetime as dt
import json
import os
import time
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from pranata.assessment.models import Assessment, AssessmentStep, PublishedResult
from pranata.config import demonstration
from pranata.config.demonstration.organisation import acting_for
from pranata.config.demonstration.people import PLANS
from pranata.config.demonstration.plan import QUESTIONS
from pranata.desk.queries.tasks import desk_of
from pranata.engine.optimise import Placed, broken_rules
from pranata.engine.optimise.model import cost_unit
from pranata.engine.optimise.running import Effort
from pranata.engine.optimise.solving import least_cost
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.database import copied
from pranata.ledger.models import Entry
from pranata.organisation.models import Instansi, Person, Role
from pranata.planning.models import Plan
from pranata.planning.question import month_of
from pranata.planning.solver import solve
from pranata.planning.solver.__main__ import problem_in
from pranata.planning.tasks import parcel_of

NOW = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)
HERE, THERE = "kota-bandar-lampung", "kota-metro"


def scope(slug):
    return tenant_scope(Instansi.objects.get(slug=slug).pk)


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker):
    """Load once into a database of its own; the tests read, and one loads again and finds nothing to do."""
    template = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock(), copied(template, f"{template}_loaded"):
        began = time.process_time()
        demonstration.load(now=NOW)
        yield time.process_time() - began


def test_past_years_are_the_published_results_exactly():
    with scope(HERE):
        recorded = Assessment.objects.filter(is_example=False).order_by("year")
        assert [(a.year, a.state) for a in recorded] == [
            (2021, "published"),
            (2022, "published"),
            (2023, "published"),
        ]
        snapshot = AssessmentStep.objects.get(assessment=recorded[2], kind="recorded").snapshot
    assert (snapshot["index"], snapshot["index_exact"], snapshot["predikat"]) == (
        "2.15",
        "4309/2000",
        "Cukup",
    )
    public = PublishedResult.objects.get(instansi__slug=HERE, year=2023, origin="evaluation_report")
    assert (public.index, public.is_example) == (Decimal("2.15"), False)


def test_whatever_is_made_up_says_so():
    for slug in (HERE, THERE):
        with scope(slug):
            assert all(name.endswith("(contoh)") for name in Person.objects.values_list("name", flat=True))
            assert not Assessment.objects.filter(year__gte=2024, is_example=False).exists()


def test_there_is_a_persona_for_every_role_and_none_has_a_password():
    assert {role for plan in PLANS for role in roles_held(plan.slug)} == set(Role.values)
    personas = Account.objects.filter(is_demonstration=True)
    assert personas.count() == 22
    assert not any(account.has_usable_password() for account in personas)


def roles_held(slug):
    with scope(slug):
        return {
            role
            for person in Person.objects.filter(account__isnull=False)
            for assignment in person.assignments.all()
            for role in assignment.position.grants.values_list("role", flat=True)
        }


def test_each_desk_has_something_to_say():
    with scope(HERE):
        coordinator = desk_of(acting_for(HERE, "sekda", NOW.date()), now=NOW)
        officer = desk_of(acting_for(HERE, "kabid-aptika", NOW.date()), now=NOW)
    assert len(coordinator.tasks) == 7
    assert officer.tasks[0].icon == "user-edit"
    with scope(THERE):
        neighbour = desk_of(acting_for(THERE, "sekda", NOW.date()), now=NOW)
    assert [task.title[:18] for task in neighbour.tasks] == ["Lengkapi penilaian", "Umumkan hasil 2025"]


def test_loading_again_changes_and_records_nothing():
    before = {slug: counted(slug) for slug in (HERE, THERE)}
    demonstration.load(now=NOW + dt.timedelta(days=3))
    assert {slug: counted(slug) for slug in (HERE, THERE)} == before


def counted(slug):
    with scope(slug):
        return Entry.objects.count(), Assessment.objects.count(), Person.objects.count()


def test_it_loads_in_a_few_seconds(loaded):
    assert loaded < 5


def test_the_plans_are_what_the_solver_answers_to_their_questions():
    with scope(HERE):
        plans = list(Plan.objects.order_by("sequence"))
        parcels = [parcel_of(plan) for plan in plans]
    assert [(plan.state, plan.proven) for plan in plans] == [("accepted", "optimal"), ("draft", "optimal")]
    if "PRANATA_WRITE_PLAN" in os.environ:
        for parcel, file in zip(parcels, QUESTIONS, strict=True):
            kept = {name: answered(parcel)[name] for name in ("frontier", "answer", "worth")}
            file.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert answered({**parcels[0], "targets": [], "worth": False})["answer"] == plans[0].answer
    # Placing the larger one takes a while, so its rules and its cost are held against it, not its months.
    problem, answer = problem_in(parcels[1]), plans[1].answer
    assert answer is not None
    assert broken_rules(problem, placed_in(problem, answer)) == []
    cost = least_cost(problem, Effort())
    assert (
        answer["cost"]
        == answer["bound"]
        == cost.value * cost_unit(problem)
        == cost.bound * cost_unit(problem)
    )


def answered(parcel):
    said: dict[str, Any] = {}
    with scope(HERE):
        solve(parcel, said.update, is_wanted=lambda: True)
    return said


def placed_in(problem, answer):
    steps = {step.reaches: step for step in problem.steps}
    return tuple(
        Placed(steps[row["indicator"], row["to"]], month_of(row["start"]), month_of(row["end"]))
        for row in answer["steps"]
    )
