"""Scenes the tests of judging begin from: an assessment called for by another instansi, and its assessors.

Alice's instansi is assessed. The province calls: Prita coordinates there, Eko and Eva judge, Rina reviews.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from pranata.assessment.models import (
    Assessment,
    AssessorPart,
    AssessorTask,
    Campaign,
    CampaignStage,
    CampaignState,
    JudgementChange,
    JudgementReview,
    Participation,
    Stage,
)
from pranata.assessment.operations.advance_stage import advance_stage
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.declare_interest import declare_interest
from pranata.assessment.operations.give_assessor_task import give_assessor_task
from pranata.assessment.operations.judge_indicator import Verdict, judge_indicator
from pranata.assessment.operations.review_judgement import review_judgement
from pranata.assessment.operations.submit_assessment import submit_assessment
from pranata.assessment.tests.scenes import LATER, fill, make_draft
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Instansi, Role, UnitKind
from pranata.organisation.policies import Actor
from pranata.organisation.tests.cast import (
    NOW,
    Cast,
    make_account,
    make_actor,
    make_cast,
    make_instansi,
    make_unit,
)

OUTER = (Stage.DOCUMENT, Stage.INTERVIEW, Stage.REVIEW)


@dataclass(frozen=True, kw_only=True)
class Call:
    """The assessed instansi with its cast, the organiser with its people, and the assessment between them."""

    cast: Cast
    organiser: Instansi
    prita: Actor
    eko: Actor
    eva: Actor
    rina: Actor
    lena: Actor
    assessment: Assessment
    accounts: dict[str, Account]


def make_call(*, level: int = 2, stages: tuple[Stage, ...] = (Stage.SELF, Stage.INTERNAL, *OUTER)) -> Call:
    """Call Alice's instansi, with every indicator answered; the answers are still open."""
    cast = make_cast()
    organiser = make_instansi("Provinsi Contoh", kind="provinsi")
    accounts = {name: make_account(name.title()) for name in ("prita", "eko", "eva", "rina", "lena")}
    with tenant_scope(organiser.pk):
        root = make_unit(organiser, organiser.name, kind=UnitKind.ROOT)
        prita = make_actor(root, accounts["prita"], title="Koordinator Provinsi", role=Role.COORDINATOR)
        eko, eva, rina = (
            make_actor(root, accounts[name], title=title, role=Role.EXTERNAL_ASSESSOR)
            for name, title in (("eko", "Asesor Pertama"), ("eva", "Asesor Kedua"), ("rina", "Peninjau"))
        )
    with tenant_scope(cast.instansi.pk):
        lena = make_actor(cast.root, accounts["lena"], title="Sekretaris Daerah", role=Role.LEADER)
        assessment = make_draft(cast.alice)
        fill(assessment, cast.alice, level)
    _call(organiser, cast, assessment, prita, stages)
    return Call(
        cast=cast, organiser=organiser, prita=prita, eko=eko, eva=eva, rina=rina, lena=lena,
        assessment=assessment, accounts=accounts,
    )  # fmt: skip


def _call(
    organiser: Instansi, cast: Cast, assessment: Assessment, by: Actor, stages: tuple[Stage, ...]
) -> None:
    with tenant_scope(organiser.pk):
        campaign = Campaign.objects.create(
            instansi=organiser, name="Evaluasi", instrument=assessment.instrument, instrument_digest="0" * 64,
            year=assessment.year, state=CampaignState.OPEN, created_at=NOW, opened_at=NOW,
            created_by_id=by.assignment_id,
        )  # fmt: skip
        for place, stage in enumerate(stages):
            CampaignStage.objects.create(
                instansi=organiser, campaign=campaign, stage=stage, opens_at=NOW,
                closes_at=NOW + dt.timedelta(days=30_000 + place),
            )  # fmt: skip
        Participation.objects.create(
            instansi=cast.instansi, organiser=organiser, campaign=campaign, assessment_id=assessment.pk,
            called_at=NOW,
        )  # fmt: skip


def close(call: Call) -> None:
    """Close the answers: the internal assessors begin."""
    with tenant_scope(call.cast.instansi.pk):
        close_assessment(assessment=call.assessment, actor=call.cast.alice, now=LATER)


def submit(call: Call) -> None:
    """Hand the assessment on: the outer assessors begin."""
    with tenant_scope(call.cast.instansi.pk):
        submit_assessment(assessment=call.assessment, actor=call.lena, now=LATER)


def advance(call: Call) -> None:
    """Close the outer stage that runs."""
    with tenant_scope(call.organiser.pk):
        advance_stage(assessment=call.assessment, actor=call.prita, now=LATER)


def give_task(
    call: Call, to: Actor, part: str = AssessorPart.ASSESSOR, *, clear: bool = True, **terms: object
) -> AssessorTask:
    """Give the assessment to the actor's post; unless `clear` is off, the actor declares no conflict."""
    by = call.prita if to.instansi_id == call.organiser.pk else call.cast.alice
    with tenant_scope(to.instansi_id):
        task = give_assessor_task(
            assessment=call.assessment,
            position_id=to.position_id,
            part=part,
            actor=by,
            now=LATER,
            **terms,  # type: ignore[arg-type]
        )
        if clear:
            declare_interest(task_id=task.pk, has_conflict=False, statement="", actor=to, now=LATER)
    return task


def look(call: Call, task: AssessorTask, number: str, version: int, verdict: str) -> JudgementReview:
    """Say as Rina what she thinks of a value."""
    with tenant_scope(call.organiser.pk):
        return review_judgement(
            task_id=task.pk, indicator=number, expected_version=version, verdict=verdict,
            note="Sebutkan halamannya.", actor=call.rina, now=LATER,
        )  # fmt: skip


def judge(
    task: AssessorTask,
    actor: Actor,
    indicator: str = "11",
    level: int | str | None = None,
    *,
    why: str = "Bukti tidak cukup.",
    version: int = 0,
    now: dt.datetime = LATER,
    **texts: str,
) -> JudgementChange:
    """Judge an indicator as the actor."""
    verdict = Verdict(level=None if level is None else Decimal(level), justification=why, **texts)
    with tenant_scope(actor.instansi_id):
        return judge_indicator(
            task_id=task.pk,
            indicator=indicator,
            expected_version=version,
            verdict=verdict,
            actor=actor,
            now=now,
        )
