"""How one instrument continues in another: the page "Perubahan instrumen"."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pranata.assessment.regulations import Crosswalk, UnknownCrosswalk, crosswalk, crosswalks, load
from pranata.engine.scoring import Certainty
from pranata.foundation.access import public
from pranata.portal.queries.crosswalk_page import change_page
from pranata.portal.web.parameters import choice


@public
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Show one crosswalk in one direction (`?dari=` to `?ke=`), narrowed by `?kepastian=`."""
    pairs = crosswalks()
    if not pairs:
        raise Http404
    wanted = choice(request.GET, "kepastian", [kind.value for kind in Certainty])
    context = {
        "nav": "instrumen",
        "pairs": [(load(earlier), load(later)) for earlier, later in reversed(pairs)],
        "wanted": wanted,
        "shown": change_page(_asked(request, pairs[0]), wanted),
    }
    return render(request, "portal/instruments/changes.html", context)


def _asked(request: HttpRequest, latest: tuple[str, str]) -> Crosswalk:
    source = request.GET.get("dari", latest[0])
    target = request.GET.get("ke", latest[1])
    try:
        return crosswalk(source, target)
    except UnknownCrosswalk as problem:
        raise Http404 from problem
