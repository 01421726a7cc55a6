"""Tasks of assessors as lists: those a post holds, and those of an assessment for whoever gives them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from pranata.assessment import regulations
from pranata.assessment.models import (
    EXTERNAL,
    Assessment,
    AssessorPart,
    AssessorTask,
    CampaignState,
    ConflictDeclaration,
    Judgement,
    MinutesPart,
    Participation,
    ReviewVerdict,
    Stage,
)
from pranata.assessment.policies_judging import Held, judges_in_its_stage, tasks_held
from pranata.assessment.queries.cycle import deadline_of
from pranata.assessment.queries.judged import judged_now
from pranata.assessment.queries.minutes import awaiting, signed_by
from pranata.assessment.queries.thread import talks_of
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Grant, Position, Role
from pranata.organisation.policies import Actor
from pranata.organisation.queries.positions import positions_on
from pranata.organisation.queries.tree import on_day

LOOKED_INTO = 12
"""For how many tasks of other instansi a list looks how far they are: each costs a scope of its own."""


@dataclass(frozen=True, kw_only=True)
class HeldRow:
    """A task in a list. `stage` and `answered` are known only where the actor may look into it."""

    held: Held
    instansi: str
    year: int | None = None
    stage: str = ""
    answered: int = 0

    @property
    def task(self) -> AssessorTask:
        """The task."""
        return self.held.task


def held_rows(actor: Actor, now: dt.datetime) -> list[HeldRow]:
    """Return the tasks the actor holds now, with the latest declaration of each.

    Three queries, and two more for each of the first `LOOKED_INTO` that are open.
    """
    rows = []
    for place, found in enumerate(all_held(actor, now)):
        row = HeldRow(held=found, instansi=found.task.instansi.name)
        rows.append(_looked_into(row) if found.is_open and place < LOOKED_INTO else row)
    return rows


def all_held(actor: Actor, now: dt.datetime) -> list[Held]:
    """Return the tasks the actor holds now with what it declared for each. Three queries at most."""
    tasks = list(tasks_held(actor, now).select_related("instansi").order_by("ends_on", "pk"))
    if not tasks:
        return []
    said = latest_declarations([task.pk for task in tasks], assignment_id=actor.assignment_id)
    return [Held(task, said.get(task.pk)) for task in tasks]


def _looked_into(row: HeldRow) -> HeldRow:
    with tenant_scope(row.task.instansi_id):
        assessment = Assessment.objects.get(pk=row.task.assessment_id)
        talks = talks_of([assessment.pk], outer_only=row.held.is_external)
        answered = sum(talk.waits_for_assessor and row.held.covers(talk.indicator) for talk in talks)
    return HeldRow(
        held=row.held,
        instansi=row.instansi,
        year=assessment.year,
        stage=str(Stage(assessment.stage).label),
        answered=answered,
    )


@dataclass(frozen=True, kw_only=True)
class Awaited:
    """What an open task waits for: values, looks of a second pair of eyes, answers read, a signature.

    All are none where the task's side has no say in the present stage.
    """

    held: Held
    assessment: Assessment
    total: int
    judged: int
    to_review: int
    not_valid: int
    answered: int
    closes_at: dt.datetime | None
    to_sign: tuple[Stage, ...]
    is_running: bool

    @property
    def to_judge(self) -> int:
        """How many indicators of the task have no value of this stage yet; a review only looks at values."""
        judges = self.is_running and self.held.may_judge and self.assessment.stage != Stage.REVIEW
        return self.total - self.judged if judges else 0


def awaited(held: Held, now: dt.datetime) -> Awaited:
    """Return what an open task waits for, in the scope of the assessed instansi. Seven queries at most."""
    with tenant_scope(held.task.instansi_id):
        assessment = Assessment.objects.get(pk=held.task.assessment_id)
        closes_at = deadline_of(assessment, assessment.stage)
        runs = judges_in_its_stage(held, assessment) and (closes_at is None or now < closes_at)
        judged = [row for row in judged_now(assessment) if held.covers(row.indicator)] if runs else []
        talks = talks_of([assessment.pk], outer_only=held.is_external) if runs else []
        leads = held.task.part == AssessorPart.LEAD
        signs = awaiting([assessment], MinutesPart.ASSESSOR, signed_by(held)) if leads else []
    own = [item for item in regulations.load(assessment.instrument).indicators if held.covers(item.number)]
    return Awaited(
        held=held,
        assessment=assessment,
        total=len(own),
        judged=len(judged),
        to_review=sum(_is_unseen(row) for row in judged) if held.may_review else 0,
        not_valid=sum(_is_refused(row) for row in judged) if held.may_judge else 0,
        answered=sum(talk.waits_for_assessor and held.covers(talk.indicator) for talk in talks),
        closes_at=closes_at,
        to_sign=tuple(stage for _one, stage in signs),
        is_running=runs,
    )


def _is_unseen(row: Judgement) -> bool:
    """Whether nobody looked at a value as it is now."""
    return bool(row.reviewed_version != row.version)  # type: ignore[attr-defined]


def _is_refused(row: Judgement) -> bool:
    """Whether the value as it is now was found not valid."""
    is_seen = not _is_unseen(row)
    return is_seen and row.reviewed_as == ReviewVerdict.NOT_VALID  # type: ignore[attr-defined]


def unassigned(actor: Actor, now: dt.datetime) -> int:
    """Return how many assessments the actor's instansi called for are in outer hands without an assessor.

    As counted by the call, up to ten minutes ago. One query.
    """
    today = actor.local_date(now)
    given = AssessorTask.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=today),
        organiser_id=actor.instansi_id,
        assessment_id=OuterRef("assessment_id"),
        ended_at__isnull=True,
    )
    return Participation.objects.filter(
        ~Exists(given),
        organiser_id=actor.instansi_id,
        left_at__isnull=True,
        campaign__state=CampaignState.OPEN,
        progress__stage__in=EXTERNAL,
    ).count()


@dataclass(frozen=True, kw_only=True)
class GivenRow:
    """A task as whoever gave it sees it: the post, who declared what."""

    task: AssessorTask
    declared: ConflictDeclaration | None

    @property
    def is_over(self) -> bool:
        """Whether it was ended."""
        return self.task.ended_at is not None


def given_rows(actor: Actor, assessment_id: int) -> list[GivenRow]:
    """Return the tasks of an assessment given in the actor's instansi, those in force first. Two queries."""
    tasks = list(
        AssessorTask.objects.filter(assessment_id=assessment_id, organiser_id=actor.instansi_id)
        .select_related("position")
        .order_by("ended_at", "pk")
    )
    tasks.sort(key=lambda task: task.ended_at is not None)
    said = latest_declarations([task.pk for task in tasks])
    return [GivenRow(task=task, declared=said.get(task.pk)) for task in tasks]


def latest_declarations(
    task_ids: Iterable[int], assignment_id: int | None = None
) -> dict[int, ConflictDeclaration]:
    """Return the latest declaration of each task, of anybody or of one assignment. One query."""
    rows = ConflictDeclaration.objects.filter(task_id__in=list(task_ids))
    if assignment_id is not None:
        rows = rows.filter(assignment_id=assignment_id)
    return {row.task_id: row for row in rows.order_by("declared_at", "pk")}


def posts_that_judge(actor: Actor, *, is_own: bool, on: dt.date) -> list[Position]:
    """Return the posts that hold the role of an assessor today, with `holder_name`. One query."""
    role = Role.INTERNAL_ASSESSOR if is_own else Role.EXTERNAL_ASSESSOR
    holding = Grant.objects.filter(on_day(on), role=role).values("position_id")
    return list(positions_on(on).filter(pk__in=holding).order_by("title"))


def called_by(actor: Actor, assessment_id: int) -> Participation | None:
    """Return the part an assessment takes in a call of the actor's own instansi. One query."""
    rows = Participation.objects.filter(
        assessment_id=assessment_id, organiser_id=actor.instansi_id, left_at__isnull=True
    )
    return rows.select_related("instansi", "campaign").first()
