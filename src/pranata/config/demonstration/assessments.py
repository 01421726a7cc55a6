"""The assessments of the demonstration: real evaluations of past years, and drafts marked as examples."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from pranata.assessment.models import Answer, Assessment, Part
from pranata.assessment.operations.assign_indicators import Given, assign_indicators
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.create_assessment import create_assessment
from pranata.assessment.operations.import_levels import import_levels
from pranata.assessment.operations.judge_requirements import Judged, judge_requirements
from pranata.assessment.operations.record_evaluation import record_evaluation
from pranata.assessment.operations.save_answer import save_answer
from pranata.assessment.printed_results import PrintedResult, published_cases
from pranata.config.demonstration.organisation import acting_for
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Instansi, Position
from pranata.organisation.policies import Actor

BANDAR_LAMPUNG, METRO = "kota-bandar-lampung", "kota-metro"

# What the example draft of 2025 answers: indicator, level, by which post, note. The rest is still empty.
EXAMPLE_ANSWERS: tuple[tuple[str, str, str, str], ...] = (
    ("1", "3", "sekda", "Perwali tentang arsitektur SPBE ditetapkan dan memuat seluruh domain. (contoh)"),
    ("2", "2", "sekda", "Perwali peta rencana memuat sebagian muatan. (contoh)"),
    ("3", "3", "kabid-aptika", "Kebijakan manajemen data sudah lengkap. (contoh)"),
    ("4", "3", "kabid-aptika", ""),
    ("5", "2", "kabid-aptika", ""),
    ("6", "3", "kabid-aptika", ""),
    ("10", "3", "sekda", "Tim koordinasi ditetapkan dengan keputusan Wali Kota. (contoh)"),
    ("11", "2", "kabid-aptika", "Domain keamanan dan layanan belum ada. (contoh)"),
    ("12", "2", "kabid-ekbang", "Peta rencana disusun bersama RKPD. (contoh)"),
    ("13", "3", "kabid-ekbang", ""),
    ("14", "2", "kabid-ekbang", ""),
    ("15", "3", "kabid-aptika", ""),
    ("16", "2", "kabid-aptika", ""),
    ("17", "4", "kabid-aptika", "Jaringan intra dipakai seluruh perangkat daerah. (contoh)"),
    ("32", "4", "kabid-ekbang", ""),
    ("33", "3", "kabid-ekbang", ""),
    ("36", "4", "kabid-aptika", ""),
    ("41", "4", "kabid-aptika", ""),
    ("42", "4", "kabid-aptika", ""),
)
# The coordinator corrected these two after the PIC had answered: the PIC's desk says so.
CORRECTED = (("12", "3"), ("17", "3"))
# Who answers for what in that draft, and who helps; the rest is not divided yet, so there is a proposal.
EXAMPLE_DIVISION: tuple[tuple[str, Part, tuple[str, ...]], ...] = (
    ("sekda", Part.RESPONSIBLE, ("1", "2", "10")),
    ("kabid-aptika", Part.RESPONSIBLE, ("3", "4", "5", "6", "11", "15", "16", "17", "18", "36", "41", "42")),
    ("kabid-ekbang", Part.RESPONSIBLE, ("12", "13", "14", "32", "33")),
    ("kabag-org", Part.CONTRIBUTOR, ("10", "11")),
    ("kabid-ekbang", Part.CONTRIBUTOR, ("2", "11")),
    ("kabid-aptika", Part.CONTRIBUTOR, ("1", "2", "12")),
)
# Checklists of that draft: indicator, post, and for each requirement verdict, cause, explanation.
EXAMPLE_CHECKLISTS: tuple[tuple[str, str, dict[str, tuple[str, str, str]]], ...] = (
    (
        "11",
        "kabid-aptika",
        {
            "2.1": ("met", "", "Ditetapkan dengan keputusan Wali Kota. (contoh)"),
            "2.2": ("met", "", ""),
            "3.1": ("met", "", "Lampiran I memuat seluruh referensi. (contoh)"),
            "3.2": ("not_met", "people", "Domain keamanan dan layanan menunggu arsitek SPBE. (contoh)"),
            "4.2": ("not_met", "budget", ""),
        },
    ),
    ("16", "kabid-aptika", {"2.1": ("met", "", ""), "3.1": ("not_met", "tool", "")}),
    ("13", "kabid-ekbang", {"2.1": ("met", "", ""), "2.2": ("met", "", ""), "3.1": ("met", "", "")}),
    ("14", "kabid-ekbang", {"2.1": ("met", "", ""), "3.1": ("not_met", "regulation", "")}),
)
PEMDI_ANSWERS = (("1", "1.26"), ("2", "2.00"), ("3", "1.50"), ("4", "1.75"))


def load(*, now: dt.datetime) -> None:
    """Load what is not there yet, each assessment as a whole."""
    with tenant_scope(Instansi.objects.get(slug=BANDAR_LAMPUNG).pk):
        coordinator = acting_for(BANDAR_LAMPUNG, "sekda", now.date())
        for case in published_cases():
            if case.body.name.endswith("Bandar Lampung") and not _exists(case.year, case.instrument):
                _record(case, coordinator, now)
        if not _exists(2025, "spbe-2020"):
            _draft(coordinator, now)
        if not _exists(2026, "pemdi-2026"):
            _pemdi(coordinator, now)
    with tenant_scope(Instansi.objects.get(slug=METRO).pk):
        if not _exists(2025, "spbe-2020"):
            _closed(acting_for(METRO, "sekda", now.date()), now)


def _exists(year: int, instrument: str) -> bool:
    return Assessment.objects.filter(year=year, instrument=instrument).exists()


def _record(case: PrintedResult, coordinator: Actor, now: dt.datetime) -> None:
    record_evaluation(
        year=case.year,
        instrument=case.instrument,
        levels=_decimals(case.levels),
        source=case.source,
        actor=coordinator,
        now=now,
    )


@transaction.atomic
def _draft(coordinator: Actor, now: dt.datetime) -> None:
    """2025: nineteen indicators answered by three posts over the last days, two of them corrected."""
    assessment = _example(2025, "spbe-2020", coordinator, now - dt.timedelta(days=6))
    actors = {code: acting_for(BANDAR_LAMPUNG, code, now.date()) for code in ("kabid-aptika", "kabid-ekbang")}
    actors["sekda"] = coordinator
    _divide(assessment, coordinator, now - dt.timedelta(days=6))
    for number, (indicator, level, post, note) in enumerate(EXAMPLE_ANSWERS):
        at = _office_hour(now, number)
        _save(assessment=assessment, indicator=indicator, level=level, note=note, actor=actors[post], at=at)
    for indicator, post, findings in EXAMPLE_CHECKLISTS:
        _judge(assessment, indicator, findings, actors[post], now - dt.timedelta(hours=20))
    for number, (indicator, level) in enumerate(CORRECTED):
        at = now - dt.timedelta(hours=3 - number)
        _save(assessment=assessment, indicator=indicator, level=level, note=None, actor=coordinator, at=at)


def _judge(
    assessment: Assessment,
    indicator: str,
    findings: Mapping[str, tuple[str, str, str]],
    actor: Actor,
    at: dt.datetime,
) -> None:
    judged = [
        Judged(requirement=key, version=0, verdict=verdict, cause=cause, explanation=explanation)
        for key, (verdict, cause, explanation) in findings.items()
    ]
    judge_requirements(assessment=assessment, indicator=indicator, judged=judged, actor=actor, now=at)


def _divide(assessment: Assessment, coordinator: Actor, at: dt.datetime) -> None:
    posts = dict(Position.objects.values_list("code", "pk"))
    given = [
        Given(indicator=indicator, position_id=posts[code], part=part)
        for code, part, indicators in EXAMPLE_DIVISION
        for indicator in indicators
    ]
    assign_indicators(assessment=assessment, given=given, actor=coordinator, now=at)


def _office_hour(now: dt.datetime, number: int) -> dt.datetime:
    """Five answers a day between nine and half past two in Jakarta, over the days before."""
    day = (now - dt.timedelta(days=5 - number // 5)).replace(hour=2, minute=4, second=0, microsecond=0)
    return day + dt.timedelta(minutes=67 * (number % 5) + 3 * number)


@transaction.atomic
def _pemdi(coordinator: Actor, now: dt.datetime) -> None:
    """2026 under the instrument nobody could confirm: begun, with decimals."""
    assessment = _example(2026, "pemdi-2026", coordinator, now - dt.timedelta(days=1))
    for indicator, level in PEMDI_ANSWERS:
        _save(
            assessment=assessment,
            indicator=indicator,
            level=level,
            note=None,
            actor=coordinator,
            at=now - dt.timedelta(hours=20),
        )


@transaction.atomic
def _closed(coordinator: Actor, now: dt.datetime) -> None:
    """The neighbour's example: complete, closed, waiting to be published."""
    assessment = _example(2025, "spbe-2020", coordinator, now - dt.timedelta(days=9))
    levels = {answer.indicator: Decimal(2 + int(answer.indicator) % 2) for answer in assessment.answers.all()}
    at = now - dt.timedelta(days=8)
    import_levels(
        assessment=assessment,
        levels=levels,
        expected_versions=None,
        filename="tingkat-contoh.xlsx",
        actor=coordinator,
        now=at,
    )
    close_assessment(assessment=assessment, actor=coordinator, now=now - dt.timedelta(days=2))


def _example(year: int, instrument: str, actor: Actor, at: dt.datetime) -> Assessment:
    return create_assessment(year=year, instrument=instrument, actor=actor, now=at, is_example=True)


def _save(
    *, assessment: Assessment, indicator: str, level: str, note: str | None, actor: Actor, at: dt.datetime
) -> None:
    stored = Answer.objects.get(assessment=assessment, indicator=indicator)
    save_answer(
        assessment=assessment,
        indicator=indicator,
        expected_version=stored.version,
        actor=actor,
        now=at,
        level=Decimal(level),
        note=stored.note if note is None else note,
    )


def _decimals(levels: Mapping[str, int]) -> dict[str, Decimal]:
    return {number: Decimal(level) for number, level in levels.items()}
