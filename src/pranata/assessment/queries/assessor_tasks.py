"""Tasks of assessors as lists: those a post holds, and those of an assessment for whoever gives them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from pranata.assessment.models import Assessment, AssessorTask, ConflictDeclaration, Participation, Stage
from pranata.assessment.policies_judging import Held, tasks_held
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
    tasks = list(tasks_held(actor, now).select_related("instansi").order_by("ends_on", "pk"))
    said = latest_declarations([task.pk for task in tasks], assignment_id=actor.assignment_id)
    rows = []
    for place, task in enumerate(tasks):
        found = Held(task, said.get(task.pk))
        row = HeldRow(held=found, instansi=task.instansi.name)
        rows.append(_looked_into(row) if found.is_open and place < LOOKED_INTO else row)
    return rows


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
