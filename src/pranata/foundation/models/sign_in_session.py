"""A browser in which an account is signed in."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignInSession(models.Model):
    """One sign-in, from its start until it is ended or runs out.

    `session_key` follows Django's session when its key changes. Of the network only a keyed digest is kept,
    enough to say whether two sessions came from the same place and not which place.
    """

    account = models.ForeignKey("foundation.Account", on_delete=models.PROTECT, related_name="sessions")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(_("perangkat"), max_length=60, blank=True)
    address_digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "ended_at"], name="session_by_account")]

    def __str__(self) -> str:
        return f"{self.device} since {self.created_at}"
