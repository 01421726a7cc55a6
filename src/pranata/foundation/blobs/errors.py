"""What a store refuses, in words for the person whose file it is."""

import errno

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError, Text

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


class PlaceRefused(ProductError):
    """The place of the files did not take or give the bytes; nothing half is left there."""

    status = 503

    def __init__(self, what: Text, *, why: Text = "") -> None:
        super().__init__(
            what,
            why=why or _("Berkas hanya diterima bila tersimpan utuh di semua tempatnya."),
            remedy=_("Beri tahu pengelola sistem. Setelah diperbaiki, kirim berkas Anda sekali lagi."),
        )


class PlaceFull(PlaceRefused):
    """There is no room left."""

    status = 507

    def __init__(self) -> None:
        super().__init__(_("Tempat penyimpanan berkas penuh, sehingga berkas ini belum tersimpan."))


class PlaceReadOnly(PlaceRefused):
    """The place may be read only."""

    def __init__(self) -> None:
        super().__init__(
            _("Tempat penyimpanan berkas sedang tidak dapat ditulisi, sehingga berkas ini belum tersimpan.")
        )


class PlaceLocked(PlaceRefused):
    """An object lock of the bucket forbids removal until its date."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("Berkas ini terkunci di tempat penyimpanannya dan belum dapat dihapus."),
            why=_("Kunci objek (object lock) melarang siapa pun menghapusnya sebelum tanggalnya."),
        )


class BlobMissing(PlaceRefused):
    """No bytes are stored under the digest."""

    status = 404

    def __init__(self, digest: str) -> None:
        super().__init__(
            _("Isi berkas ini tidak ditemukan di tempat penyimpanan."),
            why=_("Sidiknya %(digest)s tercatat, tetapi bitanya tidak ada.") % {"digest": digest[:12]},
        )


class BlobDamaged(PlaceRefused):
    """What lies under the digest is not what the digest names."""

    status = 500

    def __init__(self, digest: str) -> None:
        super().__init__(
            _("Isi berkas ini tidak sama lagi dengan yang dulu disimpan, sehingga tidak diberikan."),
            why=_("Sidik yang tercatat adalah %(digest)s; bita yang ada berbeda.") % {"digest": digest[:12]},
        )


class BlobTooLarge(ProductError):
    """More bytes came than are taken."""

    status = 413

    def __init__(self, limit: int) -> None:
        super().__init__(
            _("Berkas ini lebih besar dari batas %(limit)d MB.") % {"limit": limit // 1_000_000},
            why=_("Batas menjaga agar semua orang tetap dapat menyimpan."),
            remedy=_("Pecah berkas, atau pindai ulang dengan resolusi 200–300 dpi."),
        )


def refusal(error: OSError) -> PlaceRefused:
    """Return the refusal that tells what an operating system's error means."""
    if error.errno in FULL:
        return PlaceFull()
    if error.errno in READ_ONLY:
        return PlaceReadOnly()
    return PlaceRefused(_("Tempat penyimpanan berkas tidak menjawab sebagaimana mestinya."))
