"""The daily sheet, "Lembar jangkar harian": a checkpoint on paper, for a bound book and two signatures.

It survives every key and every machine. The QR code carries the note itself, without the ML-DSA lines, which
do not fit: whoever scans it holds a C2SP note.
"""

import datetime as dt
import io
import json
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import segno
import typst

from pranata.foundation.fonts import FONTS
from pranata.foundation.ui.numbers import MONTHS
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop, language
from pranata.ledger.anchoring.trust import Trust
from pranata.ledger.notes import Checkpoint, Note, SignatureType, Verifier, verify
from pranata.ledger.notes.text import base64_text

HERE = Path(__file__).parent
SHORT = 100  # bytes of a signature that fits in a QR code; ML-DSA has 2,428
LABELS = {
    "title": gettext_noop("Lembar jangkar harian"),
    "purpose": gettext_noop(
        "Lembar ini menetapkan keadaan log bukti pada hari tersebut. Simpan dalam buku terjilid. Bila kelak "
        "log menunjukkan akar lain untuk ukuran yang sama, log itu telah diubah."
    ),
    "origin": gettext_noop("Log"),
    "size": gettext_noop("Ukuran (jumlah catatan)"),
    "root": gettext_noop("Akar (SHA-256)"),
    "signed": gettext_noop("Ditandatangani log"),
    "witnesses": gettext_noop("Saksi yang menandatangani"),
    "none": gettext_noop("Belum ada saksi yang menandatangani ukuran ini."),
    "keys": gettext_noop("Kunci publik"),
    "note": gettext_noop("Cap log"),
    "scan": gettext_noop(
        "Kode QR memuat cap di bawah tanpa baris ML-DSA, yang terlalu panjang untuk kode QR."
    ),
    "shortened": gettext_noop("baris ML-DSA, SHA-256 tanda tangannya"),
    "printed": gettext_noop("Dicetak dan dicocokkan oleh"),
    "kept": gettext_noop("Diterima dan dibukukan oleh"),
    "name": gettext_noop("Nama, jabatan, tanggal"),
    "page": gettext_noop("Halaman {page} dari {pages}"),
}


@dataclass(frozen=True)
class Sheet:
    """What is printed: a cosigned checkpoint, whose log keys and witnesses are known."""

    day: dt.date
    signed_at: dt.datetime
    note: Note
    log_keys: tuple[Verifier, ...]
    trust: Trust | None

    @property
    def checkpoint(self) -> Checkpoint:
        """What the note says."""
        return Checkpoint.parse(self.note.text)

    def cosigned(self) -> list[tuple[str, dt.datetime]]:
        """Return each witness of the policy whose line holds, and when it signed."""
        keys = self.trust.policy.witnesses.values() if self.trust else ()
        lines = {(line.name, line.key_id) for line in self.note.signatures}
        known = [key for key in keys if (key.name, key.key_id) in lines]
        found = verify(self.note, known) if known else ()
        times = {one.verifier.name: dt.datetime.fromtimestamp(one.time or 0, dt.UTC) for one in found}
        return sorted(times.items())


def sheet_pdf(sheet: Sheet) -> bytes:
    """Return the sheet as tagged PDF/A-3. The same sheet gives the same bytes."""
    content = _compiler().compile(
        format="pdf",
        pdf_standards=["a-3a"],
        sys_inputs={"sheet": json.dumps(_document(sheet), ensure_ascii=False), "qr": qr_svg(sheet.note)},
    )
    if not isinstance(content, bytes):
        raise TypeError("typst gave no single document")
    return content


def scanned(note: Note) -> Note:
    """Return the note as the QR code carries it."""
    short = tuple(line for line in note.signatures if len(line.signature) <= SHORT)
    return Note(note.text, short or note.signatures[:1])


def qr_svg(note: Note) -> str:
    """Return the QR code of a note."""
    out = io.BytesIO()
    segno.make(bytes(scanned(note)), error="m", micro=False, encoding="utf-8").save(
        out, kind="svg", border=2, xmldecl=False
    )
    return out.getvalue().decode()


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(input=HERE / "sheet.typ", root=HERE, font_paths=fonts)


def _document(sheet: Sheet) -> dict[str, object]:
    checkpoint = sheet.checkpoint
    return {
        "date": [sheet.day.year, sheet.day.month, sheet.day.day],
        "language": language(),
        "labels": {key: _(text) for key, text in LABELS.items()},
        "day": f"{sheet.day.day} {MONTHS[language()][sheet.day.month - 1]} {sheet.day.year}",
        "origin": checkpoint.origin,
        "size": f"{checkpoint.size:,}".replace(",", "."),
        "root": checkpoint.root.hex(),
        "signed": f"{sheet.signed_at:%Y-%m-%d %H:%M:%S} UTC",
        "witnesses": [[name, f"{at:%Y-%m-%d %H:%M:%S} UTC"] for name, at in sheet.cosigned()],
        "keys": [_key(key) for key in _keys(sheet)],
        "note": [*sheet.note.text.splitlines(), "", *(_line(sheet.note, i) for i in range(_count(sheet)))],
    }


def _count(sheet: Sheet) -> int:
    return len(sheet.note.signatures)


def _line(note: Note, number: int) -> str:
    signature = note.signatures[number]
    if len(signature.signature) <= SHORT:
        return signature.line.rstrip()
    digest = sha256(signature.signature).hexdigest()
    return f"— {signature.name} {signature.key_id.hex()} ({_(LABELS['shortened'])}: {digest})"


def _keys(sheet: Sheet) -> list[Verifier]:
    return [*sheet.log_keys, *(sheet.trust.policy.witnesses.values() if sheet.trust else ())]


def _key(key: Verifier) -> list[str]:
    """Return a key for print: whole where it is short, else its SHA-256 in hexadecimal."""
    if key.type is SignatureType.ML_DSA_44:
        return [key.name, "ML-DSA-44", f"SHA-256 {sha256(key.public).hexdigest()}"]
    kind = "Ed25519" if key.type is SignatureType.ED25519 else "Ed25519, cosignature/v1"
    return [key.name, kind, f"{key.key_id.hex()}+{base64_text(bytes([key.type]) + key.public)}"]
