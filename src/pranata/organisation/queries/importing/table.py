"""From the bytes of a CSV or XLSX file to rows of text, refusing what could harm before it is opened."""

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _

from pranata.foundation.errors import ProductError, Text

MAX_BYTES = 5_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_UNPACKED = 60_000_000
MAX_PARTS = 500
DELIMITERS = ",;\t|"
_BROKEN = (
    zipfile.BadZipFile,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)


class UnreadableFile(ProductError):
    """The file cannot be read as a table."""

    status = 422

    def __init__(self, what: Text, remedy: Text = "") -> None:
        default = _("Simpan ulang sebagai xlsx atau CSV, atau mulai dari templat.")
        super().__init__(
            what, why=_("Berkas tidak diubah dan tidak ada yang diterapkan."), remedy=remedy or default
        )


@dataclass(frozen=True)
class Table:
    """Header and rows as text, with the row numbers a spreadsheet shows, and what the reader noticed."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    notices: list[str] = field(default_factory=list)


def read_table(file_name: str, content: bytes) -> Table:
    """Read the first sheet or the whole CSV. Raises UnreadableFile."""
    if len(content) > MAX_BYTES:
        size = f"{len(content) / 1_000_000:.1f}".replace(".", ",")
        raise UnreadableFile(
            _("Berkas berukuran %(size)s MB, batasnya 5 MB.") % {"size": size},
            _("Bagilah menjadi beberapa berkas."),
        )
    if not content.strip():
        raise UnreadableFile(_("Berkas kosong."))
    lines, notices = _lines(file_name, content)
    return _table(lines, notices)


def _lines(file_name: str, content: bytes) -> tuple[Iterator[list[str]], list[str]]:
    name = file_name.lower()
    if name.endswith(".xlsx"):
        return _xlsx(content)
    if name.endswith(".csv"):
        return _csv(content)
    raise UnreadableFile(_("Hanya berkas xlsx dan CSV yang dapat dibaca."))


def _table(lines: Iterator[list[str]], notices: list[str]) -> Table:
    filled = [(number, line) for number, line in _numbered(lines) if any(line)]
    if len(filled) < 2:
        raise UnreadableFile(_("Berkas tidak memuat baris data di bawah judul kolom."))
    return Table([cell.strip() for cell in filled[0][1]], filled[1:], notices)


def _numbered(lines: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(lines, start=1):
        if number > MAX_ROWS + 1:
            raise UnreadableFile(
                _("Berkas memuat lebih dari 20.000 baris."), _("Bagilah menjadi beberapa berkas.")
            )
        if len(line) > MAX_COLUMNS:
            raise UnreadableFile(_("Berkas memuat lebih dari 60 kolom."))
        yield number, line


def _csv(content: bytes) -> tuple[Iterator[list[str]], list[str]]:
    text, notices = _decoded(content)
    if "\x00" in text:
        raise UnreadableFile(_("Berkas ini bukan teks CSV."))
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    return _csv_lines(text, delimiter), notices


def _csv_lines(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [" ".join(cell.split()) for cell in line]
    except csv.Error as error:
        raise UnreadableFile(_("Susunan CSV rusak, misalnya tanda petik yang tidak ditutup.")) from error


def _decoded(content: bytes) -> tuple[str, list[str]]:
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableFile(_("Huruf dalam berkas ini tidak dikenali.")) from error
    return text, [_("Berkas bukan UTF-8 dan dibaca sebagai Windows-1252. Periksa nama yang berhuruf khusus.")]


def _xlsx(content: bytes) -> tuple[Iterator[list[str]], list[str]]:
    try:
        formulas = _unpack_within_limits(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            lines = list(_sheet_lines(content))
    except _BROKEN as error:
        raise UnreadableFile(_("Berkas xlsx ini rusak atau bukan xlsx.")) from error
    notice = _("Berkas memuat rumus. Yang dibaca adalah nilai yang terakhir disimpan, bukan rumusnya.")
    return iter(lines), [notice] if formulas else []


def _unpack_within_limits(content: bytes) -> bool:
    """Unpack every part once, counting what really comes out; return whether a sheet holds formulas."""
    unpacked, formulas = 0, False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS:
            raise UnreadableFile(_("Berkas xlsx ini berisi terlalu banyak bagian."))
        for part in parts:
            with archive.open(part) as stream:
                while chunk := stream.read(1_000_000):
                    unpacked += len(chunk)
                    formulas = formulas or ("/worksheets/" in part.filename and b"<f" in chunk)
                    if unpacked > MAX_UNPACKED:
                        raise UnreadableFile(_("Isi berkas xlsx ini terlalu besar setelah dibuka."))
    return formulas


def _sheet_lines(content: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - costly, and not for each start
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - as above

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except InvalidFileException as error:
        raise zipfile.BadZipFile(str(error)) from error
    sheet = book.worksheets[0]
    # Bounded on both sides: one cell far out must not make us walk a billion empty ones.
    for row in sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS + 1, values_only=True):
        yield _trimmed([_text(value) for value in row])


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value)
    return re.sub(r"\s+", " ", str(value)).strip()


def _number(value: float) -> str:
    # A spreadsheet keeps 15 digits. What is longer has lost its last ones and must not look whole.
    if abs(value) >= 1e15:
        return f"{value:.14E}"
    return str(int(value)) if float(value).is_integer() else str(value)
