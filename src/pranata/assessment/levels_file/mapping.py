"""Levels in JSON: a map of indicator to level, also inside a result of `pranata index --json`."""

import json
from typing import Any, NoReturn

from pranata.assessment.levels import plain
from pranata.assessment.levels_file.errors import LevelsFileError
from pranata.foundation.words import gettext as _

EXAMPLE = '{"1": 3, "2": 2, …}'


def json_levels(text: str) -> dict[str, str | None]:
    """Return what the map says, levels as they were written. Raises LevelsFileError."""
    try:
        document = json.loads(
            text,
            object_pairs_hook=_pairs,
            parse_float=str,
            parse_int=str,
            parse_constant=_no_constant,
        )
    except json.JSONDecodeError as problem:
        raise LevelsFileError(_("JSON tidak utuh"), _shape(), row=problem.lineno) from problem
    except RecursionError as problem:
        raise LevelsFileError(_("JSON bersarang terlalu dalam"), _shape()) from problem
    if isinstance(document, dict) and isinstance(document.get("levels"), dict):
        document = document["levels"]
    if not isinstance(document, dict):
        raise LevelsFileError(_("JSON bukan pasangan indikator dan tingkat"), _shape())
    return {number: _level(value) for number, value in document.items()}


def _shape() -> str:
    return _("tulis %(example)s") % {"example": EXAMPLE}


def _level(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise LevelsFileError(
                _("indikator %(key)s ditulis dua kali") % {"key": plain(key[:20])},
                _("tiap indikator satu kali"),
                column=key[:20],
            )
        found[key] = value
    return found


def _no_constant(text: str) -> NoReturn:
    raise LevelsFileError(_("%(text)s bukan bilangan") % {"text": text}, _shape())
