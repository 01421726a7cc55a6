"""Why the sequencer stops: each a sentence, shown by `pranata doctor` until it is over."""

from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _


class SequencingStopped(ProductError):
    """The log is not signed further until somebody has looked."""

    code = "stopped"


class EntryDiffers(SequencingStopped):
    """The bytes of a waiting entry are not those that were recorded, or not of this log."""

    code = "entry-differs"

    def __init__(self, event_id: object, fault: str) -> None:
        super().__init__(
            _("Catatan %(event)s berbeda dari yang direkam (%(fault)s).")
            % {"event": event_id, "fault": fault},
            why=_(
                "Catatan yang berubah bukan lagi bukti, dan log yang memuatnya tidak dapat ditarik kembali."
            ),
            remedy=_(
                "Jalankan `pranata ledger audit`, cari siapa yang mengubah tabel ledger.entry, lalu pulihkan "
                "catatan itu dari cadangan."
            ),
        )
        self.event_id = event_id


class TreeDiffers(SequencingStopped):
    """The stored tree is not the one that was signed last."""

    code = "tree-differs"

    def __init__(self, size: int) -> None:
        super().__init__(
            _("Pohon log yang tersimpan tidak cocok dengan tanda tangannya pada ukuran %(size)s.")
            % {"size": size},
            why=_("Isi tabel leaf, tile, atau queue berubah di luar proses penyusun log."),
            remedy=_("Jalankan `pranata ledger audit` untuk tahu catatan mana, lalu pulihkan dari cadangan."),
        )


class TreeBehind(SequencingStopped):
    """The witness saw a larger tree than there is here: a backup was restored, or the tail was cut."""

    code = "tree-behind"

    def __init__(self, ours: int, seen: int) -> None:
        super().__init__(
            _("Log di sini berisi %(ours)s catatan, padahal saksi sudah melihat %(seen)s.")
            % {"ours": ours, "seen": seen},
            why=_("Basis data ini lebih tua. Menandatanganinya berarti membuat sejarah kedua."),
            remedy=_restore(),
        )


class TreeForked(SequencingStopped):
    """The witness saw another tree of a size that there is here."""

    code = "tree-forked"

    def __init__(self, size: int) -> None:
        super().__init__(
            _("Log di sini berbeda dari yang dilihat saksi pada ukuran %(size)s.") % {"size": size},
            why=_("Ada dua sejarah untuk log yang sama."),
            remedy=_restore(),
        )


def _restore() -> str:
    return _(
        "Jangan memperbaiki log ini. Cari cadangan yang lebih baru; bila tidak ada, jalankan "
        "`pranata ledger recover --reason …` agar log penerus dibuka."
    )


class WitnessUnreachable(SequencingStopped):
    """The witness was not reached since this process began, so nobody can say whether the tree is behind."""

    code = "witness-unreachable"

    def __init__(self, address: str, cause: str) -> None:
        super().__init__(
            _("Saksi %(address)s tidak dapat ditanya (%(cause)s).") % {"address": address, "cause": cause},
            why=_(
                "Sebelum menandatangani untuk pertama kali, log harus tahu apa yang terakhir dilihat saksi. "
                "Sementara itu catatan tetap direkam dan menunggu."
            ),
            remedy=_("Periksa jaringan dan LEDGER_WITNESS; penandatanganan berlanjut dengan sendirinya."),
        )


class ClockOff(SequencingStopped):
    """Our clock and another that we can see are too far apart."""

    code = "clock-off"

    def __init__(self, other: str, seconds: float, tolerated: int) -> None:
        super().__init__(
            _("Jam mesin ini berselisih %(seconds)s detik dengan %(other)s.")
            % {"seconds": f"{abs(seconds):.0f}", "other": other},
            why=_("Waktu pada tanda tangan harus benar; selisih yang diterima %(tolerated)s detik.")
            % {"tolerated": tolerated},
            remedy=_("Selaraskan jam mesin, misalnya dengan chrony atau systemd-timesyncd."),
        )


class KeyMissing(SequencingStopped):
    """The log was signed before, but not with a key that is in this home."""

    code = "key-missing"

    def __init__(self, origin: str) -> None:
        super().__init__(
            _("Kunci log %(origin)s tidak ada di folder secrets/log.") % {"origin": origin},
            why=_("Log ini sudah pernah ditandatangani; kunci lain tidak akan dipercaya siapa pun."),
            remedy=_(
                "Pulihkan folder secrets dari cadangan. Bila kuncinya hilang, buka log penerus dengan "
                "`pranata ledger recover --reason …`."
            ),
        )


class SignatureDoubtful(SequencingStopped):
    """What was just signed does not verify: a fault of memory or disk, never to be published."""

    code = "signature-doubtful"

    def __init__(self, cause: str) -> None:
        super().__init__(
            _("Tanda tangan yang baru dibuat tidak lolos pemeriksaan (%(cause)s).") % {"cause": cause},
            why=_("Memori atau cakram mesin ini mungkin rusak. Tidak ada yang disimpan."),
            remedy=_("Periksa memori dan cakram, lalu jalankan pranata kembali."),
        )
