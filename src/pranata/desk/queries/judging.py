"""What waits for whoever judges, signs what was judged, or gives the tasks of judging."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pranata.assessment.models import Assessment, AssessmentState, MinutesPart, Stage
from pranata.assessment.policies import may_manage
from pranata.assessment.policies_judging import ASSESSORS, SUBMITTERS, Held
from pranata.assessment.queries.assessor_tasks import Awaited, all_held, awaited, unassigned
from pranata.assessment.queries.listing import AssessmentRow
from pranata.assessment.queries.minutes import awaiting, unkept
from pranata.desk.queries.task import Task
from pranata.foundation.ui.numbers import date_written
from pranata.organisation.models import Role
from pranata.organisation.policies import Actor

LOOKED_INTO = 3
"""For how many tasks the desk says how far they are: each costs a scope of its own."""


def judging_tasks(actor: Actor, now: dt.datetime) -> list[Task]:
    """Return what waits for an assessor: a declaration, values, a review, a signature.

    Two queries, and at most nine for each of the first `LOOKED_INTO` tasks.
    """
    if not actor.has_role(*ASSESSORS):
        return []
    held = all_held(actor, now)
    found = [_to_declare(one) for one in held if one.declared is None]
    opened = [one for one in held if one.is_open]
    for one in opened[:LOOKED_INTO]:
        found += _of_one(awaited(one, now))
    rest = len(opened) - LOOKED_INTO
    return found + ([_the_rest(rest)] if rest > 0 else [])


def hand_on_tasks(actor: Actor, rows: list[AssessmentRow], called: frozenset[int]) -> list[Task]:
    """Return what waits for who hands an assessment on and signs its minutes. Three queries at most."""
    if not actor.has_role(*SUBMITTERS):
        return []
    closed = [row.assessment for row in rows if row.assessment.state == AssessmentState.CLOSED]
    found = [_to_submit(one) for one in closed if one.stage == Stage.INTERNAL and one.pk in called]
    judged = [row.assessment for row in rows if not row.assessment.source]
    signed = awaiting(judged, MinutesPart.COORDINATOR)
    if may_manage(actor):
        found += [_to_keep(one, stage) for one, stage in unkept(judged)]
    return found + [_to_sign(one, stage, "", "") for one, stage in signed]


def organiser_tasks(actor: Actor, now: dt.datetime) -> list[Task]:
    """Return what waits for who called others: assessors to be given. One query, none for other roles."""
    count = unassigned(actor, now) if actor.has_role(Role.COORDINATOR) else 0
    if not count:
        return []
    title = ngettext(
        "Beri tugas asesor untuk %(count)d instansi", "Beri tugas asesor untuk %(count)d instansi", count
    )
    return [
        Task(
            icon="gavel",
            title=title % {"count": count},
            detail=_("Sudah diajukan dan belum mempunyai asesor."),
            url=reverse("assessment:campaigns"),
            action=_("Buka"),
        )
    ]


def _to_declare(held: Held) -> Task:
    return Task(
        icon="pencil",
        title=_("Nyatakan benturan kepentingan untuk menilai %(name)s") % {"name": held.task.instansi.name},
        detail=_("Isian dan buktinya terbuka setelah pernyataan Anda dicatat."),
        url=reverse("assessment:task", args=[held.task.pk]),
        action=_("Nyatakan"),
    )


def _of_one(found: Awaited) -> list[Task]:
    tasks = []
    if found.not_valid:
        tasks.append(_to_correct(found))
    if found.to_judge or found.answered:
        tasks.append(_to_judge(found))
    if found.to_review:
        tasks.append(_to_review(found))
    suffix = f"?tugas={found.held.task.pk}"
    name = found.held.task.instansi.name
    return tasks + [_to_sign(found.assessment, stage, name, suffix) for stage in found.to_sign]


def _words(found: Awaited) -> dict[str, object]:
    return {
        "name": found.held.task.instansi.name,
        "year": found.assessment.year,
        "stage": Stage(found.assessment.stage).label,
        "judged": found.judged,
        "total": found.total,
    }


def _task(found: Awaited, *, icon: str, title: str, detail: str, action: str, only: str = "") -> Task:
    address = reverse("assessment:task", args=[found.held.task.pk])
    until = _("sampai %(day)s") % {"day": date_written(found.closes_at)} if found.closes_at else ""
    return Task(icon=icon, title=title, detail=detail, url=f"{address}{only}", action=action, when=until)


def _to_judge(found: Awaited) -> Task:
    detail = _("%(stage)s: %(judged)d dari %(total)d indikator dinilai.") % _words(found)
    if found.answered:
        told = ngettext("%(count)d tanggapan baru.", "%(count)d tanggapan baru.", found.answered)
        detail = f"{detail} {told % {'count': found.answered}}"
    title = _("Nilai %(name)s %(year)d") % _words(found)
    return _task(found, icon="gavel", title=title, detail=detail, action=_("Nilai"))


def _to_review(found: Awaited) -> Task:
    title = ngettext(
        "Tinjau %(count)d nilai %(name)s %(year)d",
        "Tinjau %(count)d nilai %(name)s %(year)d",
        found.to_review,
    )
    return _task(
        found,
        icon="checks",
        title=title % {**_words(found), "count": found.to_review},
        detail=_("Tahap ditutup setelah nilainya dilihat dua pasang mata."),
        action=_("Tinjau"),
        only="?saring=tinjau",
    )


def _to_correct(found: Awaited) -> Task:
    title = ngettext(
        "Perbaiki %(count)d nilai %(name)s %(year)d yang tidak valid",
        "Perbaiki %(count)d nilai %(name)s %(year)d yang tidak valid",
        found.not_valid,
    )
    return _task(
        found,
        icon="alert-triangle",
        title=title % {**_words(found), "count": found.not_valid},
        detail=_("Peninjau menulis sebabnya pada indikatornya."),
        action=_("Perbaiki"),
        only="?saring=tinjau",
    )


def _to_sign(assessment: Assessment, stage: Stage, name: str, suffix: str) -> Task:
    words = {"stage": str(stage.label), "year": assessment.year, "name": name}
    title = _("Tanda tangani berita acara %(stage)s %(year)d")
    return Task(
        icon="signature",
        title=(_("Tanda tangani berita acara %(stage)s, %(name)s %(year)d") if name else title) % words,
        detail=_("Isinya diambil dari nilai yang dibekukan saat tahap ditutup."),
        url=reverse("assessment:minutes", args=[assessment.pk, stage.value]) + suffix,
        action=_("Baca"),
    )


def _to_keep(assessment: Assessment, stage: Stage) -> Task:
    words = {"stage": str(stage.label), "year": assessment.year}
    return Task(
        icon="archive",
        title=_("Simpan berita acara %(stage)s %(year)d ke arsip") % words,
        detail=_("Kedua pihak sudah menandatangani."),
        url=reverse("assessment:minutes", args=[assessment.pk, stage.value]),
        action=_("Buka"),
    )


def _to_submit(assessment: Assessment) -> Task:
    return Task(
        icon="signature",
        title=_("Tandatangani dan ajukan penilaian %(year)d") % {"year": assessment.year},
        detail=_("Setelah asesor internal selesai, nilainya diteruskan kepada asesor luar."),
        url=reverse("assessment:assessors", args=[assessment.pk]),
        action=_("Buka"),
    )


def _the_rest(count: int) -> Task:
    title = ngettext("Buka %(count)d tugas asesor lainnya", "Buka %(count)d tugas asesor lainnya", count)
    return Task(
        icon="gavel",
        title=title % {"count": count},
        detail=_("Semua tugas jabatan Anda ada di Tugas asesor."),
        url=reverse("assessment:tasks"),
        action=_("Buka"),
    )
