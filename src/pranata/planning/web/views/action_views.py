"""Actions seen otherwise: as a calendar, for the weekly meeting, as a forecast, beside the baseline."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pranata.foundation.access import official
from pranata.foundation.ui.charts import Series, Threshold, Trend, trend
from pranata.foundation.ui.numbers import SHORT_MONTHS, date_written, written
from pranata.planning.models import ActionAct, ActionActKind
from pranata.planning.queries.actions import Book, Wanted, narrowed, units_of
from pranata.planning.queries.commitments import pledges_of
from pranata.planning.queries.forecast import Forecast, Point, forecast_of
from pranata.planning.queries.meeting import meeting_of
from pranata.planning.web.actions import number_in, page, the_book, the_plan
from pranata.planning.web.gantt import gantt_of

LABELLED = 8
DATED = (ActionActKind.MOVED, ActionActKind.FOLLOWED, ActionActKind.CARRIED)


@official
@require_safe
def gantt(request: HttpRequest) -> HttpResponse:
    """Show the actions on a calendar; each row leads to moving it."""
    wanted = Wanted(unit_id=number_in(request.GET.get("opd", "")), sort="mulai")

    def drawn(book: Book) -> dict[str, Any]:
        lines = narrowed(book.lines, wanted)
        return {"gantt": gantt_of(book, lines), "units": units_of(book.lines), "wanted": wanted}

    return _shown(request, "gantt.html", "gantt", drawn)


@official
@require_safe
def meeting(request: HttpRequest) -> HttpResponse:
    """Show what the weekly meeting talks about, on one page that prints."""

    def asked(book: Book) -> dict[str, Any]:
        pledges = pledges_of(book)
        return {
            "meeting": meeting_of(book),
            "forecast": forecast_of(book),
            "unsigned": [one for one in pledges if not one.holds],
        }

    return _shown(request, "meeting.html", "rapat", asked)


@official
@require_safe
def forecast(request: HttpRequest) -> HttpResponse:
    """Show the index by month, planned and as it looks today."""

    def drawn(book: Book) -> dict[str, Any]:
        found = forecast_of(book)
        return {"forecast": found, "chart": _chart(book, found)}

    return _shown(request, "forecast.html", "prakiraan", drawn)


@official
@require_safe
def baseline(request: HttpRequest) -> HttpResponse:
    """Show what was planned beside what holds now, with every reason."""

    def compared(book: Book) -> dict[str, Any]:
        reasons = _reasons(book)
        lines = [(line, reasons.get(line.action.pk, [])) for line in book.lines]
        first_end = max(line.action.baseline_ends_on for line in book.lines)
        moved = sum(line.has_moved for line in book.lines)
        return {"lines": lines, "moved": moved, "first_end": first_end, "forecast": forecast_of(book)}

    return _shown(request, "baseline.html", "acuan", compared)


def _reasons(book: Book) -> dict[int, list[ActionAct]]:
    """Return by action why its dates changed, also while it belonged to the plan before."""
    here = Q(action__action_plan=book.action_plan) | Q(action__carried_to__action_plan=book.action_plan)
    moves = ActionAct.objects.filter(here, kind__in=DATED).order_by("made_at", "pk")
    now = {line.action.carried_from_id: line.action.pk for line in book.lines}
    found: dict[int, list[ActionAct]] = {}
    for act in moves:
        found.setdefault(now.get(act.action_id, act.action_id), []).append(act)
    return found


def _shown(request: HttpRequest, template: str, tab: str, context: Any) -> HttpResponse:
    action_plan = the_plan(request)
    if action_plan is None:
        return redirect("planning:actions")
    book = the_book(request, action_plan)
    return page(request, template, {"book": book, **context(book)}, tab=tab)


def _chart(book: Book, found: Forecast) -> Trend:
    points = found.points
    every = -(-len(points) // LABELLED)
    shown = [point for place, point in enumerate(points) if place % every == 0 or place == len(points) - 1]
    sentence = _(
        "Menurut keadaan hari ini, sebelum %(day)s indeks menjadi %(forecast)s; rencana semula %(baseline)s."
    ) % {
        "day": date_written(book.goal_on),
        "forecast": written(found.at_goal, 2),
        "baseline": written(found.baseline_at_goal, 2),
    }
    target = [Threshold(_("Target"), book.target)] if book.target is not None else []
    return trend(
        [_label(point) for point in shown],
        Series(_("Prakiraan"), [point.forecast for point in shown]),
        [Series(_("Rencana semula"), [point.baseline for point in shown])],
        sentence=sentence,
        thresholds=target,
    )


def _label(point: Point) -> str:
    return f"{SHORT_MONTHS['id'][point.on.month - 1]} {point.on.year % 100:02d}"
