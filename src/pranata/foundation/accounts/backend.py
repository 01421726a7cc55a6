"""Checks a password against an account found by e-mail or NIP."""

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from pranata.foundation.accounts.identifiers import account_of, login_identifier
from pranata.foundation.models import Account


class PasswordBackend(ModelBackend):
    """Signs in by e-mail or NIP with a password.

    An unknown name, a wrong password, an account without password and an ended account all answer None after
    the work of exactly one password hash, so that neither the answer nor its time tells which it was.
    `get_user` (inherited) asks `Account.is_active` at every request: an ended account is out at once.
    """

    def authenticate(  # type: ignore[override]  # called by keyword; ours is named email
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django's signature
        email: str | None = None,
        password: str | None = None,
        **_kwargs: object,
    ) -> Account | None:
        """Return the account, or None. `email` is whatever was typed: address or NIP."""
        if not email or not password:
            return None
        account = account_of(login_identifier(email))
        if account is None:
            Account().set_password(password)
            return None
        matches = account.check_password(password)
        return account if matches and account.is_active else None
