"""The name an index earns, held against its bounds both ways."""

from dataclasses import dataclass
from fractions import Fraction

from pranata.engine.scoring.display import rounded
from pranata.engine.scoring.instrument import Basis, Comparison, Instrument


@dataclass(frozen=True, slots=True)
class PredikatVerdict:
    """`applied` follows the year's comparison; where `differs`, the other way gives another name."""

    applied: str
    rounded: str
    exact: str
    comparison: Comparison

    @property
    def differs(self) -> bool:
        """Say whether rounding decides the predikat: a page must then warn."""
        return self.rounded != self.exact


def judge(instrument: Instrument, index: Fraction, year: int | None = None) -> PredikatVerdict:
    """Return the predikat of an exact index by both comparisons, and the one that applies in `year`."""
    by_rounded = band_of(instrument, rounded(index, instrument.decimals))
    by_exact = band_of(instrument, index)
    comparison = instrument.comparison(year)
    applied = by_rounded if comparison.basis is Basis.ROUNDED else by_exact
    return PredikatVerdict(applied, by_rounded, by_exact, comparison)


def band_of(instrument: Instrument, value: Fraction) -> str:
    """Return the name of the highest band that begins at or below the value."""
    name = instrument.bands[0].name
    for band in instrument.bands:
        if value < band.minimum:
            break
        name = band.name
    return name
