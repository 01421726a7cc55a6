"""The forms of second factors: codes are counted and taken once, passkeys verify their owner."""

from typing import Any

from allauth.mfa.base import forms as base_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pranata.foundation.accounts.events import record_event
from pranata.foundation.accounts.secrets import keyed_digest
from pranata.foundation.clock import utc_now
from pranata.foundation.models import Account, SecurityEventKind
from pranata.foundation.web.accounts.attempts import begin_factor_attempt
from pranata.foundation.web.accounts.client import client_of
from pranata.foundation.web.accounts.messages import FACTOR_ERRORS

# Longer than a code can be valid: its own half minute and one on either side.
CODE_USED_FOR = 180


def _code_field(label: Any) -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return forms.CharField(
        label=label,
        max_length=24,
        error_messages={"required": _("Isi kodenya.")},
        widget=forms.TextInput(attrs=attributes),
    )


def claim_code(account: Account, code: str) -> bool:
    """Take an authenticator's code for this account; False when it was taken before, by any worker."""
    digest = keyed_digest("used code", f"{account.pk} {code}")
    return bool(cache.add(f"used-code-{digest}", 1, timeout=CODE_USED_FOR))


class _CountedCode:
    """Runs the code through the lock-out, and refuses a code of the app that was taken before."""

    user: Account
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        """Return the code. Raises ValidationError for a wrong, used or locked-out one."""
        request = base_forms.context.request
        self.cleaned_data["code"] = code = "".join(self.cleaned_data["code"].split())
        attempt = begin_factor_attempt(request, self.user)
        try:
            super().clean_code()  # type: ignore[misc]
            self._refuse_replay(code)
        except ValidationError:
            now, client = utc_now(), client_of(request)
            record_event(self.user, SecurityEventKind.FACTOR_REFUSED, now=now, client=client)
            attempt.failed()
            raise
        attempt.succeeded()
        return code

    def _refuse_replay(self, code: str) -> None:
        authenticator: Authenticator = self.authenticator  # type: ignore[attr-defined]
        if authenticator.type == Authenticator.Type.TOTP and not claim_code(self.user, code):
            raise ValidationError(str(FACTOR_ERRORS["incorrect_code"]), code="incorrect_code")


class CodeForm(_CountedCode, base_forms.AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code at sign-in: from the app, or one of the recovery codes."""

    code = _code_field(_("Kode"))


class ConfirmCodeForm(_CountedCode, base_forms.ReauthenticateForm):  # type: ignore[misc]
    """The code once more, before something sensitive."""

    code = _code_field(_("Kode"))


class ActivateAuthenticatorForm(totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a newly scanned app. It proves the scan and is spent by it."""

    code = _code_field(_("Kode dari aplikasi"))

    def clean_code(self) -> str:
        """Return the code, taken: it cannot be used again to sign in."""
        self.cleaned_data["code"] = "".join(self.cleaned_data["code"].split())
        code = str(super().clean_code())
        claim_code(self.user, code)
        return code


class AddPasskeyForm(webauthn_forms.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey. Always one that verifies its owner, so that it stands for both factors."""

    name = forms.CharField(label=_("Nama passkey"), max_length=60, required=False)
    passwordless = forms.BooleanField(required=False, widget=forms.HiddenInput)
    field_order = ["name", "passwordless", "credential"]

    def clean_passwordless(self) -> bool:
        """Demand verification whatever the browser sent."""
        return True


class RenamePasskeyForm(webauthn_forms.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = forms.CharField(
        label=_("Nama passkey"), max_length=60, error_messages={"required": _("Isi namanya.")}
    )
