"""The report of an evaluation (LHE), drawn from the result and what assessors concluded."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pranata.assessment import exports
from pranata.assessment.exports.word import TemplateFault, run_worker
from pranata.assessment.models import Assessment
from pranata.assessment.queries.conclusions import conclusions
from pranata.assessment.queries.recompute import recompute_document
from pranata.assessment.queries.report import report_fields
from pranata.assessment.queries.report_template import template_bytes
from pranata.assessment.queries.result import AssessmentResult, assessment_result
from pranata.assessment.web.page import readable
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.organisation.web.middleware import acting

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Drafted:
    """What a report is made of: the result, its fields, and the day it is printed."""

    found: AssessmentResult
    fields: dict[str, Any]
    body: str
    on: dt.date


def drafted(request: HttpRequest, assessment: Assessment) -> Drafted:
    """Return what a report of the assessment says today."""
    found = assessment_result(assessment)
    body, on = acting(request).instansi_name, timezone.localdate(utc_now())
    fields = report_fields(
        found, conclusions(found), body=f"Pemerintah {body}" if _is_regional(body) else body, on=on
    )
    return Drafted(found, fields, body, on)


@official
@require_safe
def report_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the report as PDF/A with the file to recompute attached."""
    assessment = readable(request, pk)
    draft = drafted(request, assessment)
    content = exports.lhe_pdf(
        draft.fields,
        draft.found.score,
        draft.found.before.score if draft.found.before else None,
        recompute=recompute_document(draft.found, draft.body),
        printed_on=draft.on,
    )
    return given(content, "application/pdf", assessment, "pdf")


@official
@require_safe
def report_as_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the report in Word, written with the instansi's own template or the shipped one."""
    assessment = readable(request, pk)
    draft = drafted(request, assessment)
    before = draft.found.before.score if draft.found.before else None
    try:
        content = run_worker(
            template_bytes(assessment.instansi_id), draft.fields, exports.radar_png(draft.found.score, before)
        )
    except TemplateFault:
        said = _("Templat laporan tidak dapat diisi. Periksa templatnya, atau kembali ke templat bawaan.")
        messages.error(request, said)
        return redirect("assessment:report_template")
    return given(content, DOCX, assessment, "docx")


def given(content: bytes, kind: str, assessment: Assessment, suffix: str) -> HttpResponse:
    """Answer with the report as a file to keep; an example says so in its name."""
    mark = "contoh-" if assessment.is_example else ""
    name = f"{mark}laporan-hasil-evaluasi-{assessment.instrument}-{assessment.year}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


def _is_regional(body: str) -> bool:
    return body.startswith(("Kota ", "Kabupaten ", "Provinsi "))
