"""Sends the letter with which an invited account sets its password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.core import context
from django.http import HttpRequest

from pranata.foundation.models import Account
from pranata.foundation.web.accounts.adapter import AccountAdapter


def invitation_key(account: Account) -> dict[str, str]:
    """Return the parts of the link with which the account's owner sets the password, as URL arguments."""
    return {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}


def send_invitation(request: HttpRequest, account: Account, *, inviter: str = "") -> None:
    """Mail the link, valid three days and once. Sending again is harmless until the password is set.

    Call it after the account is committed: a letter cannot be rolled back.
    """
    key = "-".join(invitation_key(account).values())
    with context.request_context(request):
        adapter = AccountAdapter(request)
        url = adapter.get_reset_password_from_key_url(key)
        letter = {"account": account, "inviter": inviter, "url": url}
        adapter.send_mail("foundation/accounts/mail/invitation", account.email, letter)
