"""`domains.yaml` and `aspects/*.yaml`: the parts with their weights, and what each level asks."""

from typing import Any

from pydantic import ConfigDict, ValidationInfo, field_validator

from pranata.assessment.regulations.values import Cited, Document, ExactNumber, FrozenMap
from pranata.engine.scoring import Certainty


class LevelCriteria(Document):
    """What a level asks beyond all lower ones; `cap` is the shortfall that keeps an answer at this level."""

    requirements: tuple[str, ...] = ()
    cap: str | None = None
    guideline_additions: tuple[str, ...] = ()


class TypicalUnit(Document):
    """A unit (OPD) that usually answers for the indicator, and where we saw that."""

    name: str
    role: str | None = None
    basis: tuple[str, ...]


class ExternalBand(Document):
    """A range of an outside index and the range of levels it stands for."""

    minimum: ExactNumber
    maximum: ExactNumber
    level_minimum: ExactNumber
    level_maximum: ExactNumber


class VerifiedPoint(Document):
    """An outside value and the level an official example gave it."""

    value: ExactNumber
    level: ExactNumber


class ExternalIndex(Cited):
    """An index of another body from which the level of this indicator follows."""

    name: str
    bands: tuple[ExternalBand, ...] = ()
    interpolation: str | None = None
    verified: tuple[VerifiedPoint, ...] = ()


INHERITABLE = ("certainty", "evidence_certainty", "typical_opd_certainty", "guideline")


def _optional_in_a_file(schema: dict[str, Any]) -> None:
    schema["required"] = [name for name in schema["required"] if name not in INHERITABLE]


class IndicatorCriteria(Cited):
    """One scored item: all an officer needs to answer it and an assessor to judge it.

    `certainty` covers name, weight and requirements; evidence and typical units carry their own.
    """

    model_config = ConfigDict(json_schema_extra=_optional_in_a_file)

    number: str
    name: str
    short_name: str
    weight: ExactNumber
    scale: str
    levels: FrozenMap[int, LevelCriteria]
    evidence: tuple[str, ...]
    evidence_certainty: Certainty
    typical_opd: tuple[TypicalUnit, ...]
    typical_opd_certainty: Certainty
    guideline: str | None = None
    terms: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    external_index: ExternalIndex | None = None
    levels_note: str | None = None
    official_number: str | None = None
    part: int | None = None


class Inherited(Document):
    """What every indicator of the file takes over unless it says otherwise."""

    certainty: Certainty | None = None
    evidence_certainty: Certainty | None = None
    typical_opd_certainty: Certainty | None = None
    guideline: str | None = None


class AspectFile(Document):
    """The whole of one file in `aspects/`: the indicators of one aspect."""

    aspect: str
    inherited: Inherited = Inherited()
    indicators: tuple[IndicatorCriteria, ...]

    @field_validator("indicators", mode="before")
    @classmethod
    def take_over_what_is_inherited(cls, value: object, info: ValidationInfo) -> object:
        """Fill what an indicator leaves out from `inherited`."""
        inherited = info.data.get("inherited")
        if not isinstance(value, list) or not isinstance(inherited, Inherited):
            return value
        common = inherited.model_dump(exclude_none=True)
        return [{**common, **item} if isinstance(item, dict) else item for item in value]


class AspectWeight(Cited):
    """An aspect in the table of weights."""

    number: str
    name: str
    weight: ExactNumber


class DomainWeight(Cited):
    """A domain in the table of weights."""

    number: str
    name: str
    weight: ExactNumber
    aspects: tuple[AspectWeight, ...]


class Structure(Document):
    """The whole of `domains.yaml`. `has_domains: false` has one entry that holds all aspects."""

    has_domains: bool = True
    note: str | None = None
    domains: tuple[DomainWeight, ...]
