"""CSV by RFC 4180: comma, dot as decimal mark, CRLF, UTF-8 with a byte order mark.

The mark lets a spreadsheet read our letters. Comma and dot are for programs; an office in Indonesia, whose
spreadsheet expects semicolons, takes the xlsx that always stands beside it.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from pranata.foundation.exports.cells import Cell, is_formula, plain

MARK = "\ufeff"


def table_csv(headers: Sequence[object], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the whole table. Texts that would run as formulas are quoted with an apostrophe."""
    return b"".join(csv_chunks(headers, rows))


def csv_chunks(headers: Sequence[object], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Give the table line by line, for a streamed answer; holds one row at a time."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write(MARK)
    for row in _with_headers(headers, rows):
        writer.writerow([_field(value) for value in row])
        yield buffer.getvalue().encode("utf-8")
        buffer.seek(0)
        buffer.truncate()


def _with_headers(headers: Sequence[object], rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    yield headers
    yield from rows


def _field(value: Cell) -> str:
    held = plain(value)
    if held is None:
        return ""
    if isinstance(held, Decimal):
        return f"{held:f}"
    if isinstance(held, bool):
        return "1" if held else "0"
    if isinstance(held, dt.datetime):
        return held.isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(held, str) and is_formula(held):
        return "'" + held
    return str(held)
