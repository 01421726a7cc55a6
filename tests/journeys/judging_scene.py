"""The example city's draft, answered and handed on, and the province that judges it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from pranata.assessment.models import (
    Answer,
    Assessment,
    AssessorPart,
    AssessorTask,
    Campaign,
    CampaignStage,
    CampaignState,
    Participation,
    Stage,
)
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.declare_interest import declare_interest
from pranata.assessment.operations.give_assessor_task import give_assessor_task
from pranata.assessment.operations.import_levels import import_levels
from pranata.assessment.operations.judge_indicator import Verdict, judge_indicator
from pranata.assessment.operations.submit_assessment import submit_assessment
from pranata.config.demonstration.organisation import acting_for
from pranata.foundation.clock import utc_now
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Instansi, Role, Unit, UnitKind
from pranata.organisation.policies import Actor
from pranata.organisation.tests.cast import make_account, make_actor, make_unit

CITY, PROVINCE = "kota-bandar-lampung", "provinsi-lampung"
INNER, OUTER, REVIEWER = "Auditor Ahli Muda", "Asesor Penilaian Provinsi", "Peninjau Penilaian Provinsi"
CALLER = "Koordinator Penilaian Provinsi"


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The assessment and the tasks of whoever judges it."""

    assessment: Assessment
    inner: AssessorTask
    outer: AssessorTask
    review: AssessorTask


def make_judged() -> Judged:
    """Answer what is empty, close, judge two indicators within, hand on, and give the outer tasks."""
    now = utc_now()
    city = Instansi.objects.get(slug=CITY)
    with tenant_scope(city.pk):
        on = now.date()
        secretary, auditor = acting_for(CITY, "sekda", on), acting_for(CITY, "auditor", on)
        assessment = Assessment.objects.get(year=2025, instrument="spbe-2020", instansi=city)
        _complete(assessment, secretary, now)
    province, people = _province()
    _call(assessment, province, city, people[CALLER], now)
    with tenant_scope(city.pk):
        inner = _task(assessment, auditor, AssessorPart.ASSESSOR, secretary, now)
        _judge(inner, auditor, "11", "2", "", now)
        _judge(inner, auditor, "12", "2", "Muatan peta rencana baru sebagian.", now)
        submit_assessment(assessment=assessment, actor=secretary, now=now)
    with tenant_scope(province.pk):
        caller = people[CALLER]
        outer = _task(assessment, people[OUTER], AssessorPart.ASSESSOR, caller, now)
        review = _task(assessment, people[REVIEWER], AssessorPart.REVIEWER, caller, now)
        _judge(outer, people[OUTER], "1", "3", "", now)
        _judge(outer, people[OUTER], "2", "3", "Perwali memuat seluruh muatan; lihat lampiran.", now)
    return Judged(assessment=assessment, inner=inner, outer=outer, review=review)


def _complete(assessment: Assessment, by: Actor, now: dt.datetime) -> None:
    empty = Answer.objects.filter(assessment=assessment, level__isnull=True)
    import_levels(
        assessment=assessment,
        levels={row.indicator: Decimal(2) for row in empty},
        expected_versions=None,
        filename="sisa.csv",
        actor=by,
        now=now,
    )
    close_assessment(assessment=assessment, actor=by, now=now)


def _province() -> tuple[Instansi, dict[str, Actor]]:
    province = Instansi.objects.get(slug=PROVINCE)
    with tenant_scope(province.pk):
        root = Unit.objects.filter(kind=UnitKind.ROOT).first() or make_unit(
            province, province.name, kind=UnitKind.ROOT
        )
        roles = {CALLER: Role.COORDINATOR, OUTER: Role.EXTERNAL_ASSESSOR, REVIEWER: Role.EXTERNAL_ASSESSOR}
        people = {}
        for title, role in roles.items():
            account = make_account(f"{title} (contoh)")
            Account.objects.filter(pk=account.pk).update(is_demonstration=True)
            people[title] = make_actor(root, account, title=title, role=role)
    return province, people


def _call(assessment: Assessment, province: Instansi, city: Instansi, by: Actor, now: dt.datetime) -> None:
    with tenant_scope(province.pk):
        campaign = Campaign.objects.create(
            instansi=province, name="Evaluasi SPBE", instrument="spbe-2020", instrument_digest="0" * 64,
            year=2025, state=CampaignState.OPEN, created_at=now, opened_at=now,
            created_by_id=by.assignment_id,
        )  # fmt: skip
        for place, stage in enumerate((Stage.SELF, Stage.DOCUMENT, Stage.INTERVIEW, Stage.REVIEW)):
            CampaignStage.objects.create(
                instansi=province, campaign=campaign, stage=stage, opens_at=now,
                closes_at=now + dt.timedelta(days=30 * (place + 1)),
            )  # fmt: skip
        Participation.objects.create(
            instansi=city, organiser=province, campaign=campaign, assessment_id=assessment.pk, called_at=now
        )


def _task(assessment: Assessment, to: Actor, part: str, by: Actor, now: dt.datetime) -> AssessorTask:
    task = give_assessor_task(assessment=assessment, position_id=to.position_id, part=part, actor=by, now=now)
    declare_interest(task_id=task.pk, has_conflict=False, statement="", actor=to, now=now)
    return task


def _judge(task: AssessorTask, by: Actor, number: str, level: str, why: str, now: dt.datetime) -> None:
    verdict = Verdict(level=Decimal(level), justification=why)
    judge_indicator(task_id=task.pk, indicator=number, expected_version=0, verdict=verdict, actor=by, now=now)
