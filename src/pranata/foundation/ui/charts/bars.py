"""Small marks inside rows and panels: two years on one line, and an index against its target."""

from collections.abc import Sequence
from dataclasses import dataclass

from pranata.foundation.ui.charts.geometry import Axis, Value, px
from pranata.foundation.ui.numbers import written


@dataclass(frozen=True)
class Dumbbell:
    """Two values as shares of the width; the row beside it says them in figures."""

    start: str
    end: str
    left: str
    width: str


def dumbbell(start: Value, end: Value, *, low: Value = 1, high: Value = 5) -> Dumbbell:
    """Place an earlier (open) and a later (filled) value on one axis."""
    axis = Axis(float(low), float(high), 0, 100)
    a, b = axis.at(start), axis.at(end)
    return Dumbbell(px(a), px(b), px(min(a, b)), px(abs(b - a)))


@dataclass(frozen=True)
class Mark:
    """A named value under (or, for the target, above) a bullet."""

    label: str
    value: Value


@dataclass(frozen=True)
class PlacedMark:
    """A mark ready to draw; `side` turns its text away from its neighbour."""

    left: str
    label: str
    value: str
    side: str


@dataclass(frozen=True)
class Bullet:
    """What `components/bullet.html` draws."""

    sentence: str
    inner: str
    outer: str
    target: PlacedMark
    marks: Sequence[PlacedMark]


def bullet(
    *,
    reached: Value,
    possible: Value,
    target: Mark,
    marks: Sequence[Mark],
    low: Value,
    high: Value,
    sentence: str,
) -> Bullet:
    """Draw what is reached, what would be if all that was sent is approved, and the target."""
    axis = Axis(float(low), float(high), 0, 100)
    ordered = sorted(marks, key=lambda mark: float(mark.value))
    places = [axis.at(mark.value) for mark in ordered]
    placed = [_mark(mark, axis, _side(k, places)) for k, mark in enumerate(ordered)]
    side = "toleft" if axis.at(target.value) > 85 else ("toright" if axis.at(target.value) < 15 else "")
    return Bullet(sentence, axis.xy(reached), axis.xy(possible), _mark(target, axis, side), placed)


def _mark(mark: Mark, axis: Axis, side: str) -> PlacedMark:
    return PlacedMark(axis.xy(mark.value), mark.label, written(mark.value), side)


def _side(k: int, places: Sequence[float]) -> str:
    at, room = places[k], 18.0
    if k + 1 < len(places) and places[k + 1] - at < room and at > room:
        return "toleft"
    if (k and at - places[k - 1] < room) or at < 8:
        return "toright"
    return "toleft" if at > 90 else ""
