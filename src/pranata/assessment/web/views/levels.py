"""Levels from a file: preview, then apply."""

from collections.abc import Mapping
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pranata.assessment.levels import LevelNotAllowed, stored_level
from pranata.assessment.levels_file import LevelsFileError, read_levels
from pranata.assessment.levels_file.filled import is_filled
from pranata.assessment.models import Assessment
from pranata.assessment.operations.import_levels import import_levels
from pranata.assessment.queries.detail import assessment_detail
from pranata.assessment.queries.preview import preview_of
from pranata.assessment.web.answering import level_of
from pranata.assessment.web.forms import LevelsFileForm
from pranata.assessment.web.page import managed, page, refused
from pranata.assessment.web.views.excel import receive
from pranata.foundation.access import official
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.organisation.web.middleware import acting, arrived


@official
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a file; on POST show what it would change. Nothing is applied here.

    A workbook that was downloaded to be filled says more than levels, and goes the way of such workbooks.
    """
    assessment = managed(request, pk)
    form = LevelsFileForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, assessment, form)
    file = form.cleaned_data["file"]
    content = file.read()
    try:
        if is_filled(content):
            file.seek(0)
            return receive(request, assessment, form, file) or _form(request, assessment, form)
        levels = _read(assessment, file.name, content)
    except (LevelsFileError, LevelNotAllowed) as error:
        form.add_error("file", str(error))
        return _form(request, assessment, form)
    return _preview(request, assessment, levels, file.name)


@official
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply what the preview showed, all or nothing."""
    assessment = managed(request, pk)
    filename = request.POST.get("berkas", "")
    try:
        levels, versions = _sent(request, assessment)
        rows = import_levels(
            assessment=assessment,
            levels=levels,
            expected_versions=versions,
            filename=filename,
            actor=acting(request),
            now=arrived(request),
        )
    except NotPermitted:
        raise
    except ProductError as error:
        return refused(request, error, "assessment:upload", pk)
    said = _("%(count)d tingkat diterapkan dari %(file)s.") % {"count": len(rows), "file": filename}
    messages.success(request, said)
    return redirect("assessment:detail", pk)


def _read(assessment: Assessment, name: str, content: bytes) -> dict[str, Decimal]:
    detail = assessment_detail(assessment)
    instrument = detail.regulation.instrument
    found = read_levels(name, content, instrument)
    return {number: stored_level(level, instrument) for number, level in found.items()}


def _form(request: HttpRequest, assessment: Assessment, form: LevelsFileForm) -> HttpResponse:
    detail = assessment_detail(assessment)
    context = {"form": form, "detail": detail, "regulation": detail.regulation}
    return page(request, "upload.html", assessment, context, 422 if form.errors else 200)


def _preview(
    request: HttpRequest, assessment: Assessment, levels: Mapping[str, Decimal], filename: str
) -> HttpResponse:
    detail = assessment_detail(assessment)
    context = {
        "detail": detail,
        "regulation": detail.regulation,
        "preview": preview_of(detail, levels),
        "filename": filename,
    }
    return page(request, "preview.html", assessment, context)


def _sent(request: HttpRequest, assessment: Assessment) -> tuple[dict[str, Decimal], dict[str, int]]:
    levels: dict[str, Decimal] = {}
    versions: dict[str, int] = {}
    for name, text in request.POST.items():
        if not name.startswith("tingkat-"):
            continue
        number = name.removeprefix("tingkat-")
        level = level_of(assessment, str(text))
        version = request.POST.get(f"versi-{number}", "")
        if level is not None and version.isdecimal() and len(version) < 9:
            levels[number], versions[number] = level, int(version)
    return levels, versions
