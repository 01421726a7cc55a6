"""Sends the letter with which an invited account sets its password."""

from allauth.account.utils import user_pk_to_url_str
from allauth.core import context
from django.http import HttpRequest

from pranata.foundation.accounts.tokens import PasswordTokens, handed_token
from pranata.foundation.models import Account
from pranata.foundation.web.accounts.adapter import AccountAdapter


def invitation_key(account: Account) -> dict[str, str]:
    """Return the parts of a link that is handed over, as URL arguments; it proves no address."""
    return {"uidb36": user_pk_to_url_str(account), "key": handed_token(account)}


def send_invitation(request: HttpRequest, account: Account, *, inviter: str = "") -> None:
    """Mail the link, valid three days and once. Sending again is harmless until the password is set.

    Call it after the account is committed: a letter cannot be rolled back.
    """
    key = f"{user_pk_to_url_str(account)}-{PasswordTokens().make_token(account)}"
    with context.request_context(request):
        adapter = AccountAdapter(request)
        url = adapter.get_reset_password_from_key_url(key)
        letter = {"account": account, "inviter": inviter, "url": url}
        adapter.send_mail("foundation/accounts/mail/invitation", account.email, letter)
