"""What was answered, as plain texts to be pasted into the ministry's application."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pranata.assessment.operations._change import IndicatorUnknown
from pranata.assessment.queries.detail import assessment_detail
from pranata.assessment.queries.ministry import plain_answers
from pranata.assessment.web.page import page, readable
from pranata.foundation.access import official
from pranata.foundation.exports import xlsx_response
from pranata.organisation.web.middleware import acting, arrived


@official
@require_safe
def ministry(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Show one indicator as texts to copy."""
    assessment = readable(request, pk)
    detail = assessment_detail(assessment)
    if number not in detail.levels:
        raise IndicatorUnknown(number)
    actor = acting(request)
    (answer,) = plain_answers(detail, actor, actor.local_date(arrived(request)), [number])
    before, after = detail.neighbours(number)
    context = {
        "detail": detail,
        "regulation": detail.regulation,
        "answer": answer,
        "row": answer.row,
        "before": before,
        "after": after,
    }
    return page(request, "ministry.html", assessment, context)


@official
@require_safe
def ministry_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the texts of all indicators as one table."""
    assessment = readable(request, pk)
    detail = assessment_detail(assessment)
    actor = acting(request)
    answers = plain_answers(detail, actor, actor.local_date(arrived(request)), detail.levels.keys())
    headers = [_("No."), _("Indikator"), _("Tingkat"), _("Penjelasan"), _("Analisis"), _("Bukti")]
    rows = [
        [one.row.number, one.row.name, one.row.text, one.explanation, one.analysis, one.evidence]
        for one in answers
    ]
    title = _("Salin ke aplikasi Kementerian %(year)d") % {"year": assessment.year}
    return xlsx_response(headers, rows, title)
