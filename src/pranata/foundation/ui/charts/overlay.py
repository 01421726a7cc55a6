"""Several bodies on one axis: their lines over years, and their marks on each part.

Six colours would not tell six bodies apart for everybody, so each carries a letter: at the end of its line,
on its mark, and in the legend.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pranata.foundation.ui.charts.geometry import Axis, Table, Value, decimals_needed, polyline, px, ticks
from pranata.foundation.ui.charts.lines import Series
from pranata.foundation.ui.numbers import written

LETTERS = "ABCDEF"
DASHES = ("", "7 4", "2 4", "10 3 2 3", "4 2", "1 5")
LINE_APART = 17.0


@dataclass(frozen=True)
class OverlayLine:
    """One body's line: its letter, its stretches, its points, and where the letter stands."""

    letter: str
    dash: str
    first: bool
    paths: Sequence[str]
    dots: Sequence[tuple[str, str]]
    text_x: str
    text_y: str
    value: str


@dataclass(frozen=True)
class OverlayDrawing:
    """One size of an overlay."""

    size: str
    width: int
    height: int
    left: str
    right: str
    bottom: str
    label_y: str
    ticks: Sequence[tuple[str, str]]
    labels: Sequence[tuple[str, str]]
    lines: Sequence[OverlayLine]


@dataclass(frozen=True)
class Overlay:
    """What `components/overlay.html` draws. `legend` pairs letters with names."""

    sentence: str
    legend: Sequence[tuple[str, str, bool]]
    drawings: Sequence[OverlayDrawing]
    table: Table


@dataclass(frozen=True)
class LaneMark:
    """A letter on a lane; marks that would meet stand on rows of their own."""

    left: str
    row: int
    letter: str
    first: bool
    value: str


@dataclass(frozen=True)
class Lane:
    """One part, with a mark for each body that has a value."""

    name: str
    rows: int
    marks: Sequence[LaneMark]


def overlay(
    labels: Sequence[str], series: Sequence[Series], *, sentence: str, headers: Sequence[str]
) -> Overlay:
    """Draw up to six lines; an axis cut to what is shown, in halves. `headers` head the table."""
    drawings = (_draw(labels, series, "only-wide", 640, 320), _draw(labels, series, "only-narrow", 336, 280))
    rows = [(label, *(written(one.values[k]) for one in series)) for k, label in enumerate(labels)]
    legend = [(LETTERS[k], one.name, k == 0) for k, one in enumerate(series)]
    return Overlay(sentence, legend, drawings, Table(headers, rows))


def lanes(
    rows: Sequence[tuple[str, Sequence[Value | None]]], *, low: Value = 1, high: Value = 5
) -> list[Lane]:
    """Place each body's value of each part on one axis."""
    axis = Axis(float(low), float(high), 0, 100)
    return [_lane(name, values, axis) for name, values in rows]


def _lane(name: str, values: Sequence[Value | None], axis: Axis) -> Lane:
    marks: list[LaneMark] = []
    ends: list[float] = []
    for value, k in sorted((value, k) for k, value in enumerate(values) if value is not None):
        at = axis.at(value)
        row = next((number for number, end in enumerate(ends) if at - end > 5), len(ends))
        ends[row : row + 1] = [at]
        marks.append(LaneMark(px(at), row, LETTERS[k], k == 0, written(value)))
    return Lane(name, max(len(ends), 1), marks)


def _draw(
    labels: Sequence[str], series: Sequence[Series], size: str, width: int, height: int
) -> OverlayDrawing:
    known = [float(value) for one in series for value in one.values if value is not None]
    low, high = max(1.0, int(min(known) * 2) / 2), min(5.0, (int(max(known) * 2) + 1) / 2)
    left, bottom = 34.0, height - 28.0
    across = Axis(0, max(len(labels) - 1, 1), left + 20, width - 72)
    up = Axis(low, high, bottom - 8, 16)
    marks = ticks(low, high, 6)
    return OverlayDrawing(
        size=size,
        width=width,
        height=height,
        left=px(left),
        right=px(width - 60),
        bottom=px(bottom),
        label_y=px(height - 8),
        ticks=[(up.xy(mark), written(mark, decimals_needed(marks))) for mark in marks],
        labels=[(across.xy(k), label) for k, label in enumerate(labels)],
        lines=_lines(series, across, up),
    )


def _lines(series: Sequence[Series], across: Axis, up: Axis) -> list[OverlayLine]:
    ends = _apart([(_last(one), k) for k, one in enumerate(series)], up)
    return [_line(k, one, across, up, ends.get(k)) for k, one in enumerate(series)]


def _line(k: int, one: Series, across: Axis, up: Axis, text_y: float | None) -> OverlayLine:
    points = [(across.at(at), up.at(value)) for at, value in enumerate(one.values) if value is not None]
    last = _last(one)
    x = points[-1][0] + 10 if points else 0
    return OverlayLine(
        LETTERS[k], DASHES[k], k == 0, _stretches(one, across, up), [(px(x), px(y)) for x, y in points],
        px(x), px((text_y or 0) + 4), written(last),
    )  # fmt: skip


def _stretches(one: Series, across: Axis, up: Axis) -> list[str]:
    runs: list[list[tuple[float, float]]] = [[]]
    for at, value in enumerate(one.values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((across.at(at), up.at(value)))
    return [polyline(run) for run in runs if len(run) > 1]


def _last(one: Series) -> Value | None:
    return next((value for value in reversed(one.values) if value is not None), None)


def _apart(ends: Sequence[tuple[Value | None, int]], up: Axis) -> dict[int, float]:
    """Move the letters at the ends so far apart that each can be read, the lowest staying in place."""
    wanted = sorted((up.at(value), k) for value, k in ends if value is not None)
    placed: dict[int, float] = {}
    floor = up.start
    for y, k in reversed(wanted):
        placed[k] = min(y, floor)
        floor = placed[k] - LINE_APART
    return placed
