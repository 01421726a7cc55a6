"""Which instrument a public page reads names, weights and bands from."""

from collections.abc import Mapping
from fractions import Fraction

from pranata.assessment.regulations import UnknownInstrument, load
from pranata.engine.scoring import Instrument
from pranata.foundation.ui.charts import Band
from pranata.portal.names import short_part_name

NATIONAL = "spbe-2020"  # What the ministry's reports of 2023 and 2024 were made with.


def instrument(instrument_id: str) -> Instrument | None:
    """The instrument a result was made with; None when this installation no longer holds it."""
    try:
        return load(instrument_id).instrument
    except UnknownInstrument:
        return None


def national_instrument() -> Instrument:
    """The instrument of the national reports."""
    return load(NATIONAL).instrument


def bands(used: Instrument) -> tuple[Band, ...]:
    """The predikat bands as charts take them."""
    return tuple(Band(band.minimum, band.name) for band in used.bands)


def domain_names(used: Instrument) -> Mapping[str, str]:
    """Short names of the domains by number."""
    return {domain.number: short_part_name(domain.name) for domain in used.domains}


def share(weight: Fraction, used: Instrument) -> Fraction:
    """A part's weight out of one hundred."""
    return weight * 100 / sum(domain.weight for domain in used.domains)
