"""The front page of `/kelola/`, its history, and for whom one acts."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pranata.foundation.access import official, signed_in
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted
from pranata.ledger.queries.history import tenant_history
from pranata.organisation.models import Assignment, UnitKind
from pranata.organisation.queries.actor import held_by
from pranata.organisation.queries.overview import overview
from pranata.organisation.queries.tree import on_day
from pranata.organisation.web.editing import may_administer
from pranata.organisation.web.middleware import CHOSEN_ASSIGNMENT, acting

HISTORY_PAGE = 50


@official
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What the organisation holds today, and what wants putting right."""
    actor = acting(request)
    today = actor.local_date(utc_now())
    found = overview(today)
    context = {
        "nav": "kelola",
        "today": today,
        "overview": found,
        "figures": _figures(found),
        "administers": may_administer(actor),
        "acting": Assignment.objects.filter(on_day(today))
        .exclude(capacity="definitif")
        .select_related("person", "position")
        .order_by("ends_on")[:8],
        "root_kind": UnitKind.ROOT,
    }
    return render(request, "organisation/home.html", context)


def _figures(found: object) -> list[dict[str, object]]:
    words = {
        "positions": _("Jabatan"),
        "units": _("Unit"),
        "people": _("Orang"),
        "acting": _("Plt., Plh., Pj., Pjs."),
    }
    return [{"label": label, "value": getattr(found, name)} for name, label in words.items()]


@official
@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """Every recorded act of the instansi, the latest first."""
    before = _uuid(request.GET.get("sebelum", ""))
    lines = tenant_history(limit=HISTORY_PAGE + 1, before=before)
    older = lines[HISTORY_PAGE - 1].event_id if len(lines) > HISTORY_PAGE else None
    context = {"nav": "kelola", "lines": lines[:HISTORY_PAGE], "older": older, "newest": before is None}
    return render(request, "organisation/history.html", context)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@signed_in
@require_http_methods(["GET", "POST"])
def act_as(request: HttpRequest) -> HttpResponse:
    """Choose for which of one's own positions one acts, in whichever instansi."""
    held = list(held_by(int(request.user.pk or 0), utc_now()))
    if request.method == "POST":
        return _choose(request, held)
    return render(request, "organisation/act_as.html", {"nav": "kelola", "held": held})


def _choose(request: HttpRequest, held: list[Assignment]) -> HttpResponse:
    chosen = next((a for a in held if str(a.pk) == request.POST.get("assignment", "")), None)
    if chosen is None:
        raise NotPermitted(
            _("Anda tidak memegang jabatan itu hari ini."),
            why=_("Seseorang hanya dapat bertindak untuk jabatan yang dipegangnya."),
            remedy=_("Pilih salah satu jabatan Anda di halaman ini."),
        )
    request.session[CHOSEN_ASSIGNMENT] = chosen.pk
    messages.success(request, _("Anda kini bertindak sebagai %(title)s.") % {"title": chosen.position.title})
    return redirect("organisation:home")
