"""How many stand where: a distribution over the scale, coloured by its bands."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from pranata.foundation.ui.charts.geometry import Axis, Table, Value, px, ticks
from pranata.foundation.ui.charts.scale import Band
from pranata.foundation.ui.numbers import exact, written


@dataclass(frozen=True)
class Bar:
    """One bin, with the text a pointer shows."""

    path: str
    step: int
    title: str


@dataclass(frozen=True)
class Edge:
    """The start of a band on the axis, and its name over the middle."""

    x: str
    text: str
    anchor: str
    name: str
    name_x: str
    step: int
    from_x: str
    to_x: str


@dataclass(frozen=True)
class HistogramDrawing:
    """One size of a histogram."""

    size: str
    width: int
    height: int
    left: str
    right: str
    base: str
    top: str
    foot: str
    ticks: Sequence[tuple[str, str, str]]
    bars: Sequence[Bar]
    outline: str
    edges: Sequence[Edge]
    end: str


@dataclass(frozen=True)
class Histogram:
    """What `components/histogram.html` draws."""

    sentence: str
    names: Sequence[str]
    drawings: Sequence[HistogramDrawing]
    table: Table


@dataclass(frozen=True)
class _Plan:
    own: tuple[str, Sequence[Fraction]]
    other: tuple[str, Sequence[Fraction]] | None
    bands: Sequence[Band]
    low: Fraction
    high: Fraction


def histogram(
    own: tuple[str, Sequence[Value]],
    comparison: tuple[str, Sequence[Value]] | None = None,
    *,
    bands: Sequence[Band],
    sentence: str,
    low: Value = 1,
    high: Value = 5,
) -> Histogram:
    """Count values in bins of 0,1 (0,2 on a phone). A value on an edge belongs to the bin it begins;
    the highest value belongs to the last bin. Values outside `low`–`high` are not drawn."""
    plan = _Plan(
        _exactly(own), _exactly(comparison) if comparison else None, bands, Fraction(low), Fraction(high)
    )
    drawings = (
        _draw(plan, "only-wide", 860, 300, Fraction(1, 10)),
        _draw(plan, "only-narrow", 340, 230, Fraction(1, 5)),
    )
    names = [own[0], *([comparison[0]] if comparison else [])]
    return Histogram(sentence, names, drawings, _table(plan))


def counts(values: Sequence[Fraction], low: Fraction, high: Fraction, width: Fraction) -> list[int]:
    """Return how many values fall into each bin from `low` to `high`."""
    bins = int((high - low) / width)
    found = [0] * bins
    for value in values:
        if low <= value <= high:
            found[min(int((value - low) / width), bins - 1)] += 1
    return found


def _exactly(series: tuple[str, Sequence[Value]]) -> tuple[str, list[Fraction]]:
    return series[0], [number for value in series[1] if (number := exact(value)) is not None]


def _draw(plan: _Plan, size: str, width: int, height: int, step: Fraction) -> HistogramDrawing:
    own = counts(plan.own[1], plan.low, plan.high, step)
    other = counts(plan.other[1], plan.low, plan.high, step) if plan.other else []
    marks = _heights(max([*own, *other, 1]))
    left, right, base, top = 30.0, width - 8.0, height - 46.0, 30.0
    across = Axis(float(plan.low), float(plan.high), left, right)
    up = Axis(0, marks[-1], base, top)
    return HistogramDrawing(
        size=size,
        width=width,
        height=height,
        left=px(left),
        right=px(right),
        base=px(base),
        top=px(top),
        foot=px(height - 4),
        ticks=[(up.xy(m), px(up.at(m) + 4), written(m, 0)) for m in marks],
        bars=_bars(plan, own, other, step, across, up),
        outline=_outline(other, step, plan.low, across, up) if plan.other else "",
        edges=_edges(plan, across),
        end=written(plan.high, 2),
    )


def _heights(tallest: int) -> list[float]:
    """Return whole marks from nothing to the first one at or above the tallest bar."""
    marks = [mark for mark in ticks(0, tallest, 6) if mark == int(mark)]
    step = marks[1] - marks[0] if len(marks) > 1 else 1.0
    return marks if marks[-1] >= tallest else [*marks, marks[-1] + step]


def _bars(
    plan: _Plan, own: Sequence[int], other: Sequence[int], step: Fraction, across: Axis, up: Axis
) -> list[Bar]:
    bars = []
    for k, count in enumerate(own):
        start = plan.low + k * step
        a, b = across.at(start) + 1, across.at(start + step) - 1
        if count:
            path = f"M{px(a)} {px(up.start)}V{up.xy(count)}H{px(b)}V{px(up.start)}z"
            bars.append(
                Bar(path, _step(plan.bands, start), _title(plan, start, step, count, other[k : k + 1]))
            )
    return bars


def _title(plan: _Plan, start: Fraction, step: Fraction, count: int, other: Sequence[int]) -> str:
    last = start + step - Fraction(1, 100)
    text = _("%(from)s sampai %(to)s: %(count)s pada %(year)s") % {
        "from": written(start),
        "to": written(last if start + step < plan.high else plan.high),
        "count": written(count, 0),
        "year": plan.own[0],
    }
    if plan.other and other:
        text += _(", %(count)s pada %(year)s") % {"count": written(other[0], 0), "year": plan.other[0]}
    return text


def _step(bands: Sequence[Band], value: Fraction) -> int:
    return max(1, min(5, sum(1 for band in bands if Fraction(band.start) <= value)))


def _outline(other: Sequence[int], step: Fraction, low: Fraction, across: Axis, up: Axis) -> str:
    path = f"M{across.xy(low)} {px(up.start)}"
    for k, count in enumerate(other):
        path += f"V{up.xy(count)}H{across.xy(low + (k + 1) * step)}"
    return f"{path}V{px(up.start)}"


def _edges(plan: _Plan, across: Axis) -> list[Edge]:
    ends = [Fraction(band.start) for band in plan.bands[1:]] + [plan.high]
    edges = []
    for k, (band, end) in enumerate(zip(plan.bands, ends, strict=True), 1):
        a, b = across.at(band.start), across.at(end)
        edges.append(
            Edge(px(a), written(band.start), "start" if k == 1 else "middle", band.name, px((a + b) / 2),
                 min(k, 5), px(a + (0 if k == 1 else 1)), px(b - 1))
        )  # fmt: skip
    return edges


def _table(plan: _Plan) -> Table:
    ends = [Fraction(band.start) for band in plan.bands[1:]] + [None]
    columns = [plan.own, *([plan.other] if plan.other else [])]
    rows = [
        (band.name, *(str(_between(values, Fraction(band.start), end)) for _name, values in columns))
        for band, end in zip(plan.bands, ends, strict=True)
    ]
    return Table((_("Predikat"), *(name for name, _values in columns)), rows)


def _between(values: Sequence[Fraction], start: Fraction, end: Fraction | None) -> int:
    return sum(1 for value in values if value >= start and (end is None or value < end))
