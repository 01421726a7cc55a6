"""One action: what it is, whose, how far, and everything done with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pranata.assessment.policies import lineage
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.organisation.policies import Actor
from pranata.organisation.web.middleware import acting, arrived
from pranata.planning.models import Action, ProposalState
from pranata.planning.operations.edit_action import Edit, edit_action
from pranata.planning.policies_actions import heads, may_manage, may_report
from pranata.planning.policies_roadmap import may_write
from pranata.planning.queries.budget import lines_paying, lines_without_purpose
from pranata.planning.queries.commitments import commitment_for
from pranata.planning.queries.offering import offer_of
from pranata.planning.queries.owners import owners_on
from pranata.planning.web.action_words import history_of
from pranata.planning.web.actions import number_in, page, the_action, the_book
from pranata.records.queries.evidence import EvidenceFilter, list_evidence

OFFERED = 12


@official
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one action."""
    return action_page(request, the_action(request, pk))


@official
@require_POST
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who answers for it, what it leaves behind and what it waits for."""
    action = the_action(request, pk)
    try:
        edit_action(
            action=action,
            edit=_edit(request),
            version=_version(request),
            actor=acting(request),
            now=arrived(request),
        )
    except NotPermitted:
        raise
    except ProductError as error:
        return action_page(request, action, error.status, error=error, typed=request.POST, part="ubah")
    messages.success(request, _("Aksi diubah dan tercatat."))
    return redirect("planning:action", pk)


def action_page(request: HttpRequest, action: Action, status: int = 200, **extra: Any) -> HttpResponse:
    """Draw the page of an action, with what was typed and refused where something was."""
    actor, today = acting(request), acting(request).local_date(utc_now())
    book = the_book(request, action.action_plan)
    line = book.line(action.pk)
    by_number = {one.action.number: one for one in book.lines}
    is_open = action.action_plan.ended_at is None
    posts = owners_on(today).posts if may_manage(actor) and is_open else ()
    agencies = {unit.pk: unit for unit in owners_on(today).agencies.values()} if posts else {}
    context = {
        "book": book,
        "line": line,
        "action": line.action,
        "criteria": book.regulation.criteria(action.indicator),
        "requires": [by_number[number] for number in line.waits_for],
        "awaited": [one for one in book.lines if action.number in one.waits_for],
        "history": history_of(action),
        **_evidence(request, action),
        **_dates(action, actor),
        **_budget(action, actor),
        "chosen_state": request.POST.get("keadaan", action.state),
        "may_edit": may_manage(actor) and is_open,
        "may_report": is_open and may_report(actor, action, lineage(actor.position_id)),
        "posts": posts,
        "agencies": sorted(agencies.values(), key=lambda unit: unit.name),
        "waits": ", ".join(map(str, line.waits_for)),
        "typed": {},
    }
    return page(request, "action.html", {**context, **extra}, status)


def _evidence(request: HttpRequest, action: Action) -> dict[str, Any]:
    """Return what the action shows, what else the archive holds, and where it could be attached."""
    actor = acting(request)
    words = request.GET.get("cari", "").replace("\x00", "")[:100]
    shown = list(action.evidence.select_related("evidence").order_by("linked_at", "pk"))
    rows = list_evidence(actor, EvidenceFilter(words=words), actor.local_date(utc_now()))
    known = [link.evidence_id for link in shown]
    archive = rows.filter(withdrawn_at__isnull=True).exclude(pk__in=known)[:OFFERED]
    waiting = [one for one in shown if one.offered_at is None and one.evidence.withdrawn_at is None]
    offer = offer_of(action, actor) if action.is_done and waiting else None
    return {"shown": shown, "archive": archive, "words": words, "offer": offer}


def _dates(action: Action, actor: Actor) -> dict[str, Any]:
    """Return what is asked about its dates, and whether the actor heads its OPD."""
    commitment = commitment_for(action)
    is_open = action.action_plan.ended_at is None
    return {
        "proposals": list(action.proposals.filter(state=ProposalState.OPEN)),
        "is_head": is_open
        and commitment is not None
        and heads(actor, commitment, lineage(actor.position_id)),
        "steps": (-1, 1, 2, 3, 6),
    }


def _budget(action: Action, actor: Actor) -> dict[str, Any]:
    """Return what of the ICT budget pays for it, and which lines nobody tied so far."""
    paying = lines_paying(action)
    may_tie = may_write(actor) and action.action_plan.ended_at is None
    return {
        "paying": paying,
        "paid": sum(line.amount for line in paying),
        "may_tie": may_tie,
        "unclear": lines_without_purpose(action.instansi_id) if may_tie else [],
    }


def _edit(request: HttpRequest) -> Edit:
    given = request.POST
    return Edit(
        unit_id=number_in(given.get("opd", "")),
        position_id=number_in(given.get("jabatan", "")),
        output=given.get("keluaran", ""),
        evidence_expected=given.get("bukti", ""),
        budget_link=given.get("anggaran", ""),
        risk=given.get("risiko", ""),
        requires=_numbers(given.get("prasyarat", "")),
    )


def _numbers(text: str) -> tuple[int, ...]:
    """Read "3, 7"; what is no number names no action."""
    parts = text.replace(";", ",").replace(" ", ",").split(",")
    return tuple(number if (number := number_in(part)) is not None else -1 for part in parts if part)


def _version(request: HttpRequest) -> int:
    return number_in(request.POST.get("versi", "")) or 0
