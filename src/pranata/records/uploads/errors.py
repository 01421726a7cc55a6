"""Why a piece or an upload is not taken. `status` is what the tus protocol answers with."""

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError


class UploadMissing(ProductError):
    """There is no such upload, it ended, or it is somebody else's: all three look the same."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            _("Unggahan ini tidak ditemukan atau sudah berakhir."),
            why=_("Unggahan yang tidak diteruskan dihapus setelah tiga hari."),
            remedy=_("Pilih berkasnya sekali lagi."),
        )


class UploadTooLarge(ProductError):
    """The whole file is larger than is taken."""

    status = 413

    def __init__(self, *, size: int, limit: int) -> None:
        super().__init__(
            _("%(size)d MB, batasnya %(limit)d MB.")
            % {"size": -(-size // 1_000_000), "limit": limit // 1_000_000},
            remedy=_("Pecah berkas, atau pindai ulang dengan resolusi 200–300 dpi."),
        )


class TooMuchWaits(ProductError):
    """What somebody sent and made no document of has reached its limit."""

    status = 413

    def __init__(self, *, waiting: int, limit: int) -> None:
        super().__init__(
            _("Unggahan Anda yang belum disimpan sebagai naskah sudah %(waiting)d MB, batasnya %(limit)d MB.")
            % {"waiting": waiting // 1_000_000, "limit": limit // 1_000_000},
            why=_("Unggahan yang belum disimpan tetap memakan tempat sampai tiga hari."),
            remedy=_("Simpan yang sudah sampai sebagai naskah, atau tunggu sampai yang lama berakhir."),
        )


class FileEmpty(ProductError):
    """There is not one byte in the file."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Berkas ini kosong."),
            why=_("Panjangnya nol bita, jadi tidak ada yang dapat dibuktikan dengannya."),
            remedy=_("Periksa berkas di komputer Anda, lalu pilih sekali lagi."),
        )


class PieceTooLarge(ProductError):
    """One request carries more than a piece may hold."""

    status = 413

    def __init__(self, limit: int) -> None:
        super().__init__(_("Satu potongan paling besar %(limit)d MB.") % {"limit": limit >> 20})


class OffsetDiffers(ProductError):
    """The sender and we do not agree on how much has come."""

    status = 409

    def __init__(self, offset: int) -> None:
        super().__init__(
            _("Yang sudah sampai adalah %(offset)d bita; lanjutkan dari sana.") % {"offset": offset}
        )
        self.offset = offset


class UploadBusy(ProductError):
    """Another request is writing to this upload right now."""

    status = 423

    def __init__(self) -> None:
        super().__init__(
            _("Unggahan ini sedang diterima dari tempat lain."), remedy=_("Tunggu sebentar, lalu lanjutkan.")
        )


class PieceDamaged(ProductError):
    """The piece is not what its checksum says; none of it is kept."""

    status = 460

    def __init__(self) -> None:
        super().__init__(_("Potongan ini rusak di jalan dan perlu dikirim ulang."))
