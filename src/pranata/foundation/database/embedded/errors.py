"""What can go wrong with the embedded server, told with its remedy."""

from collections.abc import Sequence
from pathlib import Path

from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop

# What PostgreSQL or the system says (part of a line) → why it matters and what to do.
_KNOWN: tuple[tuple[str, str, str], ...] = (
    (
        "No space left on device",
        gettext_noop("Cakram tempat data disimpan sudah penuh."),
        gettext_noop("Kosongkan ruang pada cakram itu, lalu jalankan kembali; tidak ada data yang hilang."),
    ),
    (
        "could not map anonymous shared memory",
        gettext_noop("Memori mesin tidak cukup untuk PostgreSQL."),
        gettext_noop("Tutup program lain atau tambah memori, lalu jalankan kembali."),
    ),
    (
        "is incompatible with server",
        gettext_noop("Data dibuat oleh versi PostgreSQL yang lain."),
        gettext_noop("Pakai versi Pranata yang membuat data itu, cadangkan, lalu pulihkan di versi ini."),
    ),
    (
        "has wrong ownership",
        gettext_noop("Folder data dimiliki pengguna lain daripada yang menjalankan PostgreSQL."),
        gettext_noop("Jalankan Pranata sebagai pengguna yang membuat datanya."),
    ),
    (
        "Permission denied",
        gettext_noop("Pengguna ini tidak berhak membaca atau menulis folder data."),
        gettext_noop(
            "Jalankan sebagai pengguna yang membuat datanya, atau pilih folder lain dengan PRANATA_HOME."
        ),
    ),
)


class EmbeddedDatabaseFailed(ProductError):
    """The embedded server could not be made or started."""

    status = 503


def failure(what: str, log: Path | None = None, lines: Sequence[str] = ()) -> EmbeddedDatabaseFailed:
    """Return the error for what the server wrote before it gave up."""
    said = [*lines, *_tail(log)]
    for sign, why, remedy in _KNOWN:
        if any(sign in line for line in said):
            return EmbeddedDatabaseFailed(what, why=_(why), remedy=_(remedy))
    where = " " + _("Catatan lengkap ada di %(log)s.") % {"log": log} if log else ""
    message = " / ".join(said[-3:]) or _("tidak ada pesan")
    return EmbeddedDatabaseFailed(
        what,
        why=_("PostgreSQL melaporkan: %(message)s.") % {"message": message},
        remedy=_("Perbaiki sebab di atas lalu jalankan kembali.") + where,
    )


def _tail(log: Path | None) -> list[str]:
    try:
        text = log.read_text(encoding="utf-8", errors="replace") if log else ""
    except OSError:
        return []
    return [line.strip() for line in text.splitlines()[-12:] if line.strip()]
