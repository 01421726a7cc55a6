"""Axes, ticks and the writing of coordinates, which leave as text: a template localises floats."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Value = int | float | Decimal | Fraction


@dataclass(frozen=True)
class Table:
    """The numbers behind a chart, written out."""

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Axis:
    """A straight mapping of values from `low` to `high` onto pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: Value) -> float:
        """Return the pixel of a value, held within the axis."""
        span = (self.high - self.low) or 1
        share = min(max((float(value) - self.low) / span, 0), 1)
        return self.start + share * (self.end - self.start)

    def xy(self, value: Value) -> str:
        """Return the pixel of a value as it is written into markup."""
        return px(self.at(value))


def px(value: float) -> str:
    """Write a coordinate with at most one decimal and a dot, whatever the language."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Return round values from `low` to `high`, near `about` of them, in steps of 1, 2, 2,5 or 5 tens."""
    span = high - low
    if span <= 0 or about < 1:
        return [low]
    power = 10 ** math.floor(math.log10(span / about))
    step = next(s * power for s in (1, 2, 2.5, 5, 10, 20) if span / (s * power) <= about)
    first = math.ceil(low / step - 1e-9)
    return [round(k * step, 10) for k in range(first, math.floor(high / step + 1e-9) + 1)]


def decimals_needed(marks: Sequence[float]) -> int:
    """Return how many decimals, 1 or 2, the marks need so that none is written as another value."""
    return 1 if all(round(mark, 1) == mark for mark in marks) else 2


def polyline(points: Sequence[tuple[float, float]]) -> str:
    """Return the path through points."""
    return "M" + "L".join(f"{px(x)} {px(y)}" for x, y in points) if points else ""
