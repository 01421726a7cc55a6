"""The file of costs: one row a step."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from pranata.assessment.levels import quoted
from pranata.assessment.levels_file.cells import allowed_indicators
from pranata.engine.optimise import Month, Place, Step, circle
from pranata.engine.optimise.months import MONTHS_IN_A_YEAR
from pranata.engine.scoring import Instrument
from pranata.foundation.words import gettext as _
from pranata.planning.files.errors import PlanFileError
from pranata.planning.files.numbers import days, days_allowed, decimal_days, rupiah, rupiah_allowed
from pranata.planning.files.table import Row, read_rows

COLUMNS = ("indicator", "from", "to", "cost", "effort", "months", "owner", "requires")
HEADINGS = {
    "indicator": frozenset({"indicator", "indikator", "no", "nomor", "nomor indikator"}),
    "from": frozenset({"from", "dari"}),
    "to": frozenset({"to", "ke"}),
    "cost": frozenset({"cost", "biaya"}),
    "effort": frozenset({"effort", "hari kerja", "hari kerja orang", "upaya"}),
    "months": frozenset({"months", "bulan"}),
    "owner": frozenset({"owner", "opd", "perangkat daerah", "penanggung jawab"}),
    "requires": frozenset({"requires", "prasyarat"}),
    "opens": frozenset({"opens", "bulan dibuka", "dapat mulai"}),
    "started": frozenset({"started", "berjalan sejak"}),
}
OPTIONAL = frozenset({"opens", "started"})
LONGEST_MONTHS = 60
LONGEST_OWNER = 120
_WHOLE = re.compile(r"[0-9]{1,4}")
# A workbook hands a day over with its hour.
_MONTH_OR_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2}( 00:00:00)?)?")
_PLACE = re.compile(r"([^:;]{1,20}):([0-9]{1,2})")


def read_costs(file: str, content: bytes, instrument: Instrument) -> tuple[Step, ...]:
    """Return every step of the file. Raises PlanFileError at the first thing that is wrong.

    Two columns may be missing: `opens`, months of the year in which the step may begin (`1;9`), and
    `started`, the month in which work began that runs already; its row then says what is left of it.
    """
    steps: dict[Place, Step] = {}
    rows: dict[Place, int] = {}
    for row in read_rows(file, content, HEADINGS, OPTIONAL):
        step = _step(row, instrument)
        if step.reaches in rows:
            found = _("langkah %(step)s sudah ada pada baris %(row)s") % {
                "step": step_text(step),
                "row": rows[step.reaches],
            }
            raise row.refused("indicator", found, _("tiap langkah satu baris"))
        steps[step.reaches], rows[step.reaches] = step, row.number
    _require_no_circle(file, steps.values(), rows)
    return tuple(steps.values())


def step_in(cells: Mapping[str, str], instrument: Instrument) -> Step:
    """Return a step as typed into fields of the names of the columns; the same is refused as in a file.

    Raises PlanFileError, whose `column` is the field.
    """
    return _step(Row("", 0, cells, {name: name for name in HEADINGS}), instrument)


def step_text(step: Step) -> str:
    """Write a step as `11: 2→3`."""
    return f"{step.indicator}: {step.from_level}→{step.to_level}"


def costs_csv(steps: Iterable[Step]) -> str:
    """Return steps as a file that `read_costs` reads, with decimal commas between semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    steps = tuple(steps)
    dated = any(step.opens or step.started for step in steps)
    writer.writerow((*COLUMNS, "opens", "started") if dated else COLUMNS)
    for step in steps:
        requires = ";".join(f"{number}:{level}" for number, level in step.requires)
        writer.writerow(
            [
                step.indicator, step.from_level, step.to_level, step.cost,
                days_text(step), step.months, step.owner, requires,
                *([";".join(map(str, step.opens)), step.started or ""] if dated else []),
            ]
        )  # fmt: skip
    return out.getvalue()


def days_text(step: Step) -> str:
    """Write the person-days of a step, which were read with at most three decimals."""
    return decimal_days(step.effort)


def _step(row: Row, instrument: Instrument) -> Step:
    number = row.cells["indicator"]
    if number not in instrument.by_number:
        found = _("indikator %(number)s tidak ada") % {"number": quoted(number)}
        raise row.refused("indicator", found, allowed_indicators(instrument))
    first, last = _level(row, "from", instrument), _level(row, "to", instrument)
    if last != first + 1:
        found = _("langkah dari tingkat %(first)s ke %(last)s") % {"first": first, "last": last}
        raise row.refused("to", found, _("satu baris menaikkan tepat satu tingkat"))
    return Step(
        number, first, last, _cost(row), _effort(row), _months(row), _owner(row), _requires(row, instrument),
        _opens(row), _started(row),
    )  # fmt: skip


def _level(row: Row, column: str, instrument: Instrument) -> int:
    text = row.cells[column]
    level = int(text) if _WHOLE.fullmatch(text) else None
    if level is None or level not in instrument.whole_levels:
        bounds = {"minimum": instrument.score.minimum, "maximum": instrument.score.maximum}
        allowed = _("isilah tingkat %(minimum)s sampai %(maximum)s") % bounds
        raise row.refused(column, _("isinya %(text)s") % {"text": quoted(text)}, allowed)
    return level


def _cost(row: Row) -> int:
    text = row.cells["cost"]
    amount = rupiah(text)
    if amount is None:
        negative = text.startswith(("-", "−", "("))
        found = _("biaya %(text)s negatif") if negative else _("biaya %(text)s bukan rupiah utuh")
        found = found if text else _("sel kosong")
        raise row.refused("cost", found % {"text": quoted(text)}, rupiah_allowed())
    return amount


def _effort(row: Row) -> Fraction:
    text = row.cells["effort"]
    effort = days(text)
    if effort is None:
        found = _("hari kerja %(text)s tidak dapat dipakai") % {"text": quoted(text)}
        raise row.refused("effort", found, days_allowed(text))
    return effort


def _months(row: Row) -> int:
    text = row.cells["months"]
    months = int(text) if _WHOLE.fullmatch(text) else 0
    if not 1 <= months <= LONGEST_MONTHS:
        found = _("lama %(text)s bulan") % {"text": quoted(text)}
        allowed = _("isilah bulan utuh 1 sampai %(most)s") % {"most": LONGEST_MONTHS}
        raise row.refused("months", found, allowed)
    return months


def _owner(row: Row) -> str:
    owner = " ".join(row.cells["owner"].split())
    if not owner or len(owner) > LONGEST_OWNER or not owner.isprintable():
        found = _("penanggung jawab %(text)s") % {"text": quoted(owner)} if owner else _("sel kosong")
        raise row.refused("owner", found, _("isilah nama perangkat daerah yang mengerjakan"))
    return owner


def _requires(row: Row, instrument: Instrument) -> tuple[Place, ...]:
    places = [part.strip() for part in row.cells["requires"].split(";") if part.strip()]
    return tuple(dict.fromkeys(_place(row, part, instrument) for part in places))


def _opens(row: Row) -> tuple[int, ...]:
    parts = [part.strip() for part in row.cells.get("opens", "").split(";") if part.strip()]
    months = {int(part) for part in parts if _WHOLE.fullmatch(part)}
    if len(months) != len(parts) or not months <= set(range(1, MONTHS_IN_A_YEAR + 1)):
        found = _("bulan %(text)s") % {"text": quoted(row.cells["opens"])}
        raise row.refused("opens", found, _("tulis nomor bulan 1 sampai 12, misalnya 1;9"))
    return tuple(sorted(months))


def _started(row: Row) -> Month | None:
    text = row.cells.get("started", "")
    month = Month.read(text[: len("2026-01")]) if _MONTH_OR_DAY.fullmatch(text) else None
    if text and month is None:
        found = _("berjalan sejak %(text)s") % {"text": quoted(text)}
        raise row.refused("started", found, _("tulis tahun dan bulan, misalnya 2026-09"))
    return month


def _place(row: Row, part: str, instrument: Instrument) -> Place:
    match = _PLACE.fullmatch(part)
    number, level = (match[1].strip(), int(match[2])) if match else ("", 0)
    found = _("prasyarat %(text)s") % {"text": quoted(part)}
    if match is None:
        raise row.refused("requires", found, _("tulis indikator:tingkat, misalnya 11:3;17:2"))
    if number not in instrument.by_number:
        found = _("prasyarat %(text)s menyebut indikator yang tidak ada") % {"text": quoted(part)}
        raise row.refused("requires", found, allowed_indicators(instrument))
    if level not in instrument.whole_levels:
        bounds = {"minimum": instrument.score.minimum, "maximum": instrument.score.maximum}
        raise row.refused("requires", found, _("isilah tingkat %(minimum)s sampai %(maximum)s") % bounds)
    return number, level


def _require_no_circle(file: str, steps: Iterable[Step], rows: dict[Place, int]) -> None:
    found = circle(steps)
    if found:
        named = " → ".join(step_text(step) for step in (*found, found[0]))
        raise PlanFileError(
            file,
            _("prasyarat melingkar %(steps)s") % {"steps": named},
            _("hapus salah satu prasyarat di antaranya"),
            row=rows[found[0].reaches],
            column="requires",
        )
