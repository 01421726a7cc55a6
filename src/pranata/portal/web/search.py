"""Finding a body by name: suggestions for scripts, an answer for a submitted form."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode

from pranata.foundation.ui.badges import step_of
from pranata.insights.queries.bodies import FoundBody, directory, find_bodies
from pranata.portal.web import parameters
from pranata.portal.web.caching import public_file, public_page


@public_page
def find(request: HttpRequest) -> HttpResponse:
    """Lead to the one body that was meant, else to the results that hold the words typed."""
    typed = parameters.text(request.GET, "q")
    found = find_bodies(typed, limit=10)
    exact = [body for body in found if body.name.casefold() == typed.casefold()]
    if len(found) == 1 or len(exact) == 1:
        return HttpResponseRedirect(reverse("portal:instansi", args=[(exact or found)[0].slug]))
    return HttpResponseRedirect(f"{reverse('portal:results')}?{urlencode({'q': typed})}")


@public_file
def directory_json(request: HttpRequest) -> HttpResponse:
    """Every body with a national result, for suggestions while typing; fetched on first focus only."""
    rows = sorted(directory(), key=lambda body: (body.province, body.kind, body.name))
    return JsonResponse([_row(body) for body in rows], safe=False, json_dumps_params=COMPACT)


COMPACT = {"separators": (",", ":"), "ensure_ascii": False}


def _row(body: FoundBody) -> dict[str, object]:
    return {
        "name": body.name,
        "detail": body.province,
        "index": f"{body.index}",
        "step": step_of(body.predikat),
    }
