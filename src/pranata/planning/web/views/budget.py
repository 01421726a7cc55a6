"""The ICT budget: its lines, what they are tied to, the files they came from, and the planner's check."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pranata.assessment.levels_file import LARGEST
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.foundation.exports import csv_response, xlsx_response
from pranata.organisation.web.editing import posted, uploaded
from pranata.organisation.web.middleware import acting
from pranata.planning.models import (
    Action,
    BudgetFile,
    BudgetFileState,
    BudgetLine,
    CheckVerdict,
    PlanStep,
    RoadmapItem,
)
from pranata.planning.operations.bring_budget import apply_budget, receive_budget, undo_budget
from pranata.planning.operations.tie_budget import check_budget_line, tie_budget_line
from pranata.planning.policies import require_may_read
from pranata.planning.policies_roadmap import may_check, may_write, require_may_write
from pranata.planning.queries.budget import (
    SHOWN,
    budget_lines,
    budget_sums,
    latest_check,
    planned_without_budget,
    ties_offered,
    years_with_budget,
)
from pranata.planning.queries.budget_diagnosis import COLUMNS, EXAMPLE, diagnose_budget
from pranata.planning.web.action_words import named
from pranata.planning.web.roadmap_files import title_of
from pranata.planning.web.roadmap_forms import BudgetUploadForm, CheckForm, TieForm

PAGE = 100


@official
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Show the lines of a year with what they are tied to; take in a file."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    form, status = BudgetUploadForm(*uploaded(request)), 200
    if request.method == "POST" and form.is_valid():
        try:
            return _received(request, form)
        except NotPermitted:
            raise
        except ProductError as refusal:
            status = refusal.status
            form.add_error("file", str(refusal))
    years = years_with_budget(actor.instansi_id)
    year = _year(request, years)
    shown = request.GET.get("tampil", "")
    lines = budget_lines(actor.instansi_id, year, shown)
    page = Paginator(lines, PAGE).get_page(request.GET.get("halaman"))
    files = BudgetFile.objects.filter(instansi_id=actor.instansi_id).defer("content", "changes")
    context = {
        "nav": "rencana",
        "year": year,
        "years": years,
        "shown": shown if shown in SHOWN else "",
        "sums": budget_sums(actor.instansi_id, year),
        "page": page,
        "rows": [(line, latest_check(line)) for line in page],
        "unpaid": (unpaid := planned_without_budget(actor.instansi_id, year)),
        "unpaid_sum": sum(one.budget for one in unpaid),
        "files": files.order_by("-uploaded_at", "-pk")[:10],
        "form": form,
        "may_write": may_write(actor),
        "may_check": may_check(actor),
        "is_example": files.filter(is_example=True, lines__fiscal_year=year).exists(),
    }
    return render(request, "planning/budget.html", context, status=status)


def _received(request: HttpRequest, form: BudgetUploadForm) -> HttpResponse:
    file = form.cleaned_data["file"]
    content = file.read(LARGEST + 1)
    kept = receive_budget(file_name=file.name, content=content, actor=acting(request), now=utc_now())
    return redirect("planning:budget_file", kept.pk)


@official
@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """The lines as filtered, for a spreadsheet."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    if extension not in ("xlsx", "csv"):
        raise Http404
    year = _year(request, years_with_budget(actor.instansi_id))
    lines = budget_lines(actor.instansi_id, year, request.GET.get("tampil", ""))
    heads = [*COLUMNS, _("terkait dengan"), _("alasan tidak terkait"), _("pemeriksaan")]
    answer = xlsx_response if extension == "xlsx" else csv_response
    return answer(heads, [_cells(line) for line in lines], _("Anggaran TIK %(year)s") % {"year": year})


@official
@require_safe
def template(request: HttpRequest, extension: str) -> HttpResponseBase:
    """An empty table to fill, with one example row."""
    if extension not in ("xlsx", "csv"):
        raise Http404
    answer = xlsx_response if extension == "xlsx" else csv_response
    return answer(COLUMNS, [EXAMPLE], _("Templat anggaran TIK"))


@official
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Row by row what a file would do now; for a finished one, what became of it."""
    actor = acting(request)
    require_may_write(actor, actor.instansi_id)
    found = get_object_or_404(BudgetFile, pk=pk, instansi_id=actor.instansi_id)
    waits = found.state == BudgetFileState.WAITING
    diagnosis = diagnose_budget(found, actor.local_date(utc_now())) if waits else None
    order = {"wrong": 0, "changed": 1, "added": 2, "unchanged": 3, "total": 4}
    ranked = sorted(diagnosis.rows, key=lambda row: (order[row.action], row.number)) if diagnosis else []
    context = {
        "nav": "rencana",
        "file": found,
        "diagnosis": diagnosis,
        "page": Paginator(ranked, PAGE).get_page(request.GET.get("halaman")),
    }
    return render(request, "planning/budget_file.html", context)


@official
@require_POST
def file_decide(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Apply a file, or undo it."""
    actor = acting(request)
    operations = {"terapkan": apply_budget, "urungkan": undo_budget}
    if act not in operations:
        raise Http404
    found = get_object_or_404(BudgetFile, pk=pk, instansi_id=actor.instansi_id)
    operations[act](file=found, actor=actor, now=utc_now())
    said = {
        "terapkan": _("Berkas diterapkan seluruhnya."),
        "urungkan": _("Semua yang dibawa berkas ini ditarik kembali."),
    }
    messages.success(request, said[act])
    return redirect("planning:budget_file", pk)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a line, tie it, and check it."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    lines = BudgetLine.objects.select_related(
        "unit", "item__roadmap", "plan_step__plan", "action__action_plan__plan", "file"
    )
    found = get_object_or_404(lines.prefetch_related("checks"), pk=pk, instansi_id=actor.instansi_id)
    checking = request.POST.get("tindakan") == "periksa"
    at = posted(request)
    tie = TieForm(None if checking else at, offered=_offered(found), initial=_tied(found))
    check = CheckForm(at if checking else None)
    error: ProductError | None = None
    bound = check if checking else tie
    if request.method == "POST" and bound.is_valid():
        try:
            return _saved(request, found, bound.cleaned_data, checking=checking)
        except NotPermitted:
            raise
        except ProductError as refusal:
            error = refusal
    context = {
        "nav": "rencana",
        "line": found,
        "check_now": latest_check(found),
        "checks": sorted(found.checks.all(), key=lambda one: one.made_at, reverse=True),
        "tie": tie,
        "check": check,
        "error": error,
        "may_write": may_write(actor),
        "may_check": may_check(actor),
    }
    status = error.status if error else 422 if bound.is_bound and not bound.is_valid() else 200
    return render(request, "planning/budget_line.html", context, status=status)


def _saved(request: HttpRequest, found: BudgetLine, given: dict[str, Any], *, checking: bool) -> HttpResponse:
    actor, now, seen = acting(request), utc_now(), request.POST.get("versi", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
    if checking:
        verdict = CheckVerdict(given["verdict"])
        check_budget_line(
            line=found, verdict=verdict, note=given["note"], expected_version=version, actor=actor, now=now
        )
        messages.success(request, _("Pemeriksaan dicatat."))
        return redirect("planning:budget_line", found.pk)
    tie_budget_line(
        line=found,
        **_chosen(given["to"]),
        reason=given["reason"],
        expected_version=version,
        actor=actor,
        now=now,
    )
    messages.success(request, _("Kaitan disimpan."))
    return redirect(reverse("planning:budget") + f"?tahun={found.fiscal_year}")


def _chosen(to: str) -> dict[str, Any]:
    kind, _colon, pk = to.partition(":")
    rows: dict[str, tuple[str, Any]] = {
        "butir": ("item", RoadmapItem.objects.select_related("roadmap")),
        "aksi": ("action", Action.objects.select_related("action_plan__plan")),
        "langkah": ("plan_step", PlanStep.objects.select_related("plan")),
    }
    if kind not in rows:
        return {}
    name, found = rows[kind]
    return {name: found.get(pk=int(pk))}


def _offered(line: BudgetLine) -> list[Any]:
    ties = ties_offered(line.instansi_id)
    groups: dict[str, list[tuple[str, str]]] = {}
    for item in ties.items:
        groups.setdefault(title_of(item.roadmap), []).append((f"butir:{item.pk}", item.name))
    for action in ties.actions:
        name = _("Rencana aksi %(number)s") % {"number": action.action_plan.plan.number}
        groups.setdefault(name, []).append((f"aksi:{action.pk}", named(action)))
    for step in ties.steps:
        name = _("Rencana %(number)s") % {"number": step.plan.number}
        text = f"{step.indicator}: {step.from_level} → {step.to_level}, {step.owner}"
        groups.setdefault(name, []).append((f"langkah:{step.pk}", text))
    return list(groups.items())


def _tied(line: BudgetLine) -> dict[str, str]:
    ties = {"butir": line.item_id, "aksi": line.action_id, "langkah": line.plan_step_id}
    to = next((f"{kind}:{pk}" for kind, pk in ties.items() if pk is not None), "")
    return {"to": to, "reason": line.untied_reason}


def _cells(line: BudgetLine) -> list[object]:
    check = latest_check(line)
    return [
        line.fiscal_year, line.sub_activity, line.account, line.name, line.unit.name, line.amount,
        line.source, _paid_for(line), line.untied_reason, check.get_verdict_display() if check else "",
    ]  # fmt: skip


def _paid_for(line: BudgetLine) -> str:
    if line.item:
        return line.item.name
    if line.action:
        return f"{line.action.action_plan.plan.number} {line.action}"
    step = line.plan_step
    return f"{step.plan.number} {step.indicator}:{step.to_level}" if step else ""


def _year(request: HttpRequest, years: list[int]) -> int:
    text = request.GET.get("tahun", "")
    if text.isdecimal() and len(text) == len("2027"):
        return int(text)
    return years[0] if years else utc_now().year
