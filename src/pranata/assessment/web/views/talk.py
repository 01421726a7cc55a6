"""The assessed instansi's side of the talk about an indicator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pranata.assessment.operations.say_in_thread import MessageMissing, say_in_thread
from pranata.assessment.web.page import readable, refused
from pranata.foundation.access import official
from pranata.organisation.web.middleware import acting, arrived


@official
@require_POST
def say(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Reply to the assessors, or object."""
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
    except MessageMissing as error:
        return refused(request, error, "assessment:indicator", pk, number)
    messages.success(request, _("Tanggapan Anda dikirim kepada asesor dan tercatat."))
    return redirect(reverse("assessment:indicator", args=[pk, number]) + "#pembicaraan")
