"""The radar: the shape of a result, ours over a comparison."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pranata.foundation.ui.charts.geometry import Table, Value, polyline, px
from pranata.foundation.ui.numbers import written

CENTRE = (220.0, 150.0)
RADIUS = 104.0
LINE = 18


@dataclass(frozen=True)
class Spoke:
    """One axis: its line, and where its name stands."""

    x: str
    y: str
    text_x: str
    text_y: str
    anchor: str
    lines: Sequence[str]
    value: str
    value_y: str


@dataclass(frozen=True)
class Radar:
    """What `components/radar.html` draws."""

    sentence: str
    names: Sequence[str]
    rings: Sequence[str]
    spokes: Sequence[Spoke]
    own: str
    comparison: str
    dots: Sequence[tuple[str, str]]
    table: Table


def radar(
    axes: Sequence[str],
    own: tuple[str, Sequence[Value]],
    comparison: tuple[str, Sequence[Value]] | None = None,
    *,
    sentence: str,
    high: Value = 5,
    rings: int = 5,
    decimals: int = 2,
) -> Radar:
    """Draw three to twelve axes from zero to `high`; `own` and `comparison` are a name and its values."""
    top, count = float(high), len(axes)
    shapes = [_polygon([top * ring / rings] * count, top) for ring in range(1, rings + 1)]
    spokes = [_spoke(k, count, name, written(own[1][k], decimals)) for k, name in enumerate(axes)]
    dots = [_text(_point(k, count, float(v) / top)) for k, v in enumerate(own[1])]
    other = _polygon([float(v) for v in comparison[1]], top) if comparison else ""
    names = [own[0], *([comparison[0]] if comparison else [])]
    drawn = _polygon([float(v) for v in own[1]], top)
    return Radar(sentence, names, shapes, spokes, drawn, other, dots, _table(axes, own, comparison, decimals))


def _point(k: int, count: int, share: float) -> tuple[float, float]:
    angle = 2 * math.pi * k / count
    reach = RADIUS * min(max(share, 0), 1)
    return CENTRE[0] + reach * math.sin(angle), CENTRE[1] - reach * math.cos(angle)


def _polygon(values: Sequence[float], top: float) -> str:
    return polyline([_point(k, len(values), v / top) for k, v in enumerate(values)]) + "z"


def _text(point: tuple[float, float]) -> tuple[str, str]:
    return px(point[0]), px(point[1])


def _spoke(k: int, count: int, name: str, value: str) -> Spoke:
    end, side = _point(k, count, 1), math.sin(2 * math.pi * k / count)
    height = -math.cos(2 * math.pi * k / count)
    anchor = "middle" if abs(side) < 0.2 else ("start" if side > 0 else "end")
    lines = _wrapped(name, 26 if anchor == "middle" else 15)
    x = end[0] + (0 if anchor == "middle" else 10 * side / abs(side))
    tall = LINE * (len(lines) + 1)
    y = end[1] - tall + 8 if height < -0.8 else (end[1] + 18 if height > 0.8 else end[1] - tall / 2 + 12)
    return Spoke(px(end[0]), px(end[1]), px(x), px(y), anchor, lines, value, px(y + LINE * len(lines)))


def _wrapped(name: str, longest: int) -> list[str]:
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= longest and len(lines) < 2:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _table(
    axes: Sequence[str],
    own: tuple[str, Sequence[Value]],
    comparison: tuple[str, Sequence[Value]] | None,
    decimals: int,
) -> Table:
    columns = [own, *([comparison] if comparison else [])]
    rows = [
        (name, *(written(values[k], decimals) for _name, values in columns)) for k, name in enumerate(axes)
    ]
    return Table((_("Bagian"), *(name for name, _values in columns)), rows)
