"""Evidence for a requirement: choosing from the archive, uploading, taking off."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pranata.assessment.models import Assessment
from pranata.assessment.operations._change import AssessmentNotOpen, IndicatorUnknown
from pranata.assessment.operations.attach_evidence import attach_evidence
from pranata.assessment.policies import IndicatorOfOthers
from pranata.assessment.queries.checklist import Checklist, Item, checklist_of, trouble_of
from pranata.assessment.queries.cycle import deadline_of
from pranata.assessment.queries.detail import AssessmentDetail, assessment_detail
from pranata.assessment.web.page import open_to, page, readable
from pranata.foundation.access import official
from pranata.foundation.blobs.kinds import ENDINGS
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.organisation.web.middleware import acting, arrived
from pranata.records.operations.collect_evidence import Collected, collect_evidence
from pranata.records.policies import may_add
from pranata.records.queries.evidence import EvidenceFilter, list_evidence
from pranata.records.queries.units import units_to_keep_for
from pranata.records.web.forms import EvidenceForm
from pranata.records.web.receiving import uploads_of, waiting

OFFERED = 12


@official
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, pk: int, number: str, key: str) -> HttpResponse:
    """Offer the archive and a place to upload for one requirement; on POST show what was chosen for it."""
    assessment = readable(request, pk)
    detail = assessment_detail(assessment)
    if number not in detail.levels:
        raise IndicatorUnknown(number)
    _require_open(request, assessment, detail, number)
    checklist = _checklist(request, assessment, detail, number)
    item = next((one for one in checklist.items if one.key == key), None)
    if item is None:
        raise Http404
    if request.method != "POST":
        return _page(request, detail, checklist, item, number)
    return _attach(request, detail, checklist, item, number)


def _require_open(
    request: HttpRequest, assessment: Assessment, detail: AssessmentDetail, number: str
) -> None:
    if number not in open_to(acting(request), assessment, detail.levels):
        raise AssessmentNotOpen if assessment.state != "draft" else IndicatorOfOthers(number)


def _checklist(
    request: HttpRequest, assessment: Assessment, detail: AssessmentDetail, number: str
) -> Checklist:
    actor = acting(request)
    ends = deadline_of(assessment, assessment.stage)
    return checklist_of(assessment, detail.previous, number, actor, actor.local_date(utc_now()), ends=ends)


def _attach(
    request: HttpRequest, detail: AssessmentDetail, checklist: Checklist, item: Item, number: str
) -> HttpResponse:
    form = _form(request, bound=request.POST.get("lakukan") == "unggah")
    try:
        with transaction.atomic():
            items = [_uploaded(request, form)] if form.is_bound else _chosen(request)
            pages = "" if form.is_bound else request.POST.get("halaman", "")
            attach_evidence(
                assessment=detail.assessment,
                indicator=number,
                requirement=item.key,
                items=items,
                pages=pages,
                actor=acting(request),
                now=arrived(request),
            )
    except NotPermitted:
        raise
    except FormRefused:
        return _page(request, detail, checklist, item, number, 422, form=form)
    except ProductError as error:
        return _page(request, detail, checklist, item, number, error.status, form=form, error=error)
    messages.success(request, _("Bukti dipasang dan tercatat."))
    return redirect(f"{reverse('assessment:indicator', args=[detail.assessment.pk, number])}#{item.anchor}")


class FormRefused(Exception):
    """The form of an upload holds what is not right; it says what."""


def _uploaded(request: HttpRequest, form: EvidenceForm) -> uuid.UUID:
    if not form.is_valid():
        raise FormRefused
    given = form.cleaned_data
    kept = collect_evidence(
        unit=given["unit"],
        claim=form.claim(),
        collected=Collected(uploads=uploads_of(request), pages=given["pages"], link=given["link"]),
        description=form.description(given["title"]),
        actor=acting(request),
        now=arrived(request),
    )
    return kept.public_id


def _chosen(request: HttpRequest) -> list[uuid.UUID]:
    """Read the ids that were ticked; what is none names nothing."""
    found = []
    for text in request.POST.getlist("bukti"):
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            found.append(uuid.UUID(int=0))
    return found


def _form(request: HttpRequest, *, bound: bool) -> EvidenceForm:
    actor = acting(request)
    today = actor.local_date(utc_now())
    units = units_to_keep_for(actor, today)
    own = next((unit for unit in units if unit.pk == actor.unit_id), None) or units.first()
    return EvidenceForm(request.POST if bound else None, units=units, today=today, initial={"unit": own})


def _page(
    request: HttpRequest,
    detail: AssessmentDetail,
    checklist: Checklist,
    item: Item,
    number: str,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    actor = acting(request)
    words = request.GET.get("cari", "").replace("\x00", "")[:100]
    wanted = EvidenceFilter(words=words)
    shown = {one.evidence.pk for one in item.evidence if one.evidence}
    rows = list_evidence(actor, wanted, actor.local_date(utc_now())).filter(withdrawn_at__isnull=True)
    form = extra.pop("form", None) or _form(request, bound=False)
    context = {
        "detail": detail,
        "regulation": detail.regulation,
        "row": detail.row(number),
        "item": item,
        "here": request.path,
        "words": words,
        "found": [
            (one, trouble_of(one, checklist.holds_until)) for one in rows.exclude(pk__in=shown)[:OFFERED]
        ],
        "chosen": request.POST.getlist("bukti"),
        "pages": request.POST.get("halaman", ""),
        "may_upload": may_add(actor),
        "form": form,
        "single_unit": len(units_to_keep_for(actor, actor.local_date(utc_now()))) == 1,
        "multiple": True,
        "waiting": waiting(request) if request.method == "POST" else [],
        "accept": ",".join(f".{ending}" for ending in ENDINGS),
        "limit": settings.UPLOAD_LIMIT,
        "limit_mb": settings.UPLOAD_LIMIT // 1_000_000,
        "uploads_url": reverse("records:uploads"),
    }
    return page(request, "evidence.html", detail.assessment, {**context, **extra}, status, indicator=number)
