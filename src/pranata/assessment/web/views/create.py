"""Beginning an assessment: ask, check, create."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pranata.assessment import regulations
from pranata.assessment.operations.create_assessment import (
    AssessmentExists,
    InstrumentUnknown,
    YearOutsideInstrument,
    create_assessment,
)
from pranata.assessment.policies import require_may_manage
from pranata.assessment.web.forms import NewAssessmentForm
from pranata.assessment.web.page import page
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.organisation.web.middleware import acting


@official
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form; after it the answers to check; create when they are confirmed."""
    actor = acting(request)
    require_may_manage(actor, actor.instansi_id)
    form = NewAssessmentForm(request.POST or None, initial={"year": utc_now().year})
    if request.method != "POST" or not form.is_valid() or "ubah" in request.POST:
        return _form(request, form)
    if "buat" not in request.POST:
        return _check(request, form)
    return _create(request, form)


def _form(request: HttpRequest, form: NewAssessmentForm) -> HttpResponse:
    chosen = form["instrument"].value()
    options = [(regulations.load(name), name == chosen) for name in regulations.available()]
    status = 422 if form.errors else 200
    return page(request, "new.html", None, {"form": form, "options": options}, status)


def _check(request: HttpRequest, form: NewAssessmentForm) -> HttpResponse:
    regulation = regulations.load(form.cleaned_data["instrument"])
    if not regulation.instrument.covers(form.cleaned_data["year"]):
        form.add_error("year", str(YearOutsideInstrument(form.cleaned_data["year"], regulation.instrument)))
        return _form(request, form)
    return page(request, "new_check.html", None, {"form": form, "regulation": regulation})


def _create(request: HttpRequest, form: NewAssessmentForm) -> HttpResponse:
    data = form.cleaned_data
    try:
        created = create_assessment(
            year=data["year"], instrument=data["instrument"], actor=acting(request), now=utc_now()
        )
    except AssessmentExists as exists:
        messages.warning(request, str(exists))
        return redirect("assessment:detail", exists.assessment_id)
    except (InstrumentUnknown, YearOutsideInstrument) as error:
        form.add_error("year", str(error))
        return _form(request, form)
    messages.success(request, _("Penilaian %(year)d dibuat. Mulailah mengisi.") % {"year": created.year})
    return redirect("assessment:detail", created.pk)
