"""The report of an evaluation (LHE), drawn from the result and what assessors concluded."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pranata.assessment import exports
from pranata.assessment.exports.word import TemplateFault, run_worker
from pranata.assessment.models import Assessment
from pranata.assessment.queries.conclusions import conclusions
from pranata.assessment.queries.minutes import signatures_of
from pranata.assessment.queries.recompute import recompute_document
from pranata.assessment.queries.report import report_fields
from pranata.assessment.queries.report_template import template_bytes
from pranata.assessment.queries.result import AssessmentResult, assessment_result
from pranata.assessment.web.reached import Reached, reached
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.web.middleware import arrived

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Drafted:
    """What a report is made of: the result, its fields, and the day it is printed."""

    found: AssessmentResult
    fields: dict[str, Any]
    body: str
    on: dt.date


def drafted(at: Reached) -> Drafted:
    """Return what a report of the assessment says today."""
    body, on = at.body, timezone.localdate(utc_now())
    with tenant_scope(at.assessment.instansi_id):
        found = assessment_result(at.assessment, for_outer=at.is_outer)
        signed = signatures_of(stage.result for stage in found.stages)
        named = f"Pemerintah {body}" if _is_regional(body) else body
        fields = report_fields(found, conclusions(found), signed, body=named, on=on)
    return Drafted(found, fields, body, on)


@official
@require_safe
def report_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the report as PDF/A with the file to recompute attached."""
    at = reached(request, pk, arrived(request))
    draft = drafted(at)
    content = exports.lhe_pdf(
        draft.fields,
        draft.found.score,
        draft.found.before.score if draft.found.before else None,
        recompute=recompute_document(draft.found, draft.body),
        printed_on=draft.on,
    )
    return given(content, "application/pdf", at.assessment, "pdf")


@official
@require_safe
def report_as_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the report in Word, written with the instansi's own template or the shipped one."""
    at = reached(request, pk, arrived(request))
    draft = drafted(at)
    before = draft.found.before.score if draft.found.before else None
    try:
        with tenant_scope(at.assessment.instansi_id):
            template = template_bytes(at.assessment.instansi_id)
        content = run_worker(template, draft.fields, exports.radar_png(draft.found.score, before))
    except TemplateFault:
        said = _("Templat laporan tidak dapat diisi. Periksa templatnya, atau kembali ke templat bawaan.")
        messages.error(request, said)
        return _back(at)
    return given(content, DOCX, at.assessment, "docx")


def given(content: bytes, kind: str, assessment: Assessment, suffix: str) -> HttpResponse:
    """Answer with the report as a file to keep; an example says so in its name."""
    mark = "contoh-" if assessment.is_example else ""
    name = f"{mark}laporan-hasil-evaluasi-{assessment.instrument}-{assessment.year}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


def _back(at: Reached) -> HttpResponse:
    """Lead to the template whoever may change it, and an assessor back to the result."""
    if at.held is None:
        return redirect("assessment:report_template")
    return redirect(reverse("assessment:result", args=[at.assessment.pk]) + at.suffix)


def _is_regional(body: str) -> bool:
    return body.startswith(("Kota ", "Kabupaten ", "Provinsi "))
