"""How often signing in has failed lately, for one account, name or network."""

from django.db import models


class SignInThrottle(models.Model):
    """A counter behind a keyed digest: the table names neither accounts nor addresses."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    window_started_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["window_started_at"], name="throttle_by_age")]

    def __str__(self) -> str:
        return f"{self.failures} since {self.window_started_at}"
