"""Scenes the tests of assessments begin from. Needs the tenant's scope."""

import datetime as dt
from decimal import Decimal

from pranata.assessment.models import Answer, AnswerChange, Assessment, Finding, Part, Responsibility
from pranata.assessment.operations.assign_indicators import Given, assign_indicators
from pranata.assessment.operations.create_assessment import create_assessment
from pranata.assessment.operations.import_levels import import_levels
from pranata.assessment.operations.judge_requirements import Judged, Judgement, judge_requirements
from pranata.assessment.operations.save_answer import save_answer
from pranata.ledger.actions import ActionKind
from pranata.ledger.models import Entry
from pranata.organisation.policies import Actor
from pranata.organisation.tests.cast import NOW

LATER = NOW + dt.timedelta(minutes=5)


def make_draft(actor: Actor, *, year: int = 2025, instrument: str = "spbe-2020") -> Assessment:
    """Create an empty draft."""
    return create_assessment(year=year, instrument=instrument, actor=actor, now=NOW)


def enter(
    assessment: Assessment,
    indicator: str,
    level: str | int | None,
    actor: Actor,
    *,
    version: int | None = None,
) -> AnswerChange:
    """Save a level as the actor, from the present version unless one is given."""
    stored = Answer.objects.get(assessment=assessment, indicator=indicator)
    return save_answer(
        assessment=assessment,
        indicator=indicator,
        expected_version=stored.version if version is None else version,
        actor=actor,
        now=LATER,
        level=None if level is None else Decimal(level),
    )


def fill(assessment: Assessment, actor: Actor, level: int = 2) -> None:
    """Give every indicator the same level."""
    numbers = assessment.answers.values_list("indicator", flat=True)
    import_levels(
        assessment=assessment,
        levels={number: Decimal(level) for number in numbers},
        expected_versions=None,
        filename="semua.csv",
        actor=actor,
        now=LATER,
    )


def give(
    assessment: Assessment, to: Actor, *indicators: str, by: Actor, part: Part = Part.RESPONSIBLE
) -> list[Responsibility]:
    """Give the indicators to the actor's post."""
    given = [Given(indicator=number, position_id=to.position_id, part=part) for number in indicators]
    return assign_indicators(assessment=assessment, given=given, actor=by, now=LATER)


def judge(assessment: Assessment, actor: Actor, indicator: str = "11", **verdicts: str) -> Judgement:
    """Judge requirements as the actor, from their present versions."""
    rows = Finding.objects.filter(answer__assessment=assessment, answer__indicator=indicator)
    versions = dict(rows.values_list("requirement", "version"))
    judged = [
        Judged(requirement=key, version=versions.get(key, 0), verdict=verdict)
        for key, verdict in verdicts.items()
    ]
    return judge_requirements(
        assessment=assessment, indicator=indicator, judged=judged, actor=actor, now=LATER
    )


def recorded(action: ActionKind) -> int:
    """Return how many entries of this action the open scope sees."""
    return sum(entry.document["action"] == action.code for entry in Entry.objects.all())
