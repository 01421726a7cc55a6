"""What the sources say of a Peta Rencana, as data: contents, what triggers a review, how items are chosen."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

FILE = Path(__file__).parent / "data/peta-rencana.yaml"
LOWEST, HIGHEST = 1, 3
YEARS = 5


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(_Part):
    """One content or trigger with its source and how sure it is."""

    code: str
    name: str
    certainty: Literal["official", "derived", "uncertain"]
    citations: tuple[str, ...] = Field(min_length=1)
    note: str = ""


class Weight(_Part):
    """How much a criterion counts before anybody changed it: ours, so an assumption."""

    value: int = Field(ge=0, le=100)
    certainty: Literal["assumption"]


class Criterion(_Part):
    """One criterion, what each score means, and its weight."""

    code: str
    name: str
    levels: dict[int, str]
    weight: Weight
    citations: tuple[str, ...] = Field(min_length=1)
    note: str = ""


class Range(_Part):
    """Indicators whose steps belong to one content."""

    indicators: str = Field(pattern=r"^[0-9]+-[0-9]+$")
    content: str


class OfIndicators(_Part):
    """Which content a step of a plan belongs to: our reading."""

    certainty: Literal["derived"]
    instrument: str
    ranges: tuple[Range, ...]


class Rules(_Part):
    """The whole file."""

    contents: tuple[Named, ...]
    triggers: tuple[Named, ...]
    criteria: tuple[Criterion, ...]
    of_indicators: OfIndicators

    def content_of(self, instrument: str, indicator: str) -> str:
        """Return the content a step of an indicator belongs to; the first one where nothing is known."""
        if instrument == self.of_indicators.instrument and indicator.isdecimal():
            for each in self.of_indicators.ranges:
                first, last = each.indicators.split("-")
                if int(first) <= int(indicator) <= int(last):
                    return each.content
        return self.contents[0].code


@lru_cache(maxsize=1)
def rules() -> Rules:
    """Return what the sources say."""
    return Rules.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))
