"""What happened to an account, kept for its owner."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SecurityEventKind(models.TextChoices):
    """The events an account's owner is told about."""

    SIGNED_IN = "signed_in", _("Masuk")
    SIGNED_OUT = "signed_out", _("Keluar")
    LOCKED_OUT = "locked_out", _("Percobaan masuk ditunda karena terlalu banyak yang gagal")
    FACTOR_REFUSED = "factor_refused", _("Kata sandi benar, tetapi kode faktor kedua salah")
    PASSWORD_CHANGED = "password_changed", _("Kata sandi diubah")
    PASSWORD_RESET = "password_reset", _("Kata sandi disetel melalui tautan surel")
    FACTOR_ADDED = "factor_added", _("Faktor kedua ditambahkan")
    FACTOR_REMOVED = "factor_removed", _("Faktor kedua dihapus")
    RECOVERY_CODES_MADE = "recovery_codes_made", _("Kode cadangan dibuat")
    SESSION_REVOKED = "session_revoked", _("Sesi diakhiri dari perangkat lain")
    EMAIL_CHANGED = "email_changed", _("Alamat surel diubah")
    INVITED = "invited", _("Undangan dikirim")
    RENEWED = "renewed", _("Kata sandi dan semua faktor kedua diganti melalui tautan surel")
    LINKED = "linked", _("Dihubungkan dengan instansi lain atas persetujuan Anda")
    ENDED = "ended", _("Akun diakhiri")


class SecurityEvent(models.Model):
    """One line of an account's history. The application may add lines; the database refuses it the rest."""

    account = models.ForeignKey(
        "foundation.Account", on_delete=models.PROTECT, related_name="security_events"
    )
    kind = models.CharField(max_length=24, choices=SecurityEventKind)
    occurred_at = models.DateTimeField()
    device = models.CharField(_("perangkat"), max_length=60, blank=True)
    address_digest = models.CharField(max_length=64, blank=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-occurred_at"], name="event_by_account")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.occurred_at}"
