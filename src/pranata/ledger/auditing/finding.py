"""What an audit found wrong."""

from dataclasses import asdict, dataclass

from pranata.foundation.words import gettext_noop

# Each kind with the sentence that a person reads. `%(what)s` is the place or the number of the entry.
KINDS = {
    "entry-missing": gettext_noop("Catatan %(what)s tidak ada lagi, padahal punya tempat di log."),
    "entry-changed": gettext_noop("Isi catatan %(what)s bukan isi yang masuk log."),
    "hash-changed": gettext_noop("Sidik tersimpan catatan %(what)s bukan sidik isinya."),
    "columns-differ": gettext_noop("Kolom catatan %(what)s tidak sesuai dengan isinya."),
    "leaf-missing": gettext_noop("Tempat %(what)s di log kosong."),
    "tile-differs": gettext_noop("Ubin %(what)s tidak sesuai dengan catatannya."),
    "root-differs": gettext_noop("Akar pada ukuran %(what)s bukan yang ditandatangani."),
    "signature-false": gettext_noop("Tanda tangan pada ukuran %(what)s bukan dari kunci yang dipercaya."),
    "checkpoint-differs": gettext_noop("Baris checkpoint ukuran %(what)s tidak sesuai dengan naskahnya."),
    "cosignature-false": gettext_noop("Tanda tangan saksi pada ukuran %(what)s tidak sah."),
    "stamp-false": gettext_noop("Cap waktu pada ukuran %(what)s tidak sah menurut sertifikat TSA."),
    "stamp-time-differs": gettext_noop("Waktu tersimpan cap ukuran %(what)s bukan waktu di dalam cap itu."),
    "sheet-differs": gettext_noop("Lembar cetak ukuran %(what)s tidak sesuai dengan checkpoint-nya."),
    "tail-unsigned": gettext_noop("Log berisi catatan setelah ukuran %(what)s yang tidak ditandatangani."),
    "waiting-changed": gettext_noop("Catatan %(what)s berubah atau hilang selagi menunggu."),
    "not-in-log": gettext_noop("Catatan %(what)s tidak ada di log dan tidak menunggu."),
}


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong: its kind, in which log, where, and the entry if it is about one."""

    kind: str
    log: int
    what: str
    event_id: str | None = None

    def document(self) -> dict[str, object]:
        """Return it for a machine."""
        return asdict(self)


@dataclass(frozen=True)
class Outside:
    """What was looked at of witnesses and anchors. `covered` entries were seen by a quorum; None without one.

    `unknown` lines are of nobody in the policy, `unchecked` anchors those for which no certificate was given.
    """

    covered: int | None = None
    cosignatures: int = 0
    unknown: int = 0
    anchors: int = 0
    unchecked: int = 0


@dataclass(frozen=True)
class Report:
    """What was looked at, and what was found."""

    entries: int
    checkpoints: int
    waiting: int
    findings: tuple[Finding, ...]
    outside: Outside = Outside()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def document(self) -> dict[str, object]:
        """Return it for a machine."""
        return {
            "sound": self.is_sound,
            "entries": self.entries,
            "checkpoints": self.checkpoints,
            "waiting": self.waiting,
            **asdict(self.outside),
            "findings": [finding.document() for finding in self.findings],
        }
