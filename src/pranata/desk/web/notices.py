"""Pemberitahuan: what the post was told, the daily letter, and the calendar of its deadlines."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pranata.desk.queries.calendar import calendar_of
from pranata.foundation.access import official, public
from pranata.foundation.clock import utc_now
from pranata.organisation.models import CalendarFeed, Notice
from pranata.organisation.notices import icon_of, sentence_of
from pranata.organisation.operations.choose_letter import choose_letter
from pranata.organisation.operations.make_calendar_feed import make_calendar_feed
from pranata.organisation.operations.read_notices import read_notices
from pranata.organisation.operations.revoke_calendar_feed import revoke_calendar_feed
from pranata.organisation.queries.notices import notices_of, wants_letter
from pranata.organisation.web.middleware import acting, unread

PAGE = 30


@official
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Show what the post was told, latest first."""
    return _page(request)


def _page(request: HttpRequest, address: str = "") -> HttpResponse:
    actor = acting(request)
    page = Paginator(notices_of(actor.position_id), PAGE).get_page(request.GET.get("halaman"))
    feed = CalendarFeed.objects.filter(
        account_id=actor.account_id, assignment_id=actor.assignment_id, revoked_at__isnull=True
    ).first()
    context = {
        "nav": "meja",
        "page": page,
        "lines": [(row, sentence_of(row), icon_of(row)) for row in page.object_list],
        "unread": unread(request),
        "wants_letter": wants_letter(actor.account_id),
        "feed": feed,
        "address": address,
    }
    return render(request, "desk/notices.html", context)


@official
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark all as read; or one, and go where it leads."""
    number = request.POST.get("baca", "")
    only = int(number) if number.isdecimal() and len(number) < 19 else None
    read_notices(actor=acting(request), now=utc_now(), only=only)
    row = Notice.objects.filter(pk=only).first() if only else None
    # Links are ours, written where a notice is made: never an address of elsewhere.
    return redirect(row.link if row and row.link.startswith("/") else "desk:notices")


@official
@require_POST
def letter(request: HttpRequest) -> HttpResponse:
    """Want the daily letter, or not."""
    chosen = choose_letter(wants="mau" in request.POST, actor=acting(request), now=utc_now())
    said = _("Surat harian dikirim lagi.") if chosen.wants_letter else _("Surat harian dihentikan.")
    messages.success(request, said)
    return redirect("desk:notices")


@official
@require_POST
def feed(request: HttpRequest) -> HttpResponse:
    """Make the calendar's address and show it once; or revoke it."""
    actor = acting(request)
    if "cabut" in request.POST:
        revoke_calendar_feed(actor=actor, now=utc_now())
        messages.success(request, _("Alamat kalender dicabut."))
        return redirect("desk:notices")
    secret = make_calendar_feed(actor=actor, now=utc_now())
    path = reverse("desk:calendar", args=[actor.instansi_id, secret])
    return _page(request, request.build_absolute_uri(path))


@public
@require_safe
def calendar(request: HttpRequest, instansi: int, secret: str) -> HttpResponse:
    """Give the deadlines to a calendar that knows the address. An address of nobody gives an empty one.

    So a calendar that was read before lets go of what it held, and a guess learns nothing.
    """
    content = calendar_of(instansi, secret, now=utc_now(), host=request.get_host())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
