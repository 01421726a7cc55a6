"""Acts on many answers at once: filling from an earlier year, undoing an upload or a copy."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pranata.assessment.operations.copy_from_previous_year import copy_from_previous_year
from pranata.assessment.operations.undo_batch import undo_batch
from pranata.assessment.queries.previous import previous_assessment
from pranata.assessment.web.page import managed, readable, refused
from pranata.foundation.access import official
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.organisation.web.middleware import acting, arrived


@official
@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill what is empty from the latest earlier assessment; the message names its year."""
    assessment = managed(request, pk)
    earlier = previous_assessment(assessment)
    try:
        rows = copy_from_previous_year(assessment=assessment, actor=acting(request), now=arrived(request))
    except NotPermitted:
        raise
    except ProductError as error:
        return refused(request, error, "assessment:detail", pk)
    said = _(
        "%(count)d jawaban disalin dari penilaian %(year)d. Periksa satu per satu, keadaannya dapat berubah."
    )
    messages.success(request, said % {"count": len(rows), "year": earlier.year if earlier else 0})
    return redirect("assessment:detail", pk)


@official
@require_POST
def undo(request: HttpRequest, pk: int, batch: uuid.UUID) -> HttpResponse:
    """Undo an upload or a copy as a whole; `berkas` names the filled file whose page asked."""
    assessment = readable(request, pk)
    file = request.POST.get("berkas", "")
    back = ("assessment:excel_file", pk, int(file)) if file.isdecimal() and len(file) < 19 else None
    try:
        rows = undo_batch(assessment=assessment, batch=batch, actor=acting(request), now=arrived(request))
    except NotPermitted:
        raise
    except ProductError as error:
        return refused(request, error, *(back or ("assessment:history", pk)))
    if back:
        messages.success(request, _("Unggahan diurungkan."))
        return redirect(*back)
    messages.success(request, _("%(count)d indikator dikembalikan.") % {"count": len(rows)})
    return redirect("assessment:detail", pk)
