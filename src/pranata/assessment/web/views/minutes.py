"""The minutes of a closed stage: read, signed after confirming who one is, printed, kept in the archive."""

import io
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pranata.assessment import exports
from pranata.assessment.models import MinutesPart
from pranata.assessment.operations.keep_minutes import keep_minutes
from pranata.assessment.operations.sign_minutes import MinutesChanged, sign_minutes
from pranata.assessment.policies import may_manage
from pranata.assessment.policies_result import may_sign
from pranata.assessment.queries.minutes import MinutesPage, minutes_page, standing_result
from pranata.assessment.web.page import page
from pranata.assessment.web.reached import Reached, reached
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.ui.numbers import date_written, time_written, written
from pranata.foundation.web.accounts.step_up import confirm_first
from pranata.ledger.canonical import canonical
from pranata.organisation.models import Instansi
from pranata.organisation.web.middleware import acting
from pranata.records import uploads


@dataclass(frozen=True)
class Visit:
    """Somebody at the minutes of a stage."""

    at: Reached
    minutes: MinutesPage
    body: str
    url: str


@official
@require_safe
def minutes(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """Show the minutes, who signed and whose turn it is."""
    return _show(request, _visit(request, pk, stage))


@official
@require_POST
def sign(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """Sign for the part that is next, once the person has confirmed that it is they."""
    visit = _visit(request, pk, stage)
    if (asked := confirm_first(request, visit.url)) is not None:
        messages.info(request, _("Setelah konfirmasi, baca lagi lalu tekan Tanda tangani."))
        return asked
    if request.POST.get("setuju") != "1":
        return _show(request, visit, refusal=_("Centang pernyataan bahwa Anda sudah membacanya."), status=422)
    try:
        signed = sign_minutes(
            assessment=visit.at.assessment,
            stage=stage,
            body=visit.body,
            read=request.POST.get("dibaca", ""),
            actor=acting(request),
            now=utc_now(),
            by=visit.at.held,
        )
    except MinutesChanged as changed:
        return _show(request, _visit(request, pk, stage), refusal=str(changed), status=changed.status)
    if signed.is_complete and not may_manage(acting(request)):
        messages.success(
            request, _("Berita acara lengkap. Koordinator SPBE menyimpannya ke arsip dari mejanya.")
        )
        return redirect(visit.url)
    if signed.is_complete:
        return _keep(request, Visit(visit.at, signed, visit.body, visit.url))
    messages.success(request, _("Anda sudah menandatangani. Berikutnya koordinator SPBE."))
    return redirect(visit.url)


@official
@require_POST
def keep(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """Keep signed minutes in the archive, where that did not work at once."""
    return _keep(request, _visit(request, pk, stage))


@official
@require_safe
def printed(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """Give the minutes as PDF/A."""
    visit = _visit(request, pk, stage)
    name = f"berita-acara-{visit.at.assessment.year}-{visit.minutes.result.stage}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(_pdf(visit), content_type="application/pdf", headers=headers)


def _keep(request: HttpRequest, visit: Visit) -> HttpResponse:
    content, actor, now = _pdf(visit), acting(request), utc_now()
    name = f"berita-acara-{visit.at.assessment.year}-{visit.minutes.result.stage}.pdf"
    signed = visit.minutes.minutes
    if signed is None:
        raise Http404
    try:
        received = uploads.receive_whole(
            io.BytesIO(content), name=name, length=len(content), actor=actor, now=now
        )
        title = _("Berita acara %(stage)s %(year)s") % {
            "stage": visit.minutes.stage.label,
            "year": visit.at.assessment.year,
        }
        keep_minutes(minutes=signed, upload=uploads.accept(received), title=title, actor=actor, now=now)
    except ProductError as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Berita acara lengkap dan tersimpan di arsip."))
    return redirect(visit.url)


def _visit(request: HttpRequest, pk: int, stage: str) -> Visit:
    at = reached(request, pk, utc_now())
    with tenant_scope(at.assessment.instansi_id):
        result = standing_result(at.assessment, stage)
        if result is None:
            raise Http404
        body = Instansi.objects.get(pk=at.assessment.instansi_id).name
        found = minutes_page(at.assessment, result, body)
    url = reverse("assessment:minutes", args=[pk, stage]) + at.suffix
    return Visit(at, found, body, url)


def _show(request: HttpRequest, visit: Visit, *, refusal: str = "", status: int = 200) -> HttpResponse:
    found, part = visit.minutes, visit.minutes.next_part
    actor = acting(request)
    mine = part is not None and may_sign(actor, visit.at.assessment, found.result.stage, part, visit.at.held)
    context: dict[str, Any] = {
        "found": found,
        "sentences": _sentences(visit),
        "steps": _signatures(found),
        "mine": mine and all(s.person != actor.person_public_id for s in found.signatures.values()),
        "part": part,
        "refusal": refusal,
        "suffix": visit.at.suffix,
        "at": visit.at,
    }
    return page(request, "minutes.html", visit.at.assessment, context, status)


def _sentences(visit: Visit) -> list[str]:
    result, content = visit.minutes.result, visit.minutes.content
    words = {
        "day": date_written(result.closed_at),
        "time": time_written(result.closed_at),
        "stage": visit.minutes.stage.label,
        "body": content["instansi"],
        "year": content["tahun"],
        "by": content["oleh"],
        "index": written(content["indeks"]),
        "predikat": content["predikat"],
    }
    sentences = [
        _("Pada %(day)s pukul %(time)s, %(stage)s SPBE %(body)s tahun %(year)s ditutup oleh %(by)s.") % words,
        _("Hasilnya dibekukan dengan indeks %(index)s, predikat %(predikat)s, menurut nilai di bawah ini.")
        % words,
    ]
    if content["kosong"]:
        numbers = {"numbers": ", ".join(content["kosong"])}
        sentences.append(_("Indikator tanpa jawaban dihitung pada tingkat terendah: %(numbers)s.") % numbers)
    return sentences


def _signatures(found: MinutesPage) -> list[dict[str, str]]:
    rows = []
    for part in MinutesPart:
        given = found.signatures.get(part)
        at = f"{date_written(given.signed_at)} {time_written(given.signed_at)}" if given else ""
        name, title = (given.person_name, given.position_title) if given else ("", "")
        rows.append({"part": str(part.label), "name": name, "title": title, "at": at})
    return rows


def _pdf(visit: Visit) -> bytes:
    found = visit.minutes
    return exports.minutes_pdf(
        found.content,
        canonical(found.content).decode(),
        found.read,
        heading=f"{found.stage.label} SPBE {found.content['tahun']}",
        sentences=_sentences(visit),
        signatures=_signatures(found),
        printed_on=found.result.closed_at.date(),
    )
