"""What a post should know: a line behind the bell. It stays with the post, whoever holds it."""

from django.db import models

from pranata.foundation.models import Account


class Notice(models.Model):
    """One line for one post. `kind` names its sentence, `detail` what the sentence holds.

    `key` says what the line is about: the same line is never told a post twice.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey("organisation.Position", on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    detail = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    # When it went out with the daily letter, or would have to somebody who wants none.
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["position", "kind", "key"], name="notice_once")]
        indexes = [models.Index(fields=["position", "-made_at"], name="notice_latest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class NoticeSetting(models.Model):
    """Whether an account wants the daily letter. Without a row it does."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="+")
    wants_letter = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.account_id}: {self.wants_letter}"


class NoticeRound(models.Model):
    """The last day on which an instansi's reminders were made and its letters sent."""

    instansi = models.OneToOneField(
        "organisation.Instansi", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    done_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.instansi_id}: {self.done_on}"


class CalendarFeed(models.Model):
    """A secret address under which a calendar reads the deadlines of a post, for whoever made it.

    Only the digest of the secret is kept. It shows nothing once the assignment has ended.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    assignment = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "assignment"],
                condition=models.Q(revoked_at__isnull=True),
                name="calendar_feed_one_a_post",
            )
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id}"
