"""From figures as printed back to the exact values that display so.

A published report gives domain values and the index with two decimals. Levels come in steps, so a domain can
take only finitely many exact values, and few of them display as printed.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import product

from pranata.engine.scoring.display import display
from pranata.engine.scoring.instrument import Domain, Instrument


def consistent_indices(
    instrument: Instrument, printed_domains: Mapping[str, str], printed_index: str | None = None
) -> tuple[Fraction, ...]:
    """Return, in order, every exact index that agrees with all printed figures; empty if there is none.

    `printed_domains` maps every domain number to a text such as "1.40"; without `printed_index` only the
    domains are held against the values. Raises ValueError for an instrument whose levels are decimals,
    since its domains can take any value.
    """
    choices = [
        [value * domain.weight for value in domain_values(instrument, domain, printed_domains[domain.number])]
        for domain in instrument.domains
    ]
    sums = {sum(choice, Fraction(0)) / instrument.weight for choice in product(*choices)}
    return tuple(
        sorted(value for value in sums if printed_index in (None, display(value, instrument.decimals)))
    )


def domain_values(instrument: Instrument, domain: Domain, printed: str) -> tuple[Fraction, ...]:
    """Return the exact values this domain can take that display as printed, in order."""
    return _values_by_display(instrument)[domain.number].get(printed, ())


@lru_cache(maxsize=8)
def _values_by_display(instrument: Instrument) -> dict[str, dict[str, tuple[Fraction, ...]]]:
    """Every attainable value of every domain, by how it displays. A few milliseconds once an instrument."""
    found: dict[str, dict[str, tuple[Fraction, ...]]] = {}
    for domain in instrument.domains:
        shown = found.setdefault(domain.number, {})
        for value in _attainable(instrument, domain):
            text = display(value, instrument.decimals)
            shown[text] = (*shown.get(text, ()), value)
    return found


def _attainable(instrument: Instrument, domain: Domain) -> list[Fraction]:
    if not instrument.whole_levels:
        raise ValueError(f"{instrument.id} allows decimals: its domains have no finite set of values")
    sums = {Fraction(0)}
    for item in domain.indicators:
        sums = _raised(sums, [level * item.weight for level in instrument.whole_levels.values()])
    return sorted(found / domain.weight for found in sums)


def _raised(sums: Iterable[Fraction], products: list[Fraction]) -> set[Fraction]:
    return {found + value for found in sums for value in products}
