"""A workbook is a zip from a stranger: only what was counted and looked at reaches the parser.

The parser lays a sheet out as a full rectangle, so two cells at opposite corners of a small file would claim
more memory than any server has; and a zip may unpack to a thousand times its size or lie about it. So every
entry is unpacked here within bounds, cell references are looked at, and the parser gets a fresh archive of
what was read.
"""

import io
import re
import zipfile
import zlib

from pranata.assessment.levels_file.errors import LevelsFileError
from pranata.foundation.words import gettext as _

LARGEST_UNPACKED = 32 * 1024 * 1024
MOST_ENTRIES = 500
LAST_ROW = 5000
LAST_COLUMN = 60
WORKBOOK = "xl/workbook.xml"
REFERENCE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]*)([0-9]+)""")


def safe_workbook(content: bytes) -> io.BytesIO:
    """Return the same workbook as an archive that is bounded in every direction. Raises LevelsFileError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = _entries(archive)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError) as problem:
        raise broken() from problem
    except RuntimeError as problem:
        raise LevelsFileError(_("berkas XLSX terkunci kata sandi"), _("simpan tanpa kata sandi")) from problem
    if WORKBOOK not in entries:
        raise broken()
    for data in entries.values():
        _require_small_sheet(data)
    return _packed(entries)


def broken() -> LevelsFileError:
    """Return the refusal of a file that calls itself a workbook and is none."""
    return LevelsFileError(_("berkas XLSX rusak atau tidak utuh"), _("simpan ulang sebagai .xlsx"))


def _entries(archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > LARGEST_UNPACKED:
        raise LevelsFileError(_("isi berkas XLSX terlalu besar"), _("sisakan hanya lembar isian tingkat"))
    # Only the parts of an XLSX go on: other spreadsheet kinds hide repetitions the bounds here do not see.
    kept = [
        info for info in infos if info.filename.endswith((".xml", ".rels")) and info.filename != "content.xml"
    ]
    return {info.filename: archive.read(info) for info in kept}


def _require_small_sheet(data: bytes) -> None:
    if b"sheetData" not in data:  # styles and themes use the same attribute for other things
        return
    for letters, digits in REFERENCE.findall(data):
        if len(digits) > len(str(LAST_ROW)) or int(digits) > LAST_ROW or _column(letters) > LAST_COLUMN:
            raise LevelsFileError(
                _("lembar XLSX melewati baris %(row)s atau kolom ke-%(column)s")
                % {"row": LAST_ROW, "column": LAST_COLUMN},
                _("sisakan hanya lembar isian tingkat"),
            )


def _column(letters: bytes) -> int:
    if len(letters) > 3:
        return LAST_COLUMN + 1
    position = 0
    for letter in letters.upper():
        position = position * 26 + letter - 64
    return position


def _packed(entries: dict[str, bytes]) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    packed.seek(0)
    return packed
