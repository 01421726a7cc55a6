"""The one-time link with which somebody sets their first password."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest

from pranata.foundation.models import Account


def invitation_link(request: HttpRequest, account: Account) -> str:
    """Return the absolute address; it works until a password is set, and no longer than a reset link does."""
    key = f"{user_pk_to_url_str(account)}-{default_token_generator.make_token(account)}"
    return str(get_adapter(request).get_reset_password_from_key_url(key))
