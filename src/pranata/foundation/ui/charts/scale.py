"""The scale with its bands: where we stand, and how far it is to the next name."""

from collections.abc import Sequence
from dataclasses import dataclass

from pranata.foundation.ui.charts.geometry import Axis, Table, Value, px
from pranata.foundation.ui.numbers import written

NEAR = 16.0  # Closer than this share of the width, two labels would meet.
EDGE = 86.0
PHONE_EDGE = 70.0  # Beyond it a threshold's text leaves a phone's screen.
COLOURS = 5


@dataclass(frozen=True)
class Band:
    """A named part of the scale, from its start to the start of the next."""

    start: Value
    name: str


@dataclass(frozen=True)
class Pin:
    """A value on the scale. Kinds: `main` ours, `soft` a threshold or target, `past` an earlier year."""

    label: str
    value: Value
    kind: str = "main"


@dataclass(frozen=True)
class PlacedPin:
    """A pin ready to draw."""

    left: str
    label: str
    value: str
    classes: str


@dataclass(frozen=True)
class PlacedBand:
    """A band ready to draw; `step` chooses its colour."""

    width: str
    name: str
    start: str
    step: int


@dataclass(frozen=True)
class Scale:
    """What `components/scale.html` draws."""

    sentence: str
    pins: Sequence[PlacedPin]
    bands: Sequence[PlacedBand]
    table: Table


def scale(
    pins: Sequence[Pin],
    bands: Sequence[Band],
    *,
    sentence: str,
    low: Value = 1,
    high: Value = 5,
    decimals: int = 2,
) -> Scale:
    """Place pins over bands. Labels of neighbouring pins turn away from each other."""
    axis = Axis(float(low), float(high), 0, 100)
    placed = [_place(pin, pins, axis, decimals) for pin in pins]
    ends = [float(band.start) for band in bands[1:]] + [float(high)]
    drawn = [
        PlacedBand(px((end - float(b.start)) * 10), b.name, written(b.start, decimals), min(k, COLOURS))
        for k, (b, end) in enumerate(zip(bands, ends, strict=True), 1)
    ]
    rows = [(pin.label, written(pin.value, decimals)) for pin in pins]
    return Scale(sentence, placed, drawn, Table((), rows))


def _place(pin: Pin, pins: Sequence[Pin], axis: Axis, decimals: int) -> PlacedPin:
    at = axis.at(pin.value)
    after = [axis.at(other.value) - at for other in pins if other is not pin and other.kind != "past"]
    crowded = any(0 <= gap < NEAR for gap in after)
    classes = {"main": "", "soft": "soft", "past": "soft low only-wide"}[pin.kind]
    if pin.kind != "past" and (crowded or at > EDGE) and at > NEAR:
        classes += " left"
    if pin.kind == "soft" and PHONE_EDGE < at <= EDGE:
        beside = [at - axis.at(other.value) for other in pins if other.kind == "main"]
        classes += " only-wide" if any(0 <= gap < NEAR for gap in beside) else " left"
    return PlacedPin(px(at), pin.label, written(pin.value, decimals), classes.strip())
