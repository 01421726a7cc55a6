"""What waits for a position today: facts of the floors below, told as tasks."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pranata.assessment.models import AnswerChange, AssessmentState
from pranata.assessment.policies import may_answer, may_manage
from pranata.assessment.policies_judging import SUBMITTERS
from pranata.assessment.queries.cycle import called_among
from pranata.assessment.queries.listing import AssessmentRow, list_assessments
from pranata.assessment.queries.waiting import overridden, waiting_of
from pranata.desk.queries.archive import archive_tasks
from pranata.desk.queries.coaching import coaching_tasks
from pranata.desk.queries.commitments import commitment_tasks
from pranata.desk.queries.disposal import disposal_tasks
from pranata.desk.queries.disputes import dispute_tasks
from pranata.desk.queries.judging import hand_on_tasks, judging_tasks, organiser_tasks
from pranata.desk.queries.task import Task
from pranata.foundation.ui.numbers import date_written
from pranata.handover.models import Part
from pranata.handover.queries.waiting import Waiting, waiting_for
from pranata.organisation.models import Role
from pranata.organisation.policies import Actor
from pranata.organisation.queries.overview import overview


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The tasks of a position and the assessments they come from."""

    tasks: list[Task]
    assessments: list[AssessmentRow]

    @property
    def current(self) -> AssessmentRow | None:
        """The draft that was changed last, else the newest draft, else the newest assessment."""
        drafts = [row for row in self.assessments if row.assessment.state == "draft"]
        return next(iter(_latest_first(drafts) or self.assessments), None)


def _latest_first(rows: list[AssessmentRow]) -> list[AssessmentRow]:
    """Sort by the latest change; what nobody has touched comes last, in the order it had."""
    began = dt.datetime.min.replace(tzinfo=dt.UTC)
    return sorted(rows, key=lambda row: row.changed_at or began, reverse=True)


def desk_of(actor: Actor, *, now: dt.datetime) -> Desk:
    """Return what waits for the actor's position. A fixed number of queries."""
    rows = list_assessments(actor.instansi_id)
    called = _called(actor, rows)
    tasks = [
        *(_to_hand_over(waiting) for waiting in waiting_for(actor, now=now)),
        *(_overridden(actor, now) if may_answer(actor) else []),
        *judging_tasks(actor, now),
        *hand_on_tasks(actor, rows, called),
        *organiser_tasks(actor, now),
        *_assessments(actor, rows, called),
        *(_organisation(now.date()) if actor.has_role(Role.ADMINISTRATOR) else []),
        *commitment_tasks(actor, actor.local_date(now)),
        *dispute_tasks(actor),
        *disposal_tasks(actor, now=now),
        *archive_tasks(actor, actor.local_date(now)),
        *coaching_tasks(actor, actor.local_date(now)),
    ]
    return Desk(tasks=tasks, assessments=rows)


def _to_hand_over(waiting: Waiting) -> Task:
    """A handover that waits for one's own signature."""
    leaves = waiting.assignment
    words = {"position": leaves.position.title, "name": leaves.person.name}
    details = {
        Part.LEAVER: _("Tulis memori jabatan, baca berkasnya, lalu tanda tangani."),
        Part.RECEIVER: _("%(name)s sudah menandatangani; Anda yang menerima.") % words,
        Part.SUPERIOR: _("Kedua pejabat sudah menandatangani; Anda mengetahui."),
    }
    return Task(
        icon="signature",
        title=_("Tanda tangani serah terima %(position)s") % words,
        detail=details[waiting.part],
        url=reverse("handover:detail", args=[leaves.pk]),
        action=_("Buka"),
        when=_("berakhir %(day)s") % {"day": date_written(leaves.ends_on)},
    )


def _overridden(actor: Actor, now: dt.datetime) -> list[Task]:
    """One task for all values of this post that somebody else replaced."""
    changes = overridden(actor.instansi_id, actor.assignment_id, now=now)
    if not changes:
        return []
    first = changes[0]
    words = {
        "count": len(changes),
        "number": first.answer.indicator,
        "position": first.position_title,
    }
    title = (
        ngettext(
            "Periksa %(count)d nilai Anda yang diubah jabatan lain",
            "Periksa %(count)d nilai Anda yang diubah jabatan lain",
            len(changes),
        )
        % words
    )
    return [
        Task(
            icon="user-edit",
            title=title,
            detail=_("Terakhir indikator %(number)s, oleh %(position)s.") % words,
            url=_where(first, len(changes)),
            action=_("Periksa"),
        )
    ]


def _where(change: AnswerChange, count: int) -> str:
    assessment_id = change.answer.assessment_id
    if count == 1:
        return reverse("assessment:indicator", args=[assessment_id, change.answer.indicator])
    return reverse("assessment:history", args=[assessment_id])


def _called(actor: Actor, rows: list[AssessmentRow]) -> frozenset[int]:
    """Return which closed assessments others called for, where the actor's role hands them on."""
    if not actor.has_role(*SUBMITTERS):
        return frozenset()
    return called_among(row.assessment for row in rows if row.assessment.state == AssessmentState.CLOSED)


def _assessments(actor: Actor, rows: list[AssessmentRow], called: frozenset[int]) -> list[Task]:
    waiting = waiting_of(_latest_first(rows), called)
    tasks: list[Task] = []
    if may_answer(actor):
        tasks += [_to_fill(row) for row in waiting.to_fill]
    if may_manage(actor):
        tasks += [_to_close(row) for row in waiting.to_close]
        tasks += [_to_publish(row) for row in waiting.to_publish]
        if not rows:
            tasks.append(_to_begin())
    return tasks


def _organisation(on: dt.date) -> list[Task]:
    """What an administrator puts right: posts nobody holds, contributors who cannot sign in."""
    found = overview(on)
    tasks = []
    if found.unheld:
        title = ngettext(
            "Tetapkan pemegang %(count)d jabatan kosong",
            "Tetapkan pemegang %(count)d jabatan kosong",
            found.unheld,
        )
        detail = _("Tugas jabatan yang kosong tidak sampai kepada siapa pun.")
        tasks.append(_to_put_right("user-question", title, found.unheld, detail, "kosong"))
    if found.contributors_without_account:
        count = found.contributors_without_account
        title = ngettext(
            "Undang akun untuk %(count)d jabatan PIC",
            "Undang akun untuk %(count)d jabatan PIC",
            count,
        )
        detail = _("Pemegangnya belum dapat masuk untuk mengisi indikator.")
        tasks.append(_to_put_right("user-plus", title, count, detail, "pic"))
    return tasks


def _to_put_right(icon: str, title: str, count: int, detail: str, problem: str) -> Task:
    address = reverse("organisation:positions")
    return Task(
        icon=icon,
        title=title % {"count": count},
        detail=detail,
        url=f"{address}?masalah={problem}",
        action=_("Lihat"),
    )


def _words(row: AssessmentRow) -> dict[str, object]:
    return {
        "year": row.assessment.year,
        "title": row.regulation.short_title,
        "answered": row.answered,
        "missing": row.missing,
        "total": row.total,
    }


def _to_fill(row: AssessmentRow) -> Task:
    return Task(
        icon="pencil",
        title=_("Lengkapi penilaian %(year)d, %(title)s") % _words(row),
        detail=_("%(answered)d dari %(total)d indikator terisi; %(missing)d lagi.") % _words(row),
        url=reverse("assessment:detail", args=[row.assessment.pk]),
        action=_("Isi"),
    )


def _to_close(row: AssessmentRow) -> Task:
    return Task(
        icon="lock",
        title=_("Tutup penilaian %(year)d, %(title)s") % _words(row),
        detail=_("Semua %(total)d indikator sudah terisi.") % _words(row),
        url=reverse("assessment:close", args=[row.assessment.pk]),
        action=_("Tutup"),
    )


def _to_publish(row: AssessmentRow) -> Task:
    return Task(
        icon="speakerphone",
        title=_("Umumkan hasil %(year)d, %(title)s") % _words(row),
        detail=_("Sudah ditutup dan lengkap; belum dapat dibaca publik."),
        url=reverse("assessment:publish", args=[row.assessment.pk]),
        action=_("Umumkan"),
    )


def _to_begin() -> Task:
    return Task(
        icon="clipboard-list",
        title=_("Buat penilaian pertama"),
        detail=_("Pilih tahun dan instrumen; setelah itu semua perangkat daerah dapat mengisi."),
        url=reverse("assessment:new"),
        action=_("Buat"),
    )
