"""The account a person signs in with."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts with a normalised address and a hashed password."""

    def create_user(
        self, email: str, password: str | None = None, *, employee_number: str | None = None, name: str = ""
    ) -> "Account":
        """Create an account; without a password it cannot sign in until one is set by invitation."""
        account = self.model(email=self.normalize_email(email), employee_number=employee_number, name=name)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A sign-in. Accounts are ended, never deleted: what somebody did stays attributable to them."""

    email = models.EmailField(_("surel"), unique=True)
    employee_number = models.CharField(_("NIP"), max_length=18, unique=True, null=True, blank=True)
    name = models.CharField(_("nama"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(_("diakhiri"), null=True, blank=True)
    # The address at which the owner of the password was seen to read mail; see `accounts.ownership`.
    proved_address = models.EmailField(blank=True, default="", editable=False)
    is_demonstration = models.BooleanField(_("akun peragaan"), default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="account_email_any_case_unique")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether the account may sign in; Django's backends ask for this name."""
        return self.ended_at is None

    @property
    def address_is_proved(self) -> bool:
        """Whether the password was set through a link that only the present address received."""
        return bool(self.email) and self.proved_address.lower() == self.email.lower()
