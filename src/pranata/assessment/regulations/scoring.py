"""`scoring.yaml`: range of a level, scales, formula, rounding, predikat and its comparison by year."""

from typing import Literal

from pranata.assessment.regulations.values import Cited, Document, ExactNumber, FrozenMap
from pranata.engine.scoring import ALGORITHM, Basis


class LevelRange(Cited):
    """Lowest and highest level; `step: null` means any decimal between them."""

    minimum: ExactNumber
    maximum: ExactNumber
    step: ExactNumber | None
    note: str | None = None


class Targets(Cited):
    """What the government aims at: per indicator, and for the index."""

    per_indicator: ExactNumber
    index: ExactNumber


class Scale(Cited):
    """Names of the levels; a null name was not found in any readable source."""

    indicators: str | None = None
    levels: FrozenMap[int, str | None]
    note: str | None = None
    conflict: str | None = None


class Formula(Cited):
    """The formula as the regulation writes it."""

    aspect: str
    domain: str | None = None
    index: str
    equivalent: str | None = None
    verified_by: str | None = None


class Rounding(Cited):
    """How a value is shown. `cascade: false`: never compute on from a rounded value."""

    decimals: int
    mode: Literal["half_up"]
    cascade: Literal[False]
    rule: str
    written_rule: str | None = None
    note: str | None = None
    evidence: tuple[str, ...] = ()
    verified_by: str | None = None


class Band(Document):
    """A predikat and its bounds: the minimum belongs to it, the maximum only where it says so."""

    name: str
    minimum: ExactNumber
    maximum: ExactNumber
    includes_maximum: bool = False


class YearComparison(Cited):
    """Which value of the index was held against the bounds, and what shows it."""

    basis: Basis
    finding: str


class Comparisons(Document):
    """By evaluation year; `default` serves the years nothing is known of."""

    default: YearComparison
    years: FrozenMap[int, YearComparison] = {}
    advice: str | None = None


class Predikat(Cited):
    """The bands from low to high, and the comparison by year."""

    bands: tuple[Band, ...]
    comparison: Comparisons
    notes: tuple[str, ...] = ()


class Scoring(Document):
    """The whole of `scoring.yaml`."""

    algorithm: Literal["weighted_mean_v1"] = ALGORITHM  # type: ignore[assignment]
    level_range: LevelRange
    targets: Targets | None = None
    scales: FrozenMap[str, Scale]
    formula: Formula
    rounding: Rounding
    predikat: Predikat
