"""Fits allauth's second factors to our rules: sealed secrets, our QR code, our words."""

import segno
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from pranata.foundation.accounts.secrets import seal, unseal
from pranata.foundation.models import Account
from pranata.foundation.web.accounts.client import client_of
from pranata.foundation.web.accounts.messages import FACTOR_ERRORS


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Every hook of allauth's mfa app that we answer differently."""

    error_messages = DefaultMFAAdapter.error_messages | FACTOR_ERRORS

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code as inline SVG, dark on white: that is what cameras read."""
        return str(segno.make(url, error="m").svg_inline(scale=5, border=2, light="#ffffff", omitsize=True))

    def _get_site_name(self) -> str:
        # What the password manager shows for the passkey; the host follows it there anyway.
        return "Pranata"

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """Name a passkey after the device it is made on, numbered when that is taken."""
        name = client_of(context.request).device or _("Passkey")
        taken = [str(a) for a in Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)]
        return name if name not in taken else f"{name} ({len(taken) + 1})"
