"""Cosignatures by file, where a witness has no network: out with the checkpoint, back with its lines."""

import datetime as dt
import logging
from dataclasses import dataclass

from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _
from pranata.ledger.anchoring.anchors import checkpoint_at, log_named
from pranata.ledger.anchoring.cosigning import cosigned_size, keep_lines, proof_between
from pranata.ledger.anchoring.trust import Trust
from pranata.ledger.notes import Checkpoint, Note, Signature, verify
from pranata.ledger.sequencing import store
from pranata.ledger.sequencing.store import Database, Log
from pranata.ledger.witness.submission import Submission

logger = logging.getLogger("pranata.ledger.anchoring")


class NothingSigned(ProductError):
    """The log has no checkpoint yet, or none that fits."""


class CosignatureRefused(ProductError):
    """The file holds no cosignature that can be kept."""


@dataclass(frozen=True)
class Kept:
    """Whose lines were kept, and under which size."""

    size: int
    witnesses: tuple[str, ...]


def submission_for(database: Database, *, witness: str | None = None, old: int | None = None) -> Submission:
    """Return the latest checkpoint with its proof from what a witness saw last. Raises NothingSigned."""
    log = store.newest_log(database)
    signed = store.latest_checkpoint(database, log.number)
    if old is None:
        old = cosigned_size(database, log, witness) if witness else 0
    if signed is None or old > signed.size:
        raise NothingSigned(
            _("Log ini belum menandatangani %(size)s catatan.") % {"size": max(old, 1)},
            why=_("Saksi hanya menandatangani cap yang melanjutkan yang terakhir ia lihat."),
            remedy=_("Jalankan `pranata serve` sampai log ditandatangani, lalu periksa angka dari saksi."),
        )
    return Submission.of(
        old, proof_between(database, log, old, signed.size), Note.parse(signed.note.encode())
    )


@dataclass(frozen=True)
class Cosigned:
    """A checkpoint of ours with the lines of known witnesses, by whose they are."""

    log: Log
    size: int
    lines: dict[str, list[Signature]]

    @property
    def witnesses(self) -> tuple[str, ...]:
        """Who signed."""
        return tuple(self.lines)


def keep_cosigned(database: Database, document: bytes, *, trust: Trust | None, now: dt.datetime) -> Kept:
    """Keep the lines of known witnesses under a checkpoint of ours. Raises CosignatureRefused."""
    read = read_cosigned(database, document, trust=trust)
    for name, lines in read.lines.items():
        keep_lines(database, read.log, read.size, name, lines, now)
    return Kept(read.size, read.witnesses)


def take_brought(database: Database, *, trust: Trust | None, now: dt.datetime) -> list[Kept]:
    """Judge what the application put into the tray: keep what holds, and empty the tray."""
    kept = list[Kept]()
    for number, note in database.execute(
        "SELECT id, note FROM ledger.brought ORDER BY id LIMIT 20"
    ).fetchall():
        try:
            kept.append(keep_cosigned(database, bytes(note), trust=trust, now=now))
        except CosignatureRefused as refusal:
            logger.warning("%s", refusal)
        database.execute("DELETE FROM ledger.brought WHERE id = %s", [number])
    return kept


def read_cosigned(database: Database, document: bytes, *, trust: Trust | None) -> Cosigned:
    """Return what a cosigned note holds for us. Raises CosignatureRefused.

    Every line of a known key is checked, and the note must be one that our log signed, letter by letter.
    """
    try:
        note = Note.parse(document)
        checkpoint = Checkpoint.parse(note.text)
        found = verify(note, trust.policy.witnesses.values() if trust else ())
    except ValueError as error:
        raise _refused(str(error)) from error
    log = log_named(database, checkpoint.origin)
    signed = checkpoint_at(database, log, checkpoint.size) if log else None
    if log is None or signed is None or Note.parse(signed.note.encode()).text != note.text:
        raise _refused(_("bukan cap dari log ini"))
    known = {(one.verifier.name, one.verifier.key_id) for one in found}
    lines = [line for line in note.signatures if (line.name, line.key_id) in known]
    names = sorted({line.name for line in lines})
    return Cosigned(
        log, checkpoint.size, {name: [line for line in lines if line.name == name] for name in names}
    )


def _refused(cause: str) -> CosignatureRefused:
    return CosignatureRefused(
        _("Berkas ini tidak memuat tanda tangan saksi yang dapat disimpan (%(cause)s).") % {"cause": cause},
        why=_("Hanya tanda tangan saksi dalam kebijakan, atas cap milik log ini, yang menjadi bukti."),
        remedy=_("Periksa kunci saksi di kebijakan.txt, lalu minta berkasnya sekali lagi."),
    )
