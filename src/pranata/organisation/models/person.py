"""A person as one instansi knows them."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Person(models.Model):
    """Somebody who holds or held a position here; `public_id` stands for them in evidence.

    Half-open: `ended_on` is the first day they no longer serve here. Ending takes their assignments with
    it and leaves the account alone, which may serve in another instansi.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="people")
    account = models.ForeignKey(
        "foundation.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    # Since when the account sits here. The earliest seat is where a sign-in begins.
    account_since = models.DateTimeField(null=True, blank=True)
    # Whether a link to set the account's password was shown to an administrator of only a part. Whoever saw
    # it may know the password until the address is proved; `operations._proof` says what waits for that.
    link_shown_below = models.BooleanField(default=False, editable=False)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("nama"), max_length=200)
    nip = models.CharField(_("NIP"), max_length=18, blank=True)
    email = models.EmailField(_("surel"), blank=True)
    ended_on = models.DateField(_("berakhir"), null=True, blank=True)

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "nip"], condition=~models.Q(nip=""), name="person_nip_unique_in_instansi"
            ),
            models.CheckConstraint(
                condition=models.Q(nip="") | models.Q(nip__regex=r"^[0-9]{18}$"), name="person_nip_18_digits"
            ),
            models.UniqueConstraint(fields=["instansi", "account"], name="person_account_unique_in_instansi"),
        ]

    def __str__(self) -> str:
        return self.name
