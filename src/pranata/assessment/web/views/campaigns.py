"""Calls, for the coordinator of the instansi that calls: list, plan, page, and every act on one."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pranata.assessment import regulations
from pranata.assessment.models import Campaign, CampaignState, Participation
from pranata.assessment.operations.cancel_campaign import cancel_campaign
from pranata.assessment.operations.close_campaign import close_campaign
from pranata.assessment.operations.extend_stage import extend_stage
from pranata.assessment.operations.leave_campaign import leave_campaign
from pranata.assessment.operations.open_campaign import open_campaign
from pranata.assessment.operations.plan_campaign import plan_campaign, require_in_order
from pranata.assessment.policies import require_may_call
from pranata.assessment.queries.campaigns import figures_of, list_campaigns, participants_of, stage_lines
from pranata.assessment.web.campaign_dates import ASKED, asked_for, first_look
from pranata.assessment.web.campaign_form import ActForm, CampaignForm, ExtensionForm
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.foundation.exports import xlsx_response
from pranata.organisation.models import Instansi
from pranata.organisation.policies import Actor
from pranata.organisation.web.middleware import acting

METHODS = ["GET", "HEAD", "POST"]
PAGE = 50


@official
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """Show every call of the instansi."""
    actor = _organiser(request)
    return _draw(request, "campaigns.html", {"rows": list_campaigns(actor.instansi_id)})


@official
@require_http_methods(METHODS)
def new(request: HttpRequest) -> HttpResponse:
    """Ask, with dates proposed; show what was filled in to be checked; plan when it is confirmed."""
    actor = _organiser(request)
    organiser = Instansi.objects.get(pk=actor.instansi_id)
    if request.method != "POST" or ASKED in request.POST:
        return _propose(request, organiser, actor)
    form = CampaignForm(request.POST, request.FILES or None, organiser=organiser)
    if "ubah" in request.POST or not form.is_valid():
        return _form(request, form, 422 if form.errors else 200)
    try:
        if "susun" in request.POST:
            planned = plan_campaign(plan=form.plan(actor), actor=actor, now=utc_now())
            messages.success(request, _("Panggilan disusun. Belum ada instansi yang dipanggil."))
            return redirect("assessment:campaign", planned.pk)
        require_in_order(form.dates(ZoneInfo(actor.time_zone)))
        context = {"form": form, "regulation": regulations.load(form.cleaned_data["instrument"])}
        return _draw(request, "campaign_check.html", context)
    except NotPermitted:
        raise
    except ProductError as error:
        form.add_error(None, str(error))
        return _form(request, form, error.status)


def _propose(request: HttpRequest, organiser: Instansi, actor: Actor) -> HttpResponse:
    asked = request.POST.get(ASKED, "")
    begins, found = asked_for(request.POST, actor) if asked else first_look(actor, utc_now())
    form = CampaignForm(organiser=organiser, initial=begins)
    return _form(request, form, proposed=found, asked=asked)


def _form(request: HttpRequest, form: CampaignForm, status: int = 200, **more: Any) -> HttpResponse:
    processes = [regulations.load(name) for name in regulations.available()]
    return _draw(request, "campaign_new.html", {"form": form, "regulations": processes, **more}, status)


@official
@require_safe
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a call: its stages, its figures, its participants; as xlsx with `?bentuk=xlsx`."""
    found = _own(request, pk)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    only = request.GET.get("saring", "")
    rows = participants_of(found, words, only)
    if request.GET.get("bentuk") == "xlsx":
        return _export(found, rows)
    context = {
        "campaign": found,
        "regulation": regulations.load(found.instrument),
        "figures": figures_of(found),
        "stages": stage_lines(found),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("halaman")),
        "words": words,
        "only": only,
        "now": utc_now(),
    }
    return _draw(request, "campaign.html", context)


def _export(found: Campaign, rows: Any) -> HttpResponse:
    headers = [_("Instansi"), _("Jenis"), _("Tahap"), _("Terisi"), _("Indikator"), _("Terakhir diubah")]
    lines = []
    for part in rows:
        progress = getattr(part, "progress", None)
        shown = [progress.get_stage_display(), progress.answered, progress.total] if progress else [""] * 3
        changed = progress.changed_at if progress else None
        lines.append([part.instansi.name, part.instansi.get_kind_display(), *shown, changed])
    return xlsx_response(headers, lines, found.name)


@official
@require_http_methods(METHODS)
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Show what an act on a call does and ask what it needs; do it on POST."""
    found, actor = _own(request, pk), acting(request)
    if what not in ACTS:
        raise Http404
    part = _part(found, request.GET.get("peserta", ""))
    if what == "lepas" and part is None:
        raise Http404
    form = _act_form(request, found, what)
    context = {"campaign": found, "what": what, "part": part, "form": form, "figures": figures_of(found)}
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return _draw(request, "campaign_act.html", context, 422 if form is not None and form.errors else 200)
    try:
        said = ACTS[what](found, part, form, actor)
    except NotPermitted:
        raise
    except ProductError as error:
        return _draw(request, "campaign_act.html", {**context, "error": error}, error.status)
    messages.success(request, said)
    return redirect("assessment:campaign", pk)


def _act_form(request: HttpRequest, found: Campaign, what: str) -> ActForm | None:
    if what == "perpanjang":
        stages = [line.stage for line in stage_lines(found)]
        return ExtensionForm(request.POST or None, stages=stages)
    return ActForm(request.POST or None) if what in ("lepas", "batal") else None


def _open(found: Campaign, _part: Any, _form: Any, actor: Actor) -> str:
    open_campaign(campaign=found, actor=actor, now=utc_now())
    return _("Panggilan dibuka. Instansi dipanggil satu per satu; halaman ini boleh ditinggalkan.")


def _extend(found: Campaign, part: Participation | None, form: ExtensionForm, actor: Actor) -> str:
    extend_stage(
        campaign=found,
        stage=form.cleaned_data["stage"],
        closes_at=form.closes_at(ZoneInfo(actor.time_zone)),
        reason=form.cleaned_data["reason"],
        participation=part,
        actor=actor,
        now=utc_now(),
    )
    return _("Tahap diperpanjang.")


def _leave(_found: Campaign, part: Participation, form: ActForm, actor: Actor) -> str:
    leave_campaign(participation=part, reason=form.cleaned_data["reason"], actor=actor, now=utc_now())
    return _("%(name)s dilepas dari panggilan ini.") % {"name": part.instansi.name}


def _cancel(found: Campaign, _part: Any, form: ActForm, actor: Actor) -> str:
    cancel_campaign(campaign=found, reason=form.cleaned_data["reason"], actor=actor, now=utc_now())
    return _("Panggilan dibatalkan.")


def _close(found: Campaign, _part: Any, _form: Any, actor: Actor) -> str:
    close_campaign(campaign=found, actor=actor, now=utc_now())
    return _("Panggilan ditutup.")


ACTS: dict[str, Callable[..., str]] = {
    "buka": _open,
    "perpanjang": _extend,
    "lepas": _leave,
    "batal": _cancel,
    "tutup": _close,
}


def _organiser(request: HttpRequest) -> Actor:
    actor = acting(request)
    require_may_call(actor, actor.instansi_id)
    return actor


def _own(request: HttpRequest, pk: int) -> Campaign:
    """Return the call if it is the actor's instansi's own; 404 elsewhere, also for those it calls."""
    actor = _organiser(request)
    return get_object_or_404(Campaign.objects.select_related("run"), pk=pk, instansi_id=actor.instansi_id)


def _part(found: Campaign, text: str) -> Participation | None:
    if not text:
        return None
    number = int(text) if text.isdecimal() and len(text) < 19 else 0
    parts = found.participations.filter(left_at__isnull=True).select_related("instansi", "campaign")
    return get_object_or_404(parts, pk=number)


def _draw(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    common = {"nav": "penilaian", "states": CampaignState}
    return render(request, f"assessment/{template}", {**common, **context}, status=status)
