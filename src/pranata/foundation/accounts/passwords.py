"""What a password must be, said in Indonesian as an official would say it."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pranata.foundation.models import Account

# Found in every leak of an Indonesian office; not in Django's English list.
COMMON_HERE = (
    "pemda",
    "pemkot",
    "pemkab",
    "pemprov",
    "diskominfo",
    "kominfo",
    "bappeda",
    "rahasia",
    "sandi",
    "indonesia",
    "merdeka",
    "bismillah",
    "garuda",
    "pancasila",
    "admin",
    "password",
    "katasandi",
    "spbe",
)
_FILLING = "0123456789!@#$%&*._-+ "


class LengthValidator(MinimumLengthValidator):
    """Length first: it is what makes guessing hard."""

    def get_error_message(self) -> str:
        """Say how long it must be."""
        return str(_("Kata sandi terlalu pendek. Gunakan paling sedikit %(length)d karakter.")) % {
            "length": self.min_length
        }

    def get_help_text(self) -> str:
        """Say how long it must be, before it is typed."""
        return str(
            _("Paling sedikit %(length)d karakter. Beberapa kata yang mudah Anda ingat lebih baik.")
        ) % {"length": self.min_length}


class CommonValidator(CommonPasswordValidator):
    """Refuses what is guessed first, here and elsewhere."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raise ValidationError for a common password, also one dressed with digits and signs."""
        super().validate(password, user)
        if password.lower().strip(_FILLING).replace(" ", "") in COMMON_HERE:
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        """Say why it is refused."""
        return str(_("Kata sandi ini termasuk yang paling sering dipakai, sehingga mudah ditebak."))

    def get_help_text(self) -> str:
        """Say what to avoid."""
        return str(_("Bukan kata sandi yang umum, misalnya nama kantor ditambah angka."))


class SimilarityValidator(UserAttributeSimilarityValidator):
    """Refuses a password made of the owner's own name, address or NIP."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("name", "email", "employee_number"), max_similarity=0.7)

    def get_error_message(self) -> str:
        """Say what it resembles."""
        return str(_("Kata sandi terlalu mirip dengan %(verbose_name)s Anda."))

    def get_help_text(self) -> str:
        """Say what to avoid."""
        return str(_("Tidak mirip dengan nama, surel, atau NIP Anda."))
