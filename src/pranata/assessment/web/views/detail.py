"""One assessment: all indicators with their levels, the index as it stands, what can be done next."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from pranata.assessment.levels import whole_levels
from pranata.assessment.models import Assessment, AssessmentState
from pranata.assessment.operations.save_answer import NothingChanged
from pranata.assessment.queries.carrying import successors_of
from pranata.assessment.queries.detail import AssessmentDetail, assessment_detail, standing_detail
from pranata.assessment.queries.history import changes_of
from pranata.assessment.queries.stage_scores import final_score
from pranata.assessment.web.answering import Refusal, Typed, save, version_of
from pranata.assessment.web.index_context import index_context
from pranata.assessment.web.page import page, readable
from pranata.foundation.access import official
from pranata.foundation.errors import NotPermitted, ProductError

LATEST_SHOWN = 5


@official
@require_safe
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the assessment; `?saring=kosong`, `rendah` or `banding` narrows the table."""
    found = readable(request, pk)
    return _page(request, found, standing_detail(found))


def _page(
    request: HttpRequest, found: Assessment, detail: AssessmentDetail, status: int = 200, **extra: Any
) -> HttpResponse:
    instrument = detail.regulation.instrument
    context = {
        **index_context(detail),
        "regulation": detail.regulation,
        "filter": request.GET.get("saring", ""),
        "filtered": _filtered(detail, request.GET.get("saring", "")),
        "low": sum(row.level is not None and row.level <= 2 for row in detail.rows),
        "next_empty": next((row for row in detail.rows if row.level is None), None),
        "levels": [*whole_levels(instrument)],
        "is_decimal": instrument.score.step != 1,
        "stands": detail.stands,
        "latest": list(changes_of(found)[:LATEST_SHOWN]),
        "successors": successors_of(found),
        "final": None if found.state == AssessmentState.DRAFT or found.source else final_score(found),
        "refused": {},
    }
    return page(request, "detail.html", found, {**context, **extra}, status)


def _filtered(detail: AssessmentDetail, wanted: str) -> set[str]:
    if wanted == "kosong":
        return {row.number for row in detail.rows if row.level is None}
    if wanted == "banding":
        return {row.number for row in detail.rows if row.is_undecided}
    if wanted == "rendah":
        return {row.number for row in detail.rows if row.level is not None and row.level <= 2}
    return {row.number for row in detail.rows}


@official
@require_POST
def save_levels(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the levels of the table at once, without scripts: each that was changed, each by itself.

    What was refused stays in the table as it was typed, with the reason beside it: 409 where somebody saved
    meanwhile or the assessment was closed, else 422.
    """
    saved, refusals = _save_each(request, readable(request, pk))
    if refusals:
        return _redrawn(request, pk, saved, refusals)
    if saved:
        text = ngettext("%(count)d tingkat disimpan.", "%(count)d tingkat disimpan.", saved)
        messages.success(request, text % {"count": saved})
    else:
        messages.info(request, _("Tidak ada tingkat yang berubah."))
    return redirect("assessment:detail", pk)


def _save_each(request: HttpRequest, found: Assessment) -> tuple[int, list[Refusal]]:
    saved, refusals = 0, []
    for number, answer in _touched(request):
        try:
            save(request, found, number, answer)
            saved += 1
        except NothingChanged:
            continue
        except NotPermitted:
            raise
        except ProductError as error:
            refusals.append(Refusal(number=number, typed=answer, error=error))
    return saved, refusals


def _redrawn(request: HttpRequest, pk: int, saved: int, refusals: list[Refusal]) -> HttpResponse:
    # Read again: the assessment itself may have been closed since the form was drawn.
    found = readable(request, pk)
    status = 409 if any(refusal.error.status == 409 for refusal in refusals) else 422
    refused = {refusal.number: refusal for refusal in refusals}
    detail = assessment_detail(found)
    return _page(request, found, detail, status, saved=saved, refusals=refusals, refused=refused)


def _touched(request: HttpRequest) -> list[tuple[str, Typed]]:
    """Return what differs from what the page showed: a level nobody touched is not an answer."""
    touched = []
    for name, shown in request.POST.items():
        if not name.startswith("semula-"):
            continue
        number = name.removeprefix("semula-")
        level, version = request.POST.get(f"tingkat-{number}", ""), request.POST.get(f"versi-{number}", "")
        if level != shown:
            touched.append((number, Typed(version_of(version), level, None)))
    return touched
