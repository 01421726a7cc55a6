"""What the pages of an assessment have in common."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from pranata.assessment.models import Assessment, AssessmentState
from pranata.assessment.policies import (
    answerable,
    may_answer,
    may_manage,
    require_may_manage,
    require_may_read,
)
from pranata.assessment.policies_judging import ASSESSORS, SUBMITTERS
from pranata.assessment.queries.cycle import Calling, calling_of
from pranata.foundation.errors import ProductError
from pranata.organisation.policies import Actor
from pranata.organisation.web.middleware import acting, arrived


def readable(request: HttpRequest, pk: int) -> Assessment:
    """Return the assessment if the actor may read it: 404 elsewhere, NotPermitted without a role."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    return get_object_or_404(Assessment, pk=pk, instansi_id=actor.instansi_id)


def managed(request: HttpRequest, pk: int) -> Assessment:
    """Return the assessment if the actor may manage it; NotPermitted or 404 otherwise."""
    actor = acting(request)
    require_may_manage(actor, actor.instansi_id)
    return readable(request, pk)


def page(
    request: HttpRequest,
    template: str,
    assessment: Assessment | None,
    context: dict[str, Any],
    status: int = 200,
    *,
    indicator: str | None = None,
) -> HttpResponse:
    """Draw a page of an assessment with what its frame needs; `indicator` is the one it is about.

    `mine` are the indicators the actor may answer now; `is_open` says whether there is one, or whether
    `indicator` is among them. A page that has read the call already gives it as `calling`.
    """
    actor, now = acting(request), arrived(request)
    calling = context.get("calling")
    if "calling" not in context and assessment is not None:
        calling = calling_of(assessment)
    is_over = is_past(calling, assessment, now)
    asked = "detail" in context and not is_over
    mine = open_to(actor, assessment, context["detail"].levels) if asked else frozenset()
    common = {
        "calling": calling,
        "is_over": is_over,
        "stage_over": calling is not None and calling.current is not None and calling.current.is_over(now),
        "now": now,
        "nav": "penilaian",
        "assessment": assessment,
        "may_manage": may_manage(actor),
        "may_answer": may_answer(actor),
        "may_judge_seen": actor.has_role(*SUBMITTERS),
        "is_assessor": actor.has_role(*ASSESSORS),
        "mine": mine,
        "is_open": bool(mine) if indicator is None else indicator in mine,
    }
    return render(request, f"assessment/{template}", {**common, **context}, status=status)


def is_past(calling: Calling | None, assessment: Assessment | None, now: dt.datetime) -> bool:
    """Whether answers would change now, had their stage not ended."""
    if calling is None or assessment is None or assessment.state != AssessmentState.DRAFT:
        return False
    return calling.current is not None and calling.current.is_over(now)


def open_to(actor: Actor, assessment: Assessment | None, numbers: Iterable[str]) -> frozenset[str]:
    """Return which of the indicators the actor may answer now; none once the assessment is closed."""
    if assessment is None or assessment.state != AssessmentState.DRAFT:
        return frozenset()
    return answerable(actor, assessment.pk, numbers)


def refused(request: HttpRequest, error: ProductError, to: str, *args: object) -> HttpResponse:
    """Tell a refusal on the page the person came from, which shows how things stand now."""
    messages.error(request, str(error))
    return redirect(to, *args)
