"""Lines over years: a small one beside a figure, and the full one with named thresholds."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pranata.foundation.ui.charts.geometry import Axis, Table, Value, decimals_needed, polyline, px, ticks
from pranata.foundation.ui.numbers import written


@dataclass(frozen=True)
class Dot:
    """A point with its text."""

    x: str
    y: str
    text_y: str
    value: str
    label: str
    last: bool = False


@dataclass(frozen=True)
class Spark:
    """What `components/spark.html` draws."""

    sentence: str
    line: str
    area: str
    dots: Sequence[Dot]
    label_y: str
    table: Table


def spark(points: Sequence[tuple[str, Value]], *, sentence: str, decimals: int = 2) -> Spark:
    """Draw a short row of values, each with its figure; the axis spans the values and says none."""
    values = [float(value) for _label, value in points]
    low, high = min(values), max(values)
    room = (high - low) * 0.35 or 0.5
    across = Axis(0, max(len(points) - 1, 1), 24, 276)
    up = Axis(low - room, high, 88, 30)
    placed = [(across.at(k), up.at(v)) for k, v in enumerate(values)]
    dots = [
        Dot(px(x), px(y), px(y - 11), written(points[k][1], decimals), points[k][0], k == len(points) - 1)
        for k, (x, y) in enumerate(placed)
    ]
    area = f"{polyline(placed)}V88H{px(placed[0][0])}z"
    table = Table((), [(label, written(value, decimals)) for label, value in points])
    return Spark(sentence, polyline(placed), area, dots, "106", table)


@dataclass(frozen=True)
class Series:
    """One line; None where a year is missing, which leaves a gap."""

    name: str
    values: Sequence[Value | None]


@dataclass(frozen=True)
class Threshold:
    """A named line across the chart."""

    name: str
    value: Value


@dataclass(frozen=True)
class Rule:
    """A horizontal line with its text."""

    y: str
    text: str
    text_y: str


@dataclass(frozen=True)
class TrendDrawing:
    """One size of a trend."""

    size: str
    width: int
    height: int
    left: str
    right: str
    bottom: str
    ticks: Sequence[Rule]
    thresholds: Sequence[Rule]
    labels: Sequence[tuple[str, str]]
    label_y: str
    own: Sequence[str]
    others: Sequence[Sequence[str]]
    dots: Sequence[Dot]
    other_dots: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Trend:
    """What `components/trend.html` draws: once wide, once for a phone."""

    sentence: str
    names: Sequence[str]
    drawings: Sequence[TrendDrawing]
    note: str
    table: Table


@dataclass(frozen=True)
class _Plan:
    labels: Sequence[str]
    own: Series
    others: Sequence[Series]
    thresholds: Sequence[Threshold]
    low: float
    high: float
    decimals: int
    floor: float
    sides: Sequence[bool] = field(default_factory=tuple)


def trend(
    labels: Sequence[str],
    own: Series,
    others: Sequence[Series] = (),
    *,
    sentence: str,
    thresholds: Sequence[Threshold] = (),
    floor: Value = 1,
    ceiling: Value = 5,
    decimals: int = 2,
) -> Trend:
    """Draw our line (accent, labelled) over others (grey, dashed).

    The axis is cut to what is shown, in halves; when it does not begin at `floor` the note says so.
    """
    known = [float(v) for s in (own, *others) for v in s.values if v is not None]
    low = max(float(floor), math.floor((min(known) - 0.2) * 2) / 2)
    high = min(float(ceiling), math.ceil((max(known) + 0.15) * 2) / 2)
    plan = _Plan(labels, own, others, thresholds, low, high, decimals, float(floor))
    note = "" if low == float(floor) else _("Sumbu mulai di %(low)s.") % {"low": written(low, 1)}
    names = [own.name, *(s.name for s in others)]
    drawings = (_draw(plan, "only-wide", 640, 320), _draw(plan, "only-narrow", 336, 260))
    return Trend(sentence, names, drawings, note, _table(plan))


def _draw(plan: _Plan, size: str, width: int, height: int) -> TrendDrawing:
    left, bottom, inset = 34.0, height - 28.0, (60.0 if width > 400 else 34.0)
    across = Axis(0, max(len(plan.labels) - 1, 1), left + inset, width - inset)
    up = Axis(plan.low - (plan.high - plan.low) * 0.06, plan.high, bottom, 18)
    marks = ticks(plan.low, plan.high, 6)
    return TrendDrawing(
        size=size,
        width=width,
        height=height,
        left=px(left),
        right=px(width - 4),
        bottom=px(bottom),
        ticks=[_rule(up, mark, written(mark, decimals_needed(marks))) for mark in marks],
        thresholds=[
            _rule(up, float(t.value), f"{t.name} {written(t.value)}")
            for t in plan.thresholds
            if plan.low < float(t.value) < plan.high
        ],
        labels=[(px(across.at(k)), label) for k, label in enumerate(plan.labels)],
        label_y=px(height - 8),
        own=_segments(plan.own, across, up),
        others=[_segments(s, across, up) for s in plan.others],
        dots=_dots(plan, across, up),
        other_dots=[
            (across.xy(k), up.xy(v)) for s in plan.others for k, v in enumerate(s.values) if v is not None
        ],
    )


def _rule(up: Axis, value: float, text: str) -> Rule:
    y = up.at(value)
    return Rule(px(y), text, px(y - 5))


def _segments(series: Series, across: Axis, up: Axis) -> list[str]:
    runs: list[list[tuple[float, float]]] = [[]]
    for k, value in enumerate(series.values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((across.at(k), up.at(value)))
    return [polyline(run) for run in runs if len(run) > 1]


def _dots(plan: _Plan, across: Axis, up: Axis) -> list[Dot]:
    dots = []
    for k, value in enumerate(plan.own.values):
        if value is None:
            continue
        x, y = across.at(k), up.at(value)
        below = _label_below(plan, k, value) and y + 24 < up.start
        text_y = y + 24 if below else y - 13
        last = k == len(plan.own.values) - 1
        dots.append(Dot(px(x), px(y), px(text_y), written(value, plan.decimals), plan.labels[k], last))
    return dots


def _label_below(plan: _Plan, k: int, value: Value) -> bool:
    """Whether the figure fits better under its point: no other line runs just below it."""
    rivals = [float(v) for s in plan.others if k < len(s.values) and (v := s.values[k]) is not None]
    return not any(0 <= float(value) - rival < 0.45 for rival in rivals)


def _table(plan: _Plan) -> Table:
    series = (plan.own, *plan.others)
    rows = [
        (label, *(written(s.values[k] if k < len(s.values) else None, plan.decimals) for s in series))
        for k, label in enumerate(plan.labels)
    ]
    return Table((_("Tahun"), *(s.name for s in series)), rows)
