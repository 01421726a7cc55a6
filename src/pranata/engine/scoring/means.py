"""A mean of parts whose values are already known: what a report that prints only aspects leads to."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from pranata.engine.scoring.instrument import Aspect, Domain, Indicator


def mean_of(parts: Sequence[Domain | Aspect | Indicator], values: Mapping[str, Fraction]) -> Fraction:
    """Return the weighted mean of these parts. Raises KeyError when a part has no value."""
    weight = sum((part.weight for part in parts), Fraction(0))
    return sum((part.weight * values[part.number] for part in parts), Fraction(0)) / weight
