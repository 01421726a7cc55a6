"""Follow-ups: agreed on one page, and every later step on another."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pranata.assessment import regulations
from pranata.coaching.models import OPEN, FollowUp, FollowUpState, StepKind, Visit, VisitState
from pranata.coaching.operations.agree_follow_up import Agreed, agree_follow_up
from pranata.coaching.operations.move_follow_up import Step, move_follow_up
from pranata.coaching.policies import Side, holds
from pranata.coaching.queries.instruments import instruments_of
from pranata.coaching.queries.page import row_of, steps_of
from pranata.coaching.web.forms import AgreeForm, PostForm, StepForm
from pranata.coaching.web.showing import METHODS, draw, kept, proven
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.organisation.models import Position
from pranata.organisation.queries.tree import on_day
from pranata.organisation.web.middleware import acting

COACH_KINDS = (StepKind.CONFIRMED, StepKind.RETURNED, StepKind.PUT_OFF, StepKind.DROPPED, StepKind.ANSWERED)
COACHED_KINDS = (StepKind.REPORTED, StepKind.ANSWERED)


@official
@require_http_methods(METHODS)
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what, who and until when; write it down on POST."""
    side = proven(request, pk, as_coach=True)
    visits = list(Visit.objects.filter(coaching=side.coaching).exclude(state=VisitState.CANCELLED))
    initial = {"indicator": request.GET.get("indikator", ""), "visit": request.GET.get("kunjungan", "")}
    laws = instruments_of(side.coaching)
    form = AgreeForm(request.POST or None, visits=visits, instruments=laws, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return draw(request, "agree.html", side, {"form": form}, 422 if form.errors else 200)
    given = form.cleaned_data
    instrument, _mark, indicator = given["indicator"].partition(":")
    agreed = Agreed(
        what=given["what"],
        owner=given["owner"],
        due_on=given["due_on"],
        instrument=instrument,
        indicator=indicator,
        visit_id=int(given["visit"]) if given["visit"] else None,
    )
    try:
        agree_follow_up(coaching_id=pk, agreed=agreed, actor=acting(request), now=utc_now())
    except ProductError as error:
        form.add_error(None, str(error))
        return draw(request, "agree.html", side, {"form": form}, kept(error))
    messages.success(request, _("Tindak lanjut disepakati dan diberitahukan."))
    return redirect("coaching:detail", pk)


@official
@require_http_methods(METHODS)
def follow_up(request: HttpRequest, pk: int, item_id: int) -> HttpResponse:
    """Show a follow-up with every step; take the next one on POST."""
    side = proven(request, pk)
    item = get_object_or_404(FollowUp.objects.select_related("visit"), pk=item_id, coaching=side.coaching)
    if request.method != "POST":
        return _show(request, side, item, StepForm(initial={"version": item.version}))
    form = StepForm(request.POST)
    kind = request.POST.get("langkah", "")
    if not form.is_valid() or kind not in StepKind.values:
        return _show(request, side, item, form, 422)
    given = form.cleaned_data
    place = request.POST.get("position", "")
    step = Step(
        kind=StepKind(kind),
        text=given["text"],
        due_on=given["due_on"],
        position_id=int(place) if place.isdecimal() and len(place) < 19 else None,
    )
    try:
        move_follow_up(
            coaching_id=pk, follow_up_id=item_id, version=given["version"], step=step,
            actor=acting(request), now=utc_now(),
        )  # fmt: skip
    except ProductError as error:
        status = kept(error)
        item.refresh_from_db()
        again = StepForm({**request.POST.dict(), "version": item.version})
        again.add_error(None, str(error))
        return _show(request, side, item, again, status)
    messages.success(request, _("%(step)s: tercatat.") % {"step": StepKind(kind).label})
    return redirect("coaching:follow_up", pk, item_id)


def _show(
    request: HttpRequest, side: Side, item: FollowUp, form: StepForm, status: int = 200
) -> HttpResponse:
    actor = acting(request)
    on = actor.local_date(utc_now())
    is_running = side.coaching.ended_at is None and item.state in OPEN
    gives = is_running and not side.is_coach and side.speaks
    posts = Position.objects.filter(on_day(on), instansi_id=actor.instansi_id).order_by("title")
    context: dict[str, Any] = {
        "item": item,
        "row": row_of(item, on),
        "steps": steps_of(item),
        "form": form,
        "kinds": _kinds(side, item) if is_running and (side.speaks or holds(actor, item)) else [],
        "posts": PostForm(posts=list(posts)) if gives else None,
        "name": _name(item),
    }
    return draw(request, "follow_up.html", side, context, status)


def _kinds(side: Side, item: FollowUp) -> list[StepKind]:
    """Return the steps this side may take now, the expected one first."""
    kinds = COACH_KINDS if side.is_coach else COACHED_KINDS
    waits = item.state == FollowUpState.REPORTED
    needs = {StepKind.CONFIRMED: waits, StepKind.RETURNED: waits, StepKind.REPORTED: not waits}
    return [kind for kind in kinds if needs.get(kind, True)]


def _name(item: FollowUp) -> str:
    if not item.indicator:
        return ""
    return regulations.load(item.instrument).instrument.indicator(item.indicator).short_name
