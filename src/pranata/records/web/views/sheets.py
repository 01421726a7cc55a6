"""Lembar harian: the log on paper, day by day, and the signatures of witnesses without network."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.ledger.anchoring.carrying import submission_for
from pranata.ledger.anchoring.trust import PolicyNotUsable, Trust, trust_of
from pranata.ledger.operations.confirm_sheet import BookedSheet
from pranata.ledger.queries.anchoring import anchoring_state
from pranata.ledger.queries.raw import raw_database
from pranata.ledger.queries.sheets import SheetDay, booked_days, sheet_days
from pranata.ledger.queries.site_policy import own_keys
from pranata.organisation.policies import Actor
from pranata.organisation.web.middleware import acting
from pranata.records.operations.book_sheet import book_sheet
from pranata.records.operations.bring_witness_lines import bring_witness_lines
from pranata.records.operations.correct_booking import correct_booking
from pranata.records.policies import keeps_all, may_see_integrity, may_see_retention
from pranata.records.web.forms import BroughtForm, SheetCorrectionForm, SheetForm

SHOWN = dt.timedelta(days=30)


@official
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The days on which the log grew, whose sheets are in the book and whose are not."""
    return _page(request, _reader(request), BroughtForm())


@official
@require_safe
def sheet_pdf(request: HttpRequest, day: dt.date) -> HttpResponse:
    """The sheet of a day, for printing."""
    actor = _reader(request)
    # Costly to import, and not for each start.
    from pranata.ledger.anchoring.printing import sheet_of  # noqa: PLC0415 - as above
    from pranata.ledger.anchoring.sheet import sheet_pdf as drawn  # noqa: PLC0415 - as above

    _require_past(day, actor)
    sheet = sheet_of(
        raw_database(), day=day, end=_end(day, actor), keys=own_keys(Environment.of_process()), trust=_trust()
    )
    answer = HttpResponse(drawn(sheet), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="lembar-{day.isoformat()}.pdf"'
    return answer


@official
@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, day: dt.date) -> HttpResponse:
    """Confirm that the sheet of a day is on paper, and say in which book."""
    actor = _keeper(request)
    _require_past(day, actor)
    form = SheetForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        sheet = BookedSheet(day=day, ends_at=_end(day, actor), **form.cleaned_data)
        try:
            book_sheet(sheet=sheet, actor=actor, now=utc_now())
        except ProductError as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            messages.success(request, _("Lembar dibukukan dan tercatat."))
            return redirect("records:sheets")
    context = {"nav": "arsip", "form": form, "day": day}
    return render(request, "records/sheet_book.html", context, status=422 if form.is_bound else 200)


@official
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, day: dt.date) -> HttpResponse:
    """Say where the sheet of a day really is; what was booked stays, and is struck."""
    actor = _keeper(request)
    booked = booked_days([day]).get(day)
    if booked is None:
        raise Http404
    shown = {"book": booked.book, "page": booked.page, "corrects": booked.event_id}
    form = SheetCorrectionForm(request.POST if request.method == "POST" else None, initial=shown)
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        said = {name: given.pop(name) for name in ("corrects", "reason")}
        sheet = BookedSheet(day=day, ends_at=_end(day, actor), **given)
        try:
            correct_booking(sheet=sheet, **said, actor=actor, now=utc_now())
        except ProductError as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            messages.success(request, _("Ralat tercatat. Pembukuan yang lama tetap ada, tercoret."))
            return redirect("records:sheets")
    context = {"nav": "arsip", "form": form, "day": day, "booked": booked}
    return render(request, "records/sheet_correct.html", context, status=422 if form.is_bound else 200)


@official
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Take what a witness without network signed, as a file or as text."""
    actor = _keeper(request)
    form = BroughtForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            kept = bring_witness_lines(document=form.note(), trust=_trust(), actor=actor, now=utc_now())
        except ProductError as refusal:
            form.add_error(None, str(refusal))
        else:
            words = {"names": ", ".join(kept.witnesses), "size": kept.size}
            messages.success(
                request,
                _("Tanda tangan %(names)s atas %(size)s catatan diterima dan segera masuk log.") % words,
            )
            return redirect("records:sheets")
    return _page(request, actor, form, status=422)


@official
@require_safe
def checkpoint_file(request: HttpRequest) -> HttpResponse:
    """The file that is carried to a witness without network."""
    _reader(request)
    trust, name = _trust(), request.GET.get("saksi", "")
    if trust is None or name not in trust.witnesses:
        raise Http404
    answer = HttpResponse(
        bytes(submission_for(raw_database(), witness=name)), content_type="application/octet-stream"
    )
    answer["Content-Disposition"] = 'attachment; filename="cap-log.txt"'
    return answer


def _page(request: HttpRequest, actor: Actor, form: BroughtForm, status: int = 200) -> HttpResponse:
    now = utc_now()
    today = actor.local_date(now)
    days = sheet_days(today - SHOWN, today, zone=actor.time_zone)
    state = anchoring_state(_trust())
    context = {
        "nav": "arsip",
        "tab": "lembar",
        "days": days,
        "waiting": [one for one in days if _is_waiting(one, today)],
        "today": today,
        "anchoring": state,
        "late": state.lateness(now),
        "form": form,
        "may_book": keeps_all(actor),
        "may_see_integrity": True,
        "may_see_retention": may_see_retention(actor),
    }
    return render(request, "records/sheets.html", context, status=status)


def _is_waiting(one: SheetDay, today: dt.date) -> bool:
    return one.booking is None and one.day < today


def _reader(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not may_see_integrity(actor):
        raise PermissionDenied
    return actor


def _keeper(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not keeps_all(actor):
        raise PermissionDenied
    return actor


def _require_past(day: dt.date, actor: Actor) -> None:
    if day > actor.local_date(utc_now()):
        raise Http404


def _end(day: dt.date, actor: Actor) -> dt.datetime:
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZoneInfo(actor.time_zone))


def _trust() -> Trust | None:
    try:
        return trust_of(Environment.of_process())
    except PolicyNotUsable:
        return None  # `pranata doctor` tells it
