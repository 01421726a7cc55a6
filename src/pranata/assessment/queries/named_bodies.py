"""Finding bodies by names that somebody pasted: one a line, with or without their kind."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from python_calamine import CalamineError, CalamineWorkbook

from pranata.organisation.directory import canonical_key
from pranata.organisation.models import Instansi, InstansiKind

MOST = 2000


@dataclass(frozen=True)
class Named:
    """Who was found, and the lines nobody was found for, or more than one."""

    bodies: tuple[Instansi, ...]
    unknown: tuple[str, ...]


def bodies_named(lines: Iterable[str], among: QuerySet[Instansi]) -> Named:
    """Return the bodies the lines name. A name that fits two bodies is not guessed. At most one query."""
    wanted = [line.strip() for line in lines if line.strip()][:MOST]
    if not wanted:
        return Named((), ())
    by_key: dict[object, set[Instansi]] = {}
    for body in among:
        by_key.setdefault(canonical_key(body.name, body.kind), set()).add(body)
    by_name = {body.name.casefold(): body for bodies in by_key.values() for body in bodies}
    found: dict[int, Instansi] = {}
    unknown = []
    for line in wanted:
        exact = by_name.get(line.casefold())
        fitting = {exact} if exact else _fitting(line, by_key)
        if len(fitting) == 1:
            (body,) = fitting
            found[body.pk] = body
        else:
            unknown.append(line)
    return Named(tuple(found.values()), tuple(unknown))


def _fitting(line: str, by_key: dict[object, set[Instansi]]) -> set[Instansi]:
    keys = {canonical_key(line, kind) for kind in InstansiKind.values}
    return set().union(*(by_key.get(key, set()) for key in keys))


def names_in(filename: str, content: bytes) -> list[str]:
    """Return the first column of a workbook or a CSV; nothing where it cannot be read. A head is no name."""
    try:
        rows = _rows(content)
    except (CalamineError, UnicodeDecodeError, csv.Error, OSError):
        return []
    names = [str(row[0]).strip() for row in rows[:MOST] if row and str(row[0]).strip()]
    return names[1:] if names and names[0].casefold() in ("instansi", "nama", "nama instansi") else names


def _rows(content: bytes) -> list[list[object]]:
    if content.startswith(b"PK"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return book.get_sheet_by_index(0).to_python()  # type: ignore[return-value]
    text = content.decode("utf-8-sig")
    return [list(row) for row in csv.reader(io.StringIO(text), delimiter=";" if ";" in text else ",")]
