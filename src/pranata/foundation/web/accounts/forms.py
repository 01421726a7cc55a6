"""The forms of sign-in and passwords, labelled in our words."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.fields import EmailField, PasswordField, SetPasswordField
from allauth.account.models import EmailAddress
from allauth.core import context
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from pranata.foundation.accounts.identifiers import NIP_DIGITS, account_of, login_identifier
from pranata.foundation.accounts.ownership import prove_address
from pranata.foundation.accounts.secrets import keyed_digest
from pranata.foundation.accounts.tokens import is_handed

_NAME_EMPTY = {"required": _("Isi surel atau NIP Anda.")}
_PASSWORD_EMPTY = {"required": _("Isi kata sandi.")}
_DIFFERENT = _("Kedua kata sandi tidak sama.")


def _name_field() -> forms.CharField:
    attributes = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(
        label=_("Surel atau NIP"),
        max_length=254,
        error_messages=_NAME_EMPTY,
        widget=forms.TextInput(attrs=attributes),
    )


def _password(label: Any, autocomplete: str) -> forms.Field:
    field: forms.Field = PasswordField(
        label=label, autocomplete=autocomplete, max_length=1024, error_messages=_PASSWORD_EMPTY
    )
    field.widget.attrs.pop("placeholder", None)
    return field


def _new_password(label: Any) -> forms.Field:
    field: forms.Field = SetPasswordField(
        label=label, max_length=1024, error_messages=_PASSWORD_EMPTY, help_text=""
    )
    field.widget.attrs.pop("placeholder", None)
    return field


class SignInForm(allauth_forms.LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Address or NIP, and password."""

    password = _password(_("Kata sandi"), "current-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = _name_field()
        self.order_fields(["login", "password"])

    def user_credentials(self) -> dict[str, str]:
        """Hand the one identifier on under the only name allauth carries to our backend."""
        return {
            "email": login_identifier(self.cleaned_data["login"]),
            "password": self.cleaned_data["password"],
        }


class _TwiceTyped:
    """Says in our words that the second typing differs."""

    def clean(self) -> dict[str, Any]:
        """Compare both typings."""
        cleaned: dict[str, Any] = super(allauth_forms.PasswordVerificationMixin, self).clean()  # type: ignore[misc]
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _DIFFERENT)  # type: ignore[attr-defined]
        return cleaned

    @property
    def rules(self) -> list[str]:
        """Return what a new password must be, for the hint above the field."""
        return password_validators_help_texts()


class ChangeOwnPasswordForm(_TwiceTyped, allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    """Present password, new password twice."""

    oldpassword = _password(_("Kata sandi saat ini"), "current-password")
    password1 = _new_password(_("Kata sandi baru"))
    password2 = _password(_("Ketik ulang kata sandi baru"), "new-password")

    def clean_oldpassword(self) -> str:
        """Check the present password through the lock-out: a stolen session must not be able to guess it."""
        typed: str = self.cleaned_data.get("oldpassword", "")
        if not get_adapter().reauthenticate(self.user, typed):
            raise get_adapter().validation_error("enter_current_password")
        return typed


class FirstPasswordForm(_TwiceTyped, allauth_forms.SetPasswordForm):  # type: ignore[misc]
    """A first password for an account that has none."""

    password1 = _new_password(_("Kata sandi baru"))
    password2 = _password(_("Ketik ulang kata sandi baru"), "new-password")


class NewPasswordForm(_TwiceTyped, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password by the link of an invitation or reset."""

    password1 = _new_password(_("Kata sandi baru"))
    password2 = _password(_("Ketik ulang kata sandi baru"), "new-password")

    def save(self) -> None:
        """Set the password; a link that only the mailbox received also proves the address."""
        super().save()
        if not is_handed(self.temp_key):
            prove_address(self.user)


class ForgottenPasswordForm(allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    """Asks for the link to a new password, by address or NIP."""

    email = _name_field()

    def clean_email(self) -> str:
        """Find the account without telling whether there is one; the key only counts requests."""
        identifier = login_identifier(self.cleaned_data["email"])
        if not identifier.isdigit() or len(identifier) != NIP_DIGITS:
            _check_address(identifier)
        account = account_of(identifier)
        self.users = [account] if account and account.is_active else []
        return identifier

    def save(self, request: Any, **kwargs: Any) -> str:
        """Send the link to the account's own address, never to what was typed."""
        if self.users:
            self.cleaned_data["email"] = self.users[0].email
            return str(super().save(request, **kwargs))
        # The token of a known account is one more digest; spend the same on a name nobody has.
        keyed_digest("password reset of nobody", self.cleaned_data["email"])
        return str(self.cleaned_data["email"])


class ConfirmPasswordForm(allauth_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something sensitive."""

    password = _password(_("Kata sandi"), "current-password")


class ChangeAddressForm(allauth_forms.AddEmailForm):  # type: ignore[misc]
    """A new address, in force once its link is opened."""

    email = EmailField(
        label=_("Alamat surel baru"),
        error_messages={
            "required": _("Isi alamat surel baru."),
            "invalid": _("Tulis alamat surel yang lengkap."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self) -> str:
        """Refuse the own address, and one that another account signs in with."""
        value = str(super().clean_email())
        holder = account_of(value)
        taken = EmailAddress.objects.filter(email__iexact=value, verified=True).exclude(user=self.user)
        if (holder and holder != self.user) or taken.exists():
            raise get_adapter(context.request).validation_error("email_taken")
        return value


def _check_address(value: str) -> None:
    try:
        validate_email(value)
    except ValidationError:
        raise ValidationError(
            _("Tulis alamat surel yang lengkap, atau NIP 18 angka."), code="invalid"
        ) from None
