"""What an audit found wrong."""

from dataclasses import asdict, dataclass

from pranata.foundation.words import gettext_noop

# Each kind with the sentence that a person reads. `%(what)s` is the place or the number of the entry.
KINDS = {
    "entry-missing": gettext_noop("Catatan %(what)s tidak ada lagi, padahal punya tempat di log."),
    "entry-changed": gettext_noop("Isi catatan %(what)s bukan isi yang masuk log."),
    "hash-changed": gettext_noop("Sidik tersimpan catatan %(what)s bukan sidik isinya."),
    "columns-differ": gettext_noop("Kolom catatan %(what)s tidak sesuai dengan isinya."),
    "objects-differ": gettext_noop("Daftar objek catatan %(what)s tidak sesuai dengan isinya."),
    "leaf-missing": gettext_noop("Tempat %(what)s di log kosong."),
    "tile-differs": gettext_noop("Ubin %(what)s tidak sesuai dengan catatannya."),
    "root-differs": gettext_noop("Akar pada ukuran %(what)s bukan yang ditandatangani."),
    "signature-false": gettext_noop("Tanda tangan pada ukuran %(what)s bukan dari kunci yang dipercaya."),
    "checkpoint-differs": gettext_noop("Baris checkpoint ukuran %(what)s tidak sesuai dengan naskahnya."),
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
class Report:
    """What was looked at, and what was found."""

    entries: int
    checkpoints: int
    waiting: int
    findings: tuple[Finding, ...]

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
            "findings": [finding.document() for finding in self.findings],
        }
