"""The shipped catalogue of steps: assumptions, so that a first plan can be computed before anybody estimated
anything.
"""

from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from pranata.assessment.regulations import IndicatorCriteria, Regulation
from pranata.engine.optimise import Place, Step

WHOLE = 100
FOLDER = Path(__file__).parent / "data"


Functions = tuple[tuple[str, Fraction], ...]


class NoCatalogue(LookupError):
    """There is no catalogue of steps for this instrument; a file of costs is needed."""

    def __init__(self, instrument_id: str) -> None:
        super().__init__(instrument_id)
        self.instrument_id = instrument_id


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Amount(_Part):
    """One value. It is an assumption, and cannot be written here as anything else."""

    value: int = Field(ge=0)
    unit: Literal["rupiah", "bulan"]
    certainty: Literal["assumption"]


class Days(_Part):
    """Person-days, as a text so that a decimal stays exact; an assumption like all others."""

    value: str = Field(pattern=r"^[0-9]{1,5}(\.[0-9]{1,3})?$")
    unit: Literal["hari kerja orang"]
    certainty: Literal["assumption"]


class Estimate(_Part):
    """What one step of a kind is assumed to take."""

    cost: Amount
    effort: Days
    months: Amount


class Shares(_Part):
    """How the person-days are divided among functional posts; an assumption too."""

    percent: dict[str, int]
    certainty: Literal["assumption"]

    @model_validator(mode="after")
    def _whole(self) -> "Shares":
        if sum(self.percent.values()) != WHOLE:
            raise ValueError("shares of functions make up one hundred")
        return self


class Risk(_Part):
    """What is most likely to get in the way; an assumption too."""

    words: str
    certainty: Literal["assumption"]


class Kind(_Part):
    """Indicators whose steps are of one kind of work."""

    kind: str
    what: str
    indicators: str = Field(pattern=r"^[0-9]+-[0-9]+$")
    functions: Shares
    risk: Risk
    steps: dict[int, Estimate]


class Requirement(_Part):
    """What the instrument says must be held before the steps to a level."""

    steps_to: int
    indicators: str = Field(pattern=r"^[0-9]+-[0-9]+$")
    requires: str = Field(pattern=r"^[0-9]+:[0-9]$")
    certainty: Literal["official", "derived"]
    reason: str
    citations: tuple[str, ...] = Field(min_length=1)


class Catalogue(_Part):
    """The whole file of one instrument."""

    instrument: str
    certainty: Literal["assumption"]
    note: str
    requirements: tuple[Requirement, ...]
    kinds: tuple[Kind, ...]


@lru_cache(maxsize=8)
def catalogue(instrument_id: str) -> Catalogue:
    """Return the catalogue of an instrument. Raises NoCatalogue."""
    path = FOLDER / f"{instrument_id}.yaml"
    if path.parent != FOLDER or not path.is_file():
        raise NoCatalogue(instrument_id)
    return Catalogue.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def catalogue_steps(regulation: Regulation) -> tuple[Step, ...]:
    """Return a step for each indicator and level of a regulation. Raises NoCatalogue."""
    found = catalogue(regulation.id)
    return tuple(
        _step(item, level, estimate, _required(found, item.number, level))
        for item in regulation.indicators
        for level, estimate in sorted(_kind(found, item.number).steps.items())
    )


def functions_of(instrument_id: str, step: Step) -> Functions:
    """Return the person-days of a step by functional post, as the catalogue divides them; empty without
    one.
    """
    try:
        shares = _kind(catalogue(instrument_id), step.indicator).functions.percent
    except NoCatalogue:
        return ()
    return tuple((name, step.effort * percent / WHOLE) for name, percent in shares.items())


def risk_of(instrument_id: str, step: Step) -> str:
    """Return what is most likely to get in the way of a step; empty without a catalogue."""
    try:
        return _kind(catalogue(instrument_id), step.indicator).risk.words
    except NoCatalogue:
        return ""


def _kind(found: Catalogue, number: str) -> Kind:
    return next(kind for kind in found.kinds if _within(kind.indicators, number))


def _within(span: str, number: str) -> bool:
    first, last = span.split("-")
    return int(first) <= int(number) <= int(last)


def _required(found: Catalogue, number: str, level: int) -> tuple[Place, ...]:
    return tuple(
        (rule.requires.split(":")[0], int(rule.requires.split(":")[1]))
        for rule in found.requirements
        if rule.steps_to == level and _within(rule.indicators, number)
    )


def _step(item: IndicatorCriteria, level: int, estimate: Estimate, requires: tuple[Place, ...]) -> Step:
    return Step(
        indicator=item.number,
        from_level=level - 1,
        to_level=level,
        cost=estimate.cost.value,
        effort=Fraction(estimate.effort.value),
        months=estimate.months.value,
        owner=_owner(item),
        requires=requires,
    )


def _owner(item: IndicatorCriteria) -> str:
    return next(unit.name for unit in item.typical_opd if unit.role == "utama")
