"""A question to the owner of an account that works already: may this instansi connect it with a person?"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkState(models.TextChoices):
    """What became of the question."""

    WAITING = "waiting", _("Menunggu persetujuan pemilik akun")
    ACCEPTED = "accepted", _("Disetujui")
    DECLINED = "declined", _("Ditolak")
    CANCELLED = "cancelled", _("Dibatalkan")


class AccountLink(models.Model):
    """One question. The person has no account until it is accepted; `nonce` is what the letter carries.

    `address` is where the letter went. When the account no longer has it, the question is void.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="account_links")
    account = models.ForeignKey("foundation.Account", on_delete=models.PROTECT, related_name="+")
    address = models.EmailField(_("surel"))
    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=LinkState, default=LinkState.WAITING)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state="waiting"),
                name="account_link_one_waiting_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", finished_at__isnull=True)
                | (~models.Q(state="waiting") & models.Q(finished_at__isnull=False)),
                name="account_link_finished_or_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.person_id}"
