"""The assessed instansi's side of the talk about an indicator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pranata.assessment.operations._change import IndicatorUnknown
from pranata.assessment.operations.say_in_thread import say_in_thread
from pranata.assessment.policies_judging import TaskUnknown
from pranata.assessment.web.page import readable
from pranata.assessment.web.views.indicator import draw_indicator
from pranata.foundation.access import official
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.organisation.web.middleware import acting, arrived


@official
@require_POST
def say(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Reply to the assessors, or object; what was refused stays in the form, with the reason."""
    assessment = readable(request, pk)
    try:
        say_in_thread(
            assessment_id=assessment.pk,
            indicator=number,
            kind=request.POST.get("jenis", ""),
            text=request.POST.get("pesan", ""),
            actor=acting(request),
            now=arrived(request),
        )
    except (NotPermitted, TaskUnknown, IndicatorUnknown):
        raise
    except ProductError as error:
        text = request.POST.get("pesan", "")
        return draw_indicator(request, assessment, number, error.status, thread_error=error, said=text)
    messages.success(request, _("Tanggapan Anda dikirim kepada asesor dan tercatat."))
    return redirect(reverse("assessment:indicator", args=[pk, number]) + "#pembicaraan")
