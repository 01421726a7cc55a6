"""Fits allauth's account flows to our rules: closed sign-up, lock-out, sessions, our words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import get_client_ip
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from pranata.foundation.accounts.events import record_event
from pranata.foundation.accounts.identifiers import account_of
from pranata.foundation.accounts.ownership import void_address_changes
from pranata.foundation.accounts.sessions import current_sign_in, end_sessions, open_session
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.foundation.models import Account, SecurityEventKind
from pranata.foundation.web.accounts import mail
from pranata.foundation.web.accounts.attempts import Attempt, begin_password_attempt
from pranata.foundation.web.accounts.client import client_of
from pranata.foundation.web.accounts.messages import ERRORS, MAILS, NOTICES

# What a sign-in began with, while it waits for the second factor.
_BEGUN_WITH = "pranata_password_then"


class PasswordChangedMeanwhile(ProductError):
    """Another request gave the account a password while this one was under way."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("Kata sandi akun ini baru saja diubah."),
            why=_("Perubahan yang lebih dahulu sampai yang berlaku."),
            remedy=_("Masuklah dengan kata sandi yang baru, atau pakai Lupa kata sandi."),
        )


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Every hook of allauth's account app that we answer differently."""

    error_messages = DefaultAccountAdapter.error_messages | ERRORS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: accounts come by invitation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the caller's address; empty behind a Unix socket without trusted proxies."""
        return get_client_ip(request) or ""

    def is_safe_url(self, url: str) -> bool:
        """Only our own pages are a place to go on to: same host, same or better scheme."""
        here = {self.request.get_host()}
        return url_has_allowed_host_and_scheme(url, here, require_https=self.request.is_secure())

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt before the password is looked at."""
        self.attempt: Attempt = begin_password_attempt(request, str(credentials.get("email", "")))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Return the account of a right password, through the lock-out."""
        account: Account | None = super().authenticate(request, **credentials)
        if account is not None:
            self.attempt.succeeded()
        return account

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Settle a wrong password."""
        self.attempt.failed()

    def pre_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> Any:
        """Remember the password a sign-in began with: the second factor may come minutes later."""
        request.session[_BEGUN_WITH] = user.get_session_auth_hash()
        return super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: Account) -> None:
        """Sign in under a new session key, and write it down; not with a password changed meanwhile."""
        begun = request.session.pop(_BEGUN_WITH, None)
        if begun is not None and not constant_time_compare(begun, user.get_session_auth_hash()):
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
        super().login(request, user)
        now, client = utc_now(), client_of(request)
        open_session(user, request.session, client=client, now=now)
        record_event(user, SecurityEventKind.SIGNED_IN, now=now, client=client)

    def logout(self, request: HttpRequest) -> None:
        """Sign out, and close the sign-in's record."""
        account, here = request.user, current_sign_in(request.session)
        if isinstance(account, Account) and here is not None:
            now = utc_now()
            end_sessions(account, now=now, only=here)
            record_event(account, SecurityEventKind.SIGNED_OUT, now=now, client=client_of(request))
        super().logout(request)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Put a confirmed address in force, unless another account came to sign in with it meanwhile.

        The account is locked and read again: its owner may just have set a password by mail, which forgets
        every address asked for before.
        """
        with transaction.atomic():
            account = Account.objects.select_for_update().get(pk=email_address.user_id)
            still = EmailAddress.objects.filter(pk=email_address.pk, verified=False).exists()
            email_address.user = account
            return still and self._confirm_free(request, email_address)

    def _confirm_free(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        holder = account_of(email_address.email)
        if holder is not None and holder.pk != email_address.user_id:
            self.add_message(request, messages.ERROR, "account/messages/email_confirmation_failed.txt")
            return False
        return bool(super().confirm_email(request, email_address))

    def set_password(self, user: Account, password: str) -> None:
        """Set a password; refuse when it was changed since this request read the account.

        Saving what was read then would bring the former password, or one that was handed out, back over the
        owner's. Addresses asked for before are forgotten. Raises PasswordChangedMeanwhile.
        """
        with transaction.atomic():
            held = Account.objects.select_for_update().get(pk=user.pk)
            if held.password != user.password or held.ended_at is not None:
                raise PasswordChangedMeanwhile
            user.set_password(password)
            user.save(update_fields=["password"])
            void_address_changes(user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to the overview after a change."""
        return reverse("account_security")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words; a notice we have none for is not said."""
        text = message or NOTICES.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render a letter now and send it without keeping the page waiting."""
        mail.send(self.render_mail(template_prefix, email, {"request": self.request, **context}))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Account,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner that something about the account changed. Address and device of whom: only words."""
        subject, sentence = MAILS[template_prefix]
        letter = {
            "subject": subject,
            "sentence": sentence,
            "account": user,
            "at": utc_now(),
            "device": client_of(self.request).device,
            "security_url": self.request.build_absolute_uri(reverse("account_security")),
        }
        self.send_mail("foundation/accounts/mail/notice", email or user.email, letter)
