"""Retention schedules: those in force and before, their rules, and files that wait to be adopted."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.exports import csv_response, xlsx_response
from pranata.organisation.queries.importing.table import MAX_BYTES
from pranata.organisation.web.editing import Crumbs, Page, posted, uploaded
from pranata.organisation.web.middleware import acting
from pranata.records import codes
from pranata.records.models import RetentionRule, RetentionSchedule, ScheduleFile, ScheduleFileState
from pranata.records.operations.adopt_schedule import adopt_schedule
from pranata.records.operations.discard_schedule import discard_schedule
from pranata.records.operations.receive_schedule import ScheduleTitle, receive_schedule
from pranata.records.operations.withdraw_schedule import withdraw_schedule
from pranata.records.policies import keeps_all, require_keeps_all
from pranata.records.queries.retention import schedule_on
from pranata.records.queries.schedule_files import (
    COLUMNS,
    EXAMPLE_NAME,
    SchedulePlan,
    diagnose,
    example_bytes,
)
from pranata.records.web.asking import words
from pranata.records.web.editing import edit
from pranata.records.web.retention_forms import ReasonForm, ScheduleForm
from pranata.records.web.views.retention import frame, retention_reader

PAGE = 100


def crumbs(*last: tuple[str, str]) -> Crumbs:
    """Return the way from the archive's front page."""
    return [
        (_("Arsip"), reverse("records:documents")),
        (_("Jadwal retensi"), reverse("records:schedules")),
        *last,
    ]


@official
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The schedules, the upload form and the files so far."""
    actor = retention_reader(request)
    now = utc_now()
    today = actor.local_date(now)
    form = ScheduleForm(*uploaded(request), initial={"valid_from": today})
    if request.method == "POST":
        return edit(request, form, _upload_page(), lambda given: _received(request, given))
    schedules = RetentionSchedule.objects.annotate(count=Count("rules")).order_by("-valid_from", "-pk")
    context = {
        **frame(actor, "jadwal"),
        "form": form,
        "schedules": schedules,
        "in_force": schedule_on(actor.instansi_id, today),
        "today": today,
        "files": ScheduleFile.objects.defer("content").order_by("-uploaded_at")[:20],
        "may_adopt": keeps_all(actor),
        "columns": COLUMNS,
        "triggers": [c for c in codes.retention_triggers() if not c.ended],
    }
    return render(request, "records/schedules.html", context)


def _received(request: HttpRequest, given: dict[str, Any]) -> str:
    file = given.pop("file")
    received = receive_schedule(
        said=ScheduleTitle(**given),
        file_name=file.name,
        # One byte more than allowed is enough to know that it is too large.
        content=file.read(MAX_BYTES + 1),
        actor=acting(request),
        now=utc_now(),
    )
    return reverse("records:schedule_file", args=[received.pk])


def _upload_page() -> Page:
    return Page(
        heading=_("Unggah jadwal retensi"),
        action=_("Periksa berkas"),
        back=reverse("records:schedules"),
        crumbs=crumbs((_("Unggah"), "")),
        done=_("Berkas diterima. Belum ada yang berlaku."),
    )


@official
@require_POST
def try_example(request: HttpRequest) -> HttpResponse:
    """Take in the shipped example as a file, so that it is seen and adopted like any other."""
    actor = acting(request)
    now = utc_now()
    file = receive_schedule(
        said=ScheduleTitle(title=_("Contoh jadwal retensi (rekaan)"), valid_from=actor.local_date(now)),
        file_name=EXAMPLE_NAME,
        content=example_bytes(),
        actor=actor,
        now=now,
    )
    return redirect("records:schedule_file", file.pk)


@official
@require_safe
def schedule(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One schedule with its rules."""
    actor = retention_reader(request)
    found = get_object_or_404(RetentionSchedule, public_id=public_id)
    asked = words(request)
    rules = found.rules.order_by("classification_code")
    if asked:
        rules = rules.filter(Q(series__icontains=asked) | Q(classification_code__startswith=asked))
    page = Paginator(rules, PAGE).get_page(request.GET.get("halaman"))
    context = {
        **frame(actor, "jadwal"),
        "schedule": found,
        "in_force": schedule_on(actor.instansi_id, actor.local_date(utc_now())),
        "asked": asked,
        "page": page,
        "rules": [(rule, codes.trigger_of(rule.trigger).name) for rule in page],
        "may_adopt": keeps_all(actor),
        "crumbs": crumbs((found.title, "")),
    }
    return render(request, "records/schedule.html", context)


@official
@require_safe
def schedule_export(request: HttpRequest, public_id: uuid.UUID, form: str) -> HttpResponseBase:
    """The rules of a schedule as a file that can be imported again."""
    retention_reader(request)
    found = get_object_or_404(RetentionSchedule, public_id=public_id)
    return _table(form, [_row(rule) for rule in found.rules.order_by("classification_code")], found.title)


@official
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take a schedule back that was adopted by mistake."""
    actor = acting(request)
    require_keeps_all(actor, instansi_id=actor.instansi_id)
    found = get_object_or_404(RetentionSchedule, public_id=public_id)
    back = reverse("records:schedule", args=[found.public_id])
    page = Page(
        heading=_("Tarik jadwal ini?"),
        lead=_("Sejak ditarik, naskah mengikuti jadwal sebelumnya. Jadwal ini tetap terbaca."),
        action=_("Tarik jadwal"),
        back=back,
        crumbs=crumbs((found.title, back), (_("Tarik"), "")),
        done=_("Jadwal ditarik dan tercatat."),
        danger=True,
    )

    def act(given: dict[str, Any]) -> str:
        withdraw_schedule(schedule=found, reason=given["reason"], actor=actor, now=utc_now())
        return back

    return edit(request, ReasonForm(posted(request)), page, act)


@official
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Row by row what a file says; for a finished one, what became of it."""
    actor = retention_reader(request)
    found = get_object_or_404(ScheduleFile.objects.select_related("schedule"), pk=pk)
    plan = diagnose(found) if found.state == ScheduleFileState.WAITING else None
    shown = request.GET.get("tampil", "")
    context = {
        **frame(actor, "jadwal"),
        "file": found,
        "plan": plan,
        "shown": shown,
        "page": _rows(plan, shown, request) if plan else None,
        "may_adopt": keeps_all(actor),
        "crumbs": crumbs((found.file_name, "")),
    }
    return render(request, "records/schedule_file.html", context)


def _rows(plan: SchedulePlan, shown: str, request: HttpRequest) -> object:
    # What is wrong comes first: it is what keeps the schedule from being adopted.
    order = {"wrong": 0, "changed": 1, "added": 2, "unchanged": 3}
    rows = [row for row in plan.rows if row.action == shown] if shown in order else plan.rows
    ranked = sorted(rows, key=lambda row: (order[row.action], row.number))
    return Paginator(ranked, PAGE).get_page(request.GET.get("halaman"))


@official
@require_POST
def decide(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Adopt the schedule in a file, or set the file aside."""
    found = get_object_or_404(ScheduleFile, pk=pk)
    given: dict[str, Any] = {"file": found, "actor": acting(request), "now": utc_now()}
    if act == "tetapkan":
        adopted = adopt_schedule(**given)
        messages.success(request, _("Jadwal ditetapkan dan tercatat."))
        return redirect("records:schedule", adopted.public_id)
    if act != "sisihkan":
        raise Http404
    discard_schedule(**given)
    messages.success(request, _("Berkas disisihkan. Tidak ada yang berubah."))
    return redirect("records:schedule_file", pk)


@official
@require_safe
def template(request: HttpRequest, form: str) -> HttpResponseBase:
    """An empty form to fill, with one example row."""
    retention_reader(request)
    return _table(form, [[column.example for column in COLUMNS]], _("Templat jadwal retensi"))


@official
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was uploaded."""
    retention_reader(request)
    found = get_object_or_404(ScheduleFile, pk=pk)
    answer = HttpResponse(bytes(found.content), content_type="application/octet-stream")
    name = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in found.file_name)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _table(form: str, rows: list[list[Any]], title: str) -> HttpResponseBase:
    if form not in ("xlsx", "csv"):
        raise Http404
    answer = xlsx_response if form == "xlsx" else csv_response
    return answer([column.name for column in COLUMNS], rows, title)


def _row(rule: RetentionRule) -> list[Any]:
    names = ("classification_code", "series", "active_years", "inactive_years")
    fate = str(rule.get_fate_display()).lower()
    return [*(getattr(rule, name) for name in names), fate, rule.trigger, rule.note]
