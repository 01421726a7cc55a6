"""Every change of an assessment, and undoing the latest of an answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pranata.assessment.checklist import requirements
from pranata.assessment.models import AnswerChange, Assessment
from pranata.assessment.operations._change import AssessmentNotOpen, IndicatorUnknown
from pranata.assessment.operations._take_back import FindingsChangedSince
from pranata.assessment.operations.undo_change import ChangeSuperseded, FollowsChecklist, undo_change
from pranata.assessment.queries.detail import assessment_detail
from pranata.assessment.queries.finding_history import finding_history
from pranata.assessment.queries.history import changes_of, steps_of
from pranata.assessment.web.page import page, readable, refused
from pranata.foundation.access import official
from pranata.organisation.web.middleware import acting, arrived

PAGE_SIZE = 50


@official
@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who changed what, as what, when. `?indikator=` narrows; `&bagian=syarat` is its checklist."""
    assessment = readable(request, pk)
    wanted = request.GET.get("indikator", "").replace("\x00", "")
    if wanted and request.GET.get("bagian") == "syarat":
        return _findings(request, assessment, wanted)
    found = Paginator(changes_of(assessment, wanted or None), PAGE_SIZE)
    detail = assessment_detail(assessment)
    context = {
        "detail": detail,
        "regulation": detail.regulation,
        "page": found.get_page(request.GET.get("halaman")),
        "steps": list(steps_of(assessment)),
        "wanted": wanted,
        "names": {row.number: row.short_name for row in detail.rows},
        "versions": {row.number: row.version for row in detail.rows},
    }
    return page(request, "history.html", assessment, context)


def _findings(request: HttpRequest, assessment: Assessment, number: str) -> HttpResponse:
    """Show who judged and showed what at the requirements of an indicator; `&syarat=` narrows to one."""
    detail = assessment_detail(assessment)
    if number not in detail.levels:
        raise IndicatorUnknown(number)
    asked = requirements(assessment.instrument, number)
    wanted = next((one for one in asked if one.key == request.GET.get("syarat")), None)
    events = finding_history(assessment, number, acting(request), wanted.key if wanted else "")
    context = {
        "detail": detail,
        "regulation": detail.regulation,
        "row": detail.row(number),
        "page": Paginator(events, PAGE_SIZE).get_page(request.GET.get("halaman")),
        "asked": asked,
        "texts": {one.key: one.text for one in asked},
        "wanted": wanted,
    }
    return page(request, "finding_history.html", assessment, context, indicator=number)


@official
@require_POST
def undo(request: HttpRequest, pk: int, change_id: int) -> HttpResponse:
    """Undo one change, by a new one."""
    assessment = readable(request, pk)
    try:
        row = undo_change(
            assessment=assessment, change_id=change_id, actor=acting(request), now=arrived(request)
        )
    except AnswerChange.DoesNotExist as missing:
        raise Http404 from missing
    except (ChangeSuperseded, FindingsChangedSince, FollowsChecklist, AssessmentNotOpen) as error:
        return refused(request, error, "assessment:history", pk)
    said = _("Perubahan indikator %(number)s diurungkan.") % {"number": row.answer.indicator}
    messages.success(request, said)
    return redirect("assessment:history", pk)
