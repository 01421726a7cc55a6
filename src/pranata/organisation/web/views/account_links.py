"""Asking the owner of an account: the letter's page, and what the administrator may do meanwhile."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pranata.foundation.access import official, public
from pranata.foundation.clock import utc_now
from pranata.foundation.models import Account
from pranata.foundation.web.accounts.forms import FirstPasswordForm
from pranata.organisation.models import AccountLink, LinkState
from pranata.organisation.operations.accept_account_link import accept_account_link
from pranata.organisation.operations.cancel_account_link import cancel_account_link
from pranata.organisation.operations.decline_account_link import decline_account_link
from pranata.organisation.operations.resend_account_link import resend_account_link
from pranata.organisation.operations.take_over_account import take_over_account
from pranata.organisation.queries.account_links import Question, Ticket, question
from pranata.organisation.web.editing import administrator, posted
from pranata.organisation.web.invitation import send_account_link


@public
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the question to who holds the letter, and take the answer."""
    ticket = Ticket.read(token)
    asked = question(ticket, utc_now())
    given = request.POST.get("answer", "")
    if given == "decline":
        decline_account_link(ticket=ticket, now=utc_now())
        return _done(request, asked, declined=True)
    form = _form(request, asked, given)
    if given and (form is None or form.is_valid()):
        return _accept(request, ticket, asked, given, form)
    context = {"asked": asked, "form": form, "mine": _is_owner(request, asked)}
    return render(request, "organisation/account_link.html", context, status=422 if given else 200)


def _form(request: HttpRequest, asked: Question, given: str) -> FirstPasswordForm | None:
    """Return the form of a new password where one is needed."""
    if not asked.needs_password:
        return None
    return FirstPasswordForm(asked.account, posted(request) if given else None)


def _is_owner(request: HttpRequest, asked: Question) -> bool:
    return request.user.is_authenticated and request.user.pk == asked.account.pk


def _accept(
    request: HttpRequest, ticket: Ticket, asked: Question, given: str, form: FirstPasswordForm | None
) -> HttpResponse:
    password = form.cleaned_data["password1"] if form is not None else None
    if given == "take_over":
        take_over_account(ticket=ticket, new_password=password or "", now=utc_now())
    elif given == "accept":
        signed_in = request.user if isinstance(request.user, Account) else None
        accept_account_link(ticket=ticket, signed_in=signed_in, new_password=password, now=utc_now())
    else:
        raise Http404
    if password and _is_owner(request, asked):
        # The session is gone already, with every other one of the account.
        logout(request)
    return _done(request, asked, renewed=bool(password))


def _done(request: HttpRequest, asked: Question, **what: Any) -> HttpResponse:
    return render(request, "organisation/account_link_done.html", {"asked": asked, **what})


@official
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a new letter; the former one leads nowhere from then on."""
    actor = administrator(request)
    link = resend_account_link(link=_latest(pk), actor=actor, now=utc_now())
    send_account_link(request, link)
    messages.success(request, _("Tautan persetujuan dikirim ulang."))
    return redirect("organisation:person", pk=pk)


@official
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw the question."""
    actor = administrator(request)
    cancel_account_link(link=_latest(pk), actor=actor, now=utc_now())
    messages.success(request, _("Permintaan persetujuan dibatalkan."))
    return redirect("organisation:person", pk=pk)


def _latest(person_id: int) -> AccountLink:
    links = AccountLink.objects.select_related("person", "instansi", "account")
    return get_object_or_404(links, person_id=person_id, state=LinkState.WAITING)
