"""Giving an assessment to a post to judge or review, whole or some indicators, with or without a term."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events, regulations
from pranata.assessment.models import Assessment, AssessorPart, AssessorTask
from pranata.assessment.operations._change import IndicatorUnknown
from pranata.assessment.operations._task import append_of_task
from pranata.assessment.operations._tell import tell_of_task
from pranata.assessment.policies_judging import require_may_give
from pranata.foundation.errors import ProductError
from pranata.organisation.models import Grant, Position, Role
from pranata.organisation.policies import Actor
from pranata.organisation.queries.tree import on_day


class PostDoesNotJudge(ProductError):
    """There is no such post here today, or it does not hold the role of an assessor."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Jabatan itu tidak memegang peran asesor."),
            why=_("Tugas penilaian hanya diberikan kepada jabatan dengan peran asesor yang sedang berlaku."),
            remedy=_("Pilih jabatan lain, atau mintalah pengelola organisasi memberi peran asesor."),
        )


class TermOver(ProductError):
    """The term would end before it begins."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Hari terakhir tugas itu sudah lewat."),
            remedy=_("Pilih hari ini atau sesudahnya, atau kosongkan bila tanpa batas."),
        )


class PartUnknown(ProductError):
    """There is no such part."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Bagian itu tidak dikenal."), remedy=_("Pilih asesor, ketua tim, atau peninjau."))


class TaskHeldAlready(ProductError):
    """The post has this part in this assessment already."""

    def __init__(self) -> None:
        super().__init__(
            _("Jabatan itu sudah memegang tugas ini."),
            remedy=_("Akhiri tugasnya lebih dahulu bila indikator atau batas waktunya berubah."),
        )


@transaction.atomic
def give_assessor_task(
    *,
    assessment: Assessment,
    position_id: int,
    part: str,
    actor: Actor,
    now: dt.datetime,
    indicators: Sequence[str] = (),
    ends_on: dt.date | None = None,
) -> AssessorTask:
    """Give an assessment to a post of the actor's own instansi. No `indicators` means all of them.

    In the assessed instansi itself the post judges as an internal assessor, in the organiser's as an external
    one. The task is held before `ends_on`. Called in the scope of the actor's instansi. Raises NotPermitted,
    PartUnknown, IndicatorUnknown, TermOver, PostDoesNotJudge or TaskHeldAlready.
    """
    require_may_give(actor, assessment)
    if part not in AssessorPart.values:
        raise PartUnknown
    numbers = _known(assessment, indicators)
    if ends_on is not None and ends_on <= actor.local_date(now):
        raise TermOver
    position = _judging_post(position_id, assessment, actor, now)
    task, is_new = AssessorTask.objects.get_or_create(
        assessment_id=assessment.pk,
        position_id=position.pk,
        part=part,
        ended_at=None,
        defaults={
            "instansi_id": assessment.instansi_id,
            "organiser_id": actor.instansi_id,
            "indicators": numbers,
            "ends_on": ends_on,
            "given_at": now,
            "given_by_id": actor.assignment_id,
        },
    )
    if not is_new:
        raise TaskHeldAlready
    until = ends_on.isoformat() if ends_on else None
    append_of_task(
        events.ASSESSOR_TASK_GIVEN,
        task,
        {"jabatan": position.title, "bagian": part, "indikator": [*numbers], "sampai": until},
        actor=actor,
        now=now,
    )
    tell_of_task(task, assessment, assessment.instansi.name, now)
    return task


def _known(assessment: Assessment, indicators: Sequence[str]) -> list[str]:
    """Return the numbers in the order of the instrument. Raises IndicatorUnknown."""
    numbers = [item.number for item in regulations.load(assessment.instrument).indicators]
    for one in indicators:
        if one not in numbers:
            raise IndicatorUnknown(one)
    return [number for number in numbers if number in set(indicators)]


def _judging_post(position_id: int, assessment: Assessment, actor: Actor, now: dt.datetime) -> Position:
    """Return the post if it holds the role today: internal at home, external elsewhere."""
    is_own = actor.instansi_id == assessment.instansi_id
    role = Role.INTERNAL_ASSESSOR if is_own else Role.EXTERNAL_ASSESSOR
    today = actor.local_date(now)
    found = Position.objects.filter(on_day(today), pk=position_id, instansi_id=actor.instansi_id).first()
    holds = Grant.objects.filter(on_day(today), position_id=position_id, role=role)
    if found is None or not holds.exists():
        raise PostDoesNotJudge
    return found
