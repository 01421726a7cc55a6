"""A plan on one page for a decision, and two plans side by side."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.organisation.web.middleware import acting
from pranata.planning.exports import sheet_pdf
from pranata.planning.queries.comparing import compare_plans
from pranata.planning.queries.plan_page import PlanView
from pranata.planning.web.page import page, readable
from pranata.planning.web.sheet import sheet_of


@official
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the decision sheet as PDF/A."""
    view = PlanView(readable(request, pk))
    if not view.has_steps:
        raise Http404
    content = sheet_pdf(sheet_of(request, view, acting(request).local_date(utc_now())))
    headers = {
        "Content-Disposition": f'inline; filename="lembar-keputusan-{view.plan.number}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@official
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show two plans side by side; `dengan` names the other one."""
    asked = request.GET.get("dengan", "")
    if not asked.isdigit():
        raise Http404
    one, other = PlanView(readable(request, pk)), PlanView(readable(request, int(asked)))
    if one.plan.instrument != other.plan.instrument or not (one.has_steps and other.has_steps):
        raise Http404
    return page(request, "compare.html", {"found": compare_plans(one, other), "tab": "plans"})
