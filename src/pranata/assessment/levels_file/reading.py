"""A file of levels, in any of the shapes officials keep them in, to exact levels by indicator."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from pranata.assessment.levels import allowed_levels, level_in, quoted
from pranata.assessment.levels_file.archive import broken
from pranata.assessment.levels_file.cells import allowed_indicators
from pranata.assessment.levels_file.errors import LevelsFileError
from pranata.assessment.levels_file.mapping import json_levels
from pranata.assessment.levels_file.tables import Row, Table, csv_table, text_of, xlsx_table
from pranata.engine.scoring import Instrument
from pranata.foundation.words import gettext as _

LARGEST = 1024 * 1024
XLSX_MARK = b"PK\x03\x04"
XLS_MARK = b"\xd0\xcf\x11\xe0"


class Entry(NamedTuple):
    """An indicator and its level as written, and where."""

    number: str
    level: str
    row: int | None
    number_column: str | None
    level_column: str | None


def read_levels(filename: str, content: bytes, instrument: Instrument) -> dict[str, Fraction]:
    """Return the level of every indicator that has one; an empty cell or null is left out.

    Reads CSV (`indicator,level` or `indikator,nilai`; comma, semicolon or tab; BOM; decimal comma), XLSX and
    JSON, told apart by content. Nothing is repaired: raises LevelsFileError at the first thing that is wrong.
    """
    levels: dict[str, Fraction] = {}
    rows: dict[str, int | None] = {}
    for entry in _entries(filename, content):
        _require_known(entry, instrument)
        if entry.number in rows:
            raise _twice(entry, rows[entry.number])
        rows[entry.number] = entry.row
        if entry.level:
            levels[entry.number] = _level(entry, instrument)
    if not levels:
        raise LevelsFileError(_("belum ada satu pun tingkat yang terisi"), allowed_levels(instrument.score))
    return levels


def _entries(filename: str, content: bytes) -> Iterator[Entry]:
    require_size(len(content))
    if not content.strip():
        raise LevelsFileError(_("berkas kosong"), _("isilah kolom indikator dan nilai"))
    if content.startswith(XLSX_MARK):
        return _in_table(xlsx_table(content))
    if content.startswith(XLS_MARK):
        raise LevelsFileError(
            _("berkas Excel lama (.xls) atau terkunci"), _("simpan sebagai .xlsx tanpa kata sandi")
        )
    if filename.lower().endswith((".xlsx", ".xlsm")):
        raise broken()
    text = text_of(content)
    if text.lstrip().startswith(("{", "[")) or filename.lower().endswith(".json"):
        return _in_json(text)
    return _in_table(csv_table(text))


def require_size(size: int) -> None:
    """Raise LevelsFileError for a file too large to be a list of levels; ask before reading a stranger's."""
    if size > LARGEST:
        found = _("berkas berukuran %(size)s MB") % {"size": f"{size / LARGEST:.1f}".replace(".", ",")}
        raise LevelsFileError(found, _("daftar tingkat paling besar 1 MB"))


def _in_json(text: str) -> Iterator[Entry]:
    for number, level in json_levels(text).items():
        yield Entry(number, (level or "").strip(), None, None, number)


def _in_table(table: Table) -> Iterator[Entry]:
    for row in table.rows:
        yield _entry(table, row)


def _entry(table: Table, row: Row) -> Entry:
    number, cells = row
    if len(cells) > table.width and any(cells[table.width :]):
        found = _("ada %(cells)s isian untuk %(width)s judul kolom") % {
            "cells": len(cells),
            "width": table.width,
        }
        allowed = _("bila memakai koma desimal, pisahkan kolom dengan titik koma")
        raise LevelsFileError(found, allowed, row=number)
    padded = [*cells, *[""] * (table.width - len(cells))]
    return Entry(
        padded[table.indicator], padded[table.level], number, table.indicator_heading, table.level_heading
    )


def _require_known(entry: Entry, instrument: Instrument) -> None:
    if entry.number in instrument.by_number:
        return
    found = (
        _("indikator %(number)s tidak ada") % {"number": quoted(entry.number)}
        if entry.number
        else _("nomor indikator kosong")
    )
    raise LevelsFileError(found, allowed_indicators(instrument), row=entry.row, column=entry.number_column)


def _level(entry: Entry, instrument: Instrument) -> Fraction:
    level = level_in(entry.level, instrument.score)
    if level is None:
        raise LevelsFileError(
            _("indikator %(number)s berisi %(level)s")
            % {"number": entry.number, "level": quoted(entry.level)},
            allowed_levels(instrument.score),
            row=entry.row,
            column=entry.level_column,
        )
    return level


def _twice(entry: Entry, first: int | None) -> LevelsFileError:
    known = (
        _("indikator %(number)s sudah diisi pada baris %(row)s")
        if first
        else _("indikator %(number)s sudah diisi")
    )
    found = known % {"number": entry.number, "row": first}
    return LevelsFileError(
        found, _("tiap indikator hanya satu kali"), row=entry.row, column=entry.number_column
    )
