"""An assessment under another instrument: what it gives, and the draft that goes on from it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pranata.assessment.models import Assessment
from pranata.assessment.operations.carry_to_instrument import carry_to_instrument
from pranata.assessment.queries.carrying import preview_of, successors_of, years_for
from pranata.assessment.regulations import Crosswalk, load
from pranata.assessment.web.page import page, readable
from pranata.foundation.access import official
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.organisation.web.middleware import acting, arrived


@official
@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the assessment gives under the instrument of `?ke=`; on POST begin or fill the draft."""
    assessment = readable(request, pk)
    walk = _asked(request, assessment)
    year = _year(request, assessment, walk)
    if request.method != "POST":
        return _page(request, assessment, walk, year)
    try:
        done = carry_to_instrument(
            assessment=assessment,
            instrument=walk.target.id,
            year=year,
            actor=acting(request),
            now=arrived(request),
        )
    except NotPermitted:
        raise
    except ProductError as error:
        return _page(request, assessment, walk, year, error.status, error)
    said = _("%(count)d indikator disalin sebagai draf, dengan %(evidence)d bukti. Tingkatnya belum diisi.")
    messages.success(request, said % {"count": len(done.changes), "evidence": len(done.evidence)})
    return redirect("assessment:detail", done.draft.pk)


def _page(
    request: HttpRequest,
    assessment: Assessment,
    walk: Crosswalk,
    year: int,
    status: int = 200,
    error: ProductError | None = None,
) -> HttpResponse:
    there = Assessment.objects.filter(
        instansi_id=assessment.instansi_id, instrument=walk.target.id, year=year
    ).first()
    context = {
        "regulation": load(assessment.instrument),
        "preview": preview_of(assessment, walk, year, acting(request)),
        "walk": walk,
        "year": year,
        "years": years_for(assessment, walk.target),
        "walks": successors_of(assessment),
        "there": there,
        "error": error,
    }
    return page(request, "carry.html", assessment, context, status)


def _asked(request: HttpRequest, assessment: Assessment) -> Crosswalk:
    """Return the instrument asked for, else the latest that can follow."""
    offered = {walk.target.id: walk for walk in successors_of(assessment)}
    wanted = request.POST.get("ke") or request.GET.get("ke") or next(iter(offered), "")
    if wanted not in offered:
        raise Http404
    return offered[wanted]


def _year(request: HttpRequest, assessment: Assessment, walk: Crosswalk) -> int:
    years = years_for(assessment, walk.target)
    wanted = request.POST.get("tahun") or request.GET.get("tahun", "")
    return int(wanted) if wanted in {str(year) for year in years} else years[0]
