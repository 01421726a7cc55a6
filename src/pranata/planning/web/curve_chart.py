"""The curve of the cheapest costs as a drawing: steps between points, since nothing is interpolated."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from pranata.assessment.wording import decimal_text
from pranata.engine.scoring import PredikatBand
from pranata.foundation.ui.charts.geometry import Axis, Table, px
from pranata.foundation.ui.numbers import rupiah_short, written
from pranata.planning.queries.curve import CurvePoint

WIDTH, HEIGHT = 640, 340
LEFT, RIGHT, TOP, BOTTOM = 52, 624, 16, 296
MILLION = 1_000_000
ROUND_ONES = (1, 2, 5, 10)


@dataclass(frozen=True)
class Mark:
    """A place of the drawing with its words."""

    x: str
    y: str
    text: str = ""


@dataclass(frozen=True)
class CurveChart:
    """What `planning/parts/curve.html` draws."""

    sentence: str
    line: str
    area: str
    dots: Sequence[Mark]
    ups: Sequence[Mark]
    acrosses: Sequence[Mark]
    bands: Sequence[Mark]
    own: Mark | None
    own_left: bool
    table: Table


def curve_chart(
    points: Sequence[CurvePoint],
    *,
    today: Fraction,
    bands: Sequence[PredikatBand],
    own: tuple[Fraction, int] | None,
) -> CurveChart | None:
    """Draw cost across and index up; None below two points."""
    if len(points) < 2:
        return None
    top = max(point.index for point in points)
    across = Axis(0, max(point.cost for point in points), LEFT, RIGHT)
    up = Axis(float(today), float(top), BOTTOM, TOP)
    places = [(across.at(0), up.at(today)), *((across.at(p.cost), up.at(p.index)) for p in points)]
    line = f"M{px(places[0][0])} {px(places[0][1])}" + "".join(f"H{px(x)}V{px(y)}" for x, y in places[1:])
    return CurveChart(
        sentence=_("Biaya termurah untuk setiap indeks, dari %(first)s sampai %(last)s.")
        % {"first": written(today, 2), "last": written(top, 2)},
        line=line,
        area=f"{line}V{BOTTOM}H{LEFT}z",
        dots=[Mark(px(x), px(y)) for x, y in places[1:]],
        ups=[Mark(px(LEFT), px(up.at(value)), written(value, 1)) for value in _tenths(today, top)],
        acrosses=[
            Mark(px(across.at(value)), px(BOTTOM), written(Fraction(value, MILLION), 0))
            for value in _amounts(max(point.cost for point in points))
        ],
        bands=[
            Mark(px(LEFT), px(up.at(band.minimum)), f"{band.name} {written(band.minimum, 2)}")
            for band in bands
            if today < band.minimum <= top
        ],
        own=Mark(px(across.at(own[1])), px(up.at(own[0])), f"{written(own[0], 2)}, {rupiah_short(own[1])}")
        if own
        else None,
        own_left=bool(own and across.at(own[1]) > (LEFT + RIGHT) / 2),
        table=Table(
            (_("Target"), _("Indeks eksak"), _("Langkah"), _("Biaya")),
            [
                (
                    decimal_text(point.target),
                    decimal_text(point.index),
                    str(point.steps),
                    rupiah_short(point.cost),
                )
                for point in points
            ],
        ),
    )


def _tenths(low: Fraction, high: Fraction) -> list[Fraction]:
    step = Fraction(1, 5) if high - low <= Fraction(3, 2) else Fraction(1, 2)
    first = -(-low // step)
    return [number * step for number in range(int(first), int(high // step) + 1)]


def _amounts(most: int) -> list[int]:
    scale = 10 ** (len(str(max(most // 4, 1))) - 1)
    step = next((scale * one for one in ROUND_ONES if scale * one * 4 >= most), scale * 10)
    return list(range(0, most + 1, step))
