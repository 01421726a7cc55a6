"""`cases/*.yaml`: results as published or worked out in the law, and their recomputation."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, RootModel, WithJsonSchema

from pranata.assessment.regulations.values import EXACT, Document, ExactNumber, FrozenMap, exact
from pranata.engine.scoring import Instrument, display, judge, mean_of


def _level(value: object) -> object:
    return Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else exact(value)


CaseLevel = Annotated[
    Fraction,
    BeforeValidator(_level),
    PlainSerializer(str),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": EXACT}]}),
]


class Body(Document):
    """The government body the case is about."""

    name: str
    kind: str
    province: str | None = None


class Expected(Document):
    """What must come out; values as printed unless the key says exact."""

    index: str | None = None
    index_exact: ExactNumber | None = None
    predikat: str | None = None
    domains: FrozenMap[str, str] = {}
    aspects: FrozenMap[str, str] = {}


class Case(Document):
    """One case. Inputs are what the source has: levels, or values of aspects or of domains."""

    name: str
    id: str
    body: Body | None = None
    year: int | None = None
    source: str
    citation: str
    note: str | None = None
    levels: FrozenMap[str, CaseLevel] = {}
    aspect_values: FrozenMap[str, CaseLevel] = {}
    domain_values: FrozenMap[str, CaseLevel] = {}
    expect: Expected


class Cases(RootModel[tuple[Case, ...]]):
    """The whole of one file in `cases/`."""


def differences(instrument: Instrument, case: Case) -> tuple[str, ...]:
    """Return where a recomputed case departs from what it expects, in words; empty when it agrees."""
    aspects = {**aspect_means(instrument, case.levels), **case.aspect_values}
    domains = {**_domain_means(instrument, aspects), **case.domain_values}
    return (
        *_apart("aspect", case.expect.aspects, aspects, instrument.decimals),
        *_apart("domain", case.expect.domains, domains, instrument.decimals),
        *_index_apart(instrument, case, domains),
    )


def aspect_means(instrument: Instrument, levels: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return the value of every aspect all of whose indicators have a level."""
    return {
        aspect.number: mean_of(aspect.indicators, levels)
        for aspect in instrument.aspects
        if all(item.number in levels for item in aspect.indicators)
    }


def _domain_means(instrument: Instrument, aspects: Mapping[str, Fraction]) -> dict[str, Fraction]:
    return {
        domain.number: mean_of(domain.aspects, aspects)
        for domain in instrument.domains
        if all(aspect.number in aspects for aspect in domain.aspects)
    }


def _apart(
    what: str, expected: Mapping[str, str], found: Mapping[str, Fraction], decimals: int
) -> Iterator[str]:
    for number, printed in expected.items():
        shown = display(found[number], decimals) if number in found else "nothing"
        if shown != printed:
            yield f"{what} {number} is {printed} in the source and comes to {shown}"


def _index_apart(instrument: Instrument, case: Case, domains: Mapping[str, Fraction]) -> Iterator[str]:
    expect = case.expect
    if expect.index is None and expect.index_exact is None and expect.predikat is None:
        return
    index = mean_of(instrument.domains, domains)
    if expect.index not in (None, display(index, instrument.decimals)):
        yield f"the index is {expect.index} in the source and comes to {display(index, instrument.decimals)}"
    if expect.index_exact not in (None, index):
        yield f"the exact index is {expect.index_exact} in the case and comes to {index}"
    if expect.predikat not in (None, judge(instrument, index, case.year).applied):
        yield f"the predikat is {expect.predikat} in the source"
