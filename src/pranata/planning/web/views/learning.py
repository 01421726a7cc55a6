"""Taking over what finished actions took, one step or all of them, as own estimates."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.organisation.web.middleware import acting
from pranata.planning.operations.take_lessons import take_lessons
from pranata.planning.web.views.estimating import INSTRUMENT


@official
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Take the steps that were asked for over."""
    actor = acting(request)
    places = {text[:20] for text in request.POST.getlist("langkah")}
    try:
        take_lessons(
            instansi_id=actor.instansi_id, instrument=INSTRUMENT, places=places, actor=actor, now=utc_now()
        )
    except NotPermitted:
        raise
    except ProductError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Dipakai sebagai perkiraan. Dapat diurungkan di halaman ini."))
    return redirect("planning:estimates")
