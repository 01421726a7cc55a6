"""Links to people: the one that sets a first password, and the one that asks an account's owner."""

from allauth.account.adapter import get_adapter
from allauth.core import context
from django.http import HttpRequest
from django.urls import reverse

from pranata.foundation.models import Account
from pranata.foundation.web.accounts.invitations import invitation_key
from pranata.organisation.models import AccountLink
from pranata.organisation.queries.account_links import Ticket


def invitation_link(request: HttpRequest, account: Account) -> str:
    """Return the absolute address; it works until a password is set, and no longer than a reset link does."""
    key = "-".join(invitation_key(account).values())
    return str(get_adapter(request).get_reset_password_from_key_url(key))


def send_account_link(request: HttpRequest, link: AccountLink) -> None:
    """Mail the question to the account's address; its link is shown to nobody.

    Call it after the question is committed: a letter cannot be rolled back.
    """
    path = reverse("organisation:account_link", args=[Ticket.of(link).sign()])
    letter = {"link": link, "instansi": link.instansi, "url": request.build_absolute_uri(path)}
    with context.request_context(request):
        get_adapter(request).send_mail("organisation/mail/account_link", link.address, letter)
