"""What somebody copies out of a spreadsheet, as a table of indicators and levels."""

from pranata.assessment.levels_file import LevelsFileError
from pranata.engine.scoring import Instrument
from pranata.foundation.words import gettext as _

HEADING = "indikator;nilai"


def pasted_table(text: str, instrument: Instrument) -> str:
    """Return pasted lines as CSV with a heading: two columns as they are, one column in indicator order.

    Raises LevelsFileError when one column holds more levels than there are indicators. What the cells say
    is judged by whoever reads the table.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if all(_is_one_cell(line) for line in lines):
        lines = _numbered(lines, instrument)
    else:
        lines = [line if ";" in line else ";".join(line.split()) for line in lines]
    return "\n".join([HEADING, *lines])


def _is_one_cell(line: str) -> bool:
    return len(line.split()) == 1 and ";" not in line


def _numbered(lines: list[str], instrument: Instrument) -> list[str]:
    numbers = [item.number for item in instrument.indicators]
    if len(lines) > len(numbers):
        raise LevelsFileError(
            _("tempelan memuat %(count)s baris") % {"count": len(lines)},
            _("%(id)s memuat %(count)s indikator") % {"id": instrument.id, "count": len(numbers)},
        )
    return [f"{number};{line}" for number, line in zip(numbers, lines, strict=False)]
