"""Half-up rounding, for display and for the rounded comparison of the predikat; nowhere else."""

from fractions import Fraction


def rounded(value: Fraction, decimals: int = 2) -> Fraction:
    """Round a non-negative value half up to this many decimals: 0.125 becomes 0.13."""
    unit: int = 10**decimals
    return Fraction((2 * value.numerator * unit + value.denominator) // (2 * value.denominator), unit)


def display(value: Fraction, decimals: int = 2) -> str:
    """Write a value half up with a point: `display(Fraction(4309, 2000))` is "2.15"."""
    sign = "-" if value < 0 else ""
    unit: int = 10**decimals
    whole, part = divmod(int(rounded(abs(value), decimals) * unit), unit)
    return f"{sign}{whole}.{part:0{decimals}d}" if decimals else f"{sign}{whole}"
