"""How far it is to the next predikat."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pranata.engine.scoring import PredikatBand
from pranata.insights.queries.body_results import PublicResult


@dataclass(frozen=True, kw_only=True)
class NextPredikat:
    """`gap` is what the best known value lacks to the bound: the exact, the recovered or the printed one.

    `known` tells which value was used: "exact", "recovered" or "printed".
    """

    name: str
    bound: Fraction
    gap: Fraction
    value: Fraction
    known: str


def next_predikat(result: PublicResult, bands: Sequence[PredikatBand]) -> NextPredikat | None:
    """The predikat above the one printed, or None at the top or where none was printed.

    `bands` come lowest first, as the instrument holds them. The recovered lower bound is used rather than
    the upper one: the distance shown is never too small.
    """
    names = [band.name for band in bands]
    if result.predikat not in names[:-1]:
        return None
    band = bands[names.index(result.predikat) + 1]
    value, known = _best_value(result)
    return NextPredikat(
        name=band.name, bound=band.minimum, gap=band.minimum - value, value=value, known=known
    )


def _best_value(result: PublicResult) -> tuple[Fraction, str]:
    if result.exact is not None:
        return result.exact, "exact"
    if result.exact_min is not None:
        return Fraction(result.exact_min), "recovered"
    return Fraction(result.index), "printed"
