"""Filling outside in Excel: download, upload, look at what it would change, apply."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pranata.assessment import exports
from pranata.assessment.levels_file import LevelsFileError
from pranata.assessment.levels_file.filled import read_filled
from pranata.assessment.models import Assessment, FilledFile, FilledState
from pranata.assessment.operations._filled import FilledElsewhere
from pranata.assessment.operations.apply_filled import FilledHasFaults, apply_filled
from pranata.assessment.operations.import_levels import ChangedSincePreview
from pranata.assessment.operations.receive_filled import receive_filled
from pranata.assessment.policies import may_manage
from pranata.assessment.queries.agencies import agencies_by_unit
from pranata.assessment.queries.detail import assessment_detail
from pranata.assessment.queries.division import division_of
from pranata.assessment.queries.filled_book import filled_book
from pranata.assessment.queries.filled_plan import FilledPlan, plan_filled
from pranata.assessment.web.filled_rows import rows_of
from pranata.assessment.web.forms import FilledFileForm
from pranata.assessment.web.page import page, readable, refused
from pranata.assessment.web.views.downloads import XLSX
from pranata.foundation.access import official
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.organisation.web.middleware import acting, arrived

FILES_SHOWN = 10
FROM_FILE = "berkas"


@official
@require_http_methods(["GET", "HEAD", "POST"])
def excel(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer the workbook and ask for a filled one; on POST keep it and show what it would change."""
    assessment = readable(request, pk)
    form = FilledFileForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, assessment, form)
    return receive(request, assessment, form, form.cleaned_data["file"]) or _page(request, assessment, form)


def receive(request: HttpRequest, assessment: Assessment, form: Any, file: Any) -> HttpResponse | None:
    """Keep the file and lead to what it would change; None where the form says what is wrong with it."""
    try:
        kept = receive_filled(
            assessment=assessment,
            file_name=file.name,
            content=file.read(),
            actor=acting(request),
            now=arrived(request),
        )
    except (LevelsFileError, FilledElsewhere) as error:
        form.add_error("file", str(error))
        return None
    return redirect("assessment:excel_file", assessment.pk, kept.pk)


@official
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the workbook of the whole assessment, or of the OPD named by `?unit=`."""
    assessment = readable(request, pk)
    actor, now = acting(request), arrived(request)
    agency = None
    if wanted := request.GET.get("unit"):
        division = division_of(assessment, actor.local_date(now))
        agency = next((unit for unit in division.agencies if str(unit.pk) == wanted), None)
        if agency is None:
            raise Http404
    content = exports.filled_xlsx(filled_book(assessment, agency, actor, now))
    part = f"-{agency.code}" if agency and agency.code.isascii() else ""
    name = f"isian-{assessment.instrument}-{assessment.year}{part}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@official
@require_safe
def file(request: HttpRequest, pk: int, file_id: int) -> HttpResponse:
    """Show what a waiting file would change; of another, what became of it."""
    assessment = readable(request, pk)
    return _file_page(request, assessment, _own(request, assessment, file_id))


@official
@require_POST
def apply(request: HttpRequest, pk: int, file_id: int) -> HttpResponse:
    """Apply what the preview showed, all or nothing."""
    assessment = readable(request, pk)
    kept = _own(request, assessment, file_id)
    taken = _taken(request)
    try:
        done = apply_filled(
            file=kept, taken=taken, seen=_seen(request), actor=acting(request), now=arrived(request)
        )
    except NotPermitted:
        raise
    except (FilledHasFaults, ChangedSincePreview) as error:
        return _file_page(request, assessment, kept, error.status, taken=taken, error=error)
    except ProductError as error:
        return refused(request, error, "assessment:excel_file", pk, file_id)
    said = ngettext("%(n)d baris diterapkan.", "%(n)d baris diterapkan.", done.changed) % {"n": done.changed}
    messages.success(request, said)
    return redirect("assessment:excel_file", pk, file_id)


def _page(request: HttpRequest, assessment: Assessment, form: FilledFileForm) -> HttpResponse:
    actor = acting(request)
    on = actor.local_date(arrived(request))
    detail = assessment_detail(assessment)
    division = division_of(assessment, on)
    own = agencies_by_unit(on).get(actor.unit_id)
    context = {
        "detail": detail,
        "regulation": detail.regulation,
        "form": form,
        "agencies": division.agencies,
        "own": own if own and division.of_agency(own.pk) else None,
        "own_count": len(division.of_agency(own.pk)) if own else 0,
        "files": _files(request, assessment)[:FILES_SHOWN],
    }
    return page(request, "excel.html", assessment, context, 422 if form.errors else 200)


def _file_page(
    request: HttpRequest,
    assessment: Assessment,
    kept: FilledFile,
    status: int = 200,
    *,
    taken: frozenset[str] = frozenset(),
    error: ProductError | None = None,
) -> HttpResponse:
    detail = assessment_detail(assessment)
    plan = _plan(request, kept, taken)
    context = {
        "detail": detail,
        "regulation": detail.regulation,
        "file": kept,
        "plan": plan,
        "taken": taken,
        "error": error,
        "seen": ",".join(f"{number}:{state}" for number, state in plan.seen.items()) if plan else "",
        **(rows_of(plan, detail) if plan else {}),
    }
    return page(request, "excel_file.html", assessment, context, status)


def _plan(request: HttpRequest, kept: FilledFile, taken: frozenset[str]) -> FilledPlan | None:
    if kept.state != FilledState.WAITING or kept.assessment.state != "draft":
        return None
    return plan_filled(
        kept.assessment, read_filled(kept.file_name, bytes(kept.content)), acting(request), taken
    )


def _files(request: HttpRequest, assessment: Assessment) -> Any:
    """The files the actor's post brought in; the coordinator sees all."""
    actor = acting(request)
    files = FilledFile.objects.filter(assessment=assessment).exclude(state=FilledState.REPLACED)
    if not may_manage(actor):
        files = files.filter(uploaded_by__position_id=actor.position_id)
    return files.defer("content").order_by("-uploaded_at", "-pk")


def _own(request: HttpRequest, assessment: Assessment, file_id: int) -> FilledFile:
    actor = acting(request)
    files = FilledFile.objects.filter(assessment=assessment).select_related(
        "uploaded_by", "assessment__instansi"
    )
    if not may_manage(actor):
        files = files.filter(uploaded_by__position_id=actor.position_id)
    return get_object_or_404(files, pk=file_id)


def _taken(request: HttpRequest) -> frozenset[str]:
    chosen = [name for name, value in request.POST.items() if value == FROM_FILE]
    return frozenset(name.removeprefix("pilih-") for name in chosen if name.startswith("pilih-"))


def _seen(request: HttpRequest) -> dict[str, str]:
    pairs = (one.partition(":") for one in request.POST.get("dilihat", "").split(","))
    return {number: state for number, _sep, state in pairs}
