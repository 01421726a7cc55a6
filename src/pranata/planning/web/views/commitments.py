"""Who has committed to what: the list, and the page on which a head commits."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pranata.assessment.policies import lineage
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.foundation.web.accounts.step_up import confirm_first
from pranata.ledger.queries.standing import standing_of_entry
from pranata.organisation.web.middleware import acting, arrived
from pranata.planning.models import Commitment
from pranata.planning.operations.name_committer import name_committer
from pranata.planning.operations.sign_commitment import sign_commitment
from pranata.planning.policies_actions import heads, may_manage, require_may_read
from pranata.planning.queries.commitments import Pledge, Signed, pledge_of, pledges_of
from pranata.planning.queries.owners import owners_on
from pranata.planning.web.actions import number_in, page, the_book, the_plan


@official
@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """Show each OPD with its share, and who has not signed."""
    action_plan = the_plan(request)
    if action_plan is None:
        return redirect("planning:actions")
    book = the_book(request, action_plan)
    pledges = pledges_of(book)
    posts = lineage(acting(request).position_id)
    mine = [one for one in pledges if heads(acting(request), one.commitment, posts)]
    missing = sum(not one.holds for one in pledges)
    context = {"book": book, "pledges": pledges, "mine": mine, "missing": missing}
    return page(request, "commitments.html", context, tab="komitmen")


@official
@require_safe
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what an OPD commits to; its head commits here."""
    return _page(request, _found(request, pk))


@official
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Commit, once the person has confirmed that it is they."""
    found = _found(request, pk)
    here = reverse("planning:commitment", args=[pk])
    if (asked := confirm_first(request, here)) is not None:
        messages.info(request, _("Setelah konfirmasi, baca lagi lalu tekan Saya berkomitmen."))
        return asked
    try:
        sign_commitment(
            commitment=found,
            read=request.POST.get("dibaca", ""),
            words=request.POST.get("alasan", ""),
            actor=acting(request),
            now=arrived(request),
        )
    except NotPermitted:
        raise
    except ProductError as error:
        return _page(request, found, error)
    messages.success(request, _("Komitmen Anda tercatat. Tanda terimanya ada di Bukti Anda."))
    return redirect(here)


@official
@require_POST
def name_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which post commits for the OPD."""
    found = _found(request, pk)
    position_id = number_in(request.POST.get("jabatan", ""))
    try:
        name_committer(commitment=found, position_id=position_id, actor=acting(request), now=arrived(request))
    except NotPermitted:
        raise
    except ProductError as error:
        return _page(request, found, error)
    messages.success(request, _("Jabatan yang berkomitmen diganti dan diberi tahu."))
    return redirect("planning:commitment", pk)


def _found(request: HttpRequest, pk: int) -> Commitment:
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    rows = Commitment.objects.select_related("action_plan__plan__assessment", "unit", "position")
    return get_object_or_404(rows, pk=pk, instansi_id=actor.instansi_id)


def _page(request: HttpRequest, found: Commitment, error: ProductError | None = None) -> HttpResponse:
    actor = acting(request)
    book = the_book(request, found.action_plan)
    pledge = pledge_of(book, found.pk)
    if pledge is None:
        raise Http404
    is_head = heads(actor, found, lineage(actor.position_id)) and found.action_plan.ended_at is None
    manages = may_manage(actor) and found.action_plan.ended_at is None
    context = {
        "book": book,
        "pledge": pledge,
        "posts": owners_on(actor.local_date(utc_now())).posts if manages else (),
        "error": error,
        "is_head": is_head,
        "may_sign": is_head and _may_sign_now(pledge, actor.assignment_id),
        "signatures": list(pledge.commitment.signatures.all()),
        "proof": standing_of_entry(pledge.last.event_id) if pledge.last else None,
        "reason": request.POST.get("alasan", ""),
    }
    return page(request, "commitment.html", context, error.status if error else 200, tab="komitmen")


def _may_sign_now(pledge: Pledge, assignment_id: int) -> bool:
    last = pledge.last
    return last is None or pledge.standing is not Signed.HOLDS or last.made_by_id != assignment_id
