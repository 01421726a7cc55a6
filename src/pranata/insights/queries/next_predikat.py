"""How far it is to the next predikat."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pranata.insights.queries.body_results import PublicResult


@dataclass(frozen=True, kw_only=True)
class NextPredikat:
    """`gap` is from the best known value to the bound: exact, the recovered upper bound's gap, or printed.

    `known` tells which value was used: "exact", "recovered" or "printed".
    """

    name: str
    bound: Decimal
    gap: Fraction
    value: Fraction
    known: str


def next_predikat(result: PublicResult, bands: Sequence[tuple[str, Decimal]]) -> NextPredikat | None:
    """The predikat above the one printed, or None at the top or where none was printed.

    `bands` are (name, lower bound), lowest first. The recovered lower bound is used rather than the upper
    one: the distance shown is never too small.
    """
    names = [name for name, _bound in bands]
    if result.predikat not in names[:-1]:
        return None
    name, bound = bands[names.index(result.predikat) + 1]
    value, known = _best_value(result)
    return NextPredikat(name=name, bound=bound, gap=Fraction(bound) - value, value=value, known=known)


def _best_value(result: PublicResult) -> tuple[Fraction, str]:
    if result.exact is not None:
        return result.exact, "exact"
    if result.exact_min is not None:
        return Fraction(result.exact_min), "recovered"
    return Fraction(result.index), "printed"
