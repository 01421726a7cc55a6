"""The index of one set of answers, exactly, with the way it was computed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from pranata.engine.scoring.algorithm import ALGORITHM, ENGINE_VERSION
from pranata.engine.scoring.answers import Level, OnMissing, complete
from pranata.engine.scoring.certainty import Certainty
from pranata.engine.scoring.display import display
from pranata.engine.scoring.instrument import Aspect, Domain, Indicator, Instrument
from pranata.engine.scoring.predikat import PredikatVerdict, judge
from pranata.engine.scoring.trace import Trace, build_trace
from pranata.engine.scoring.weighing import weigh


class Warned(StrEnum):
    """What a reader of the result must be told; the words belong to whoever shows it."""

    INSTRUMENT_UNCERTAIN = "instrument_uncertain"
    PREDIKAT_DIFFERS = "predikat_differs"
    COMPARISON_UNCERTAIN = "comparison_uncertain"
    YEAR_NOT_COVERED = "year_not_covered"
    FLOOR_COUNTED = "floor_counted"


class PartScore(NamedTuple):
    """The exact mean of an aspect or a domain, or the level of an indicator."""

    number: str
    name: str
    weight: Fraction
    value: Fraction


@dataclass(frozen=True)
class Score:
    """The result. Values are exact. `trace` and `indicators` are made when asked for."""

    instrument: Instrument
    year: int | None
    levels: tuple[Fraction, ...]
    missing: tuple[str, ...]
    aspects: tuple[PartScore, ...]
    domains: tuple[PartScore, ...]
    index: Fraction
    predikat: PredikatVerdict

    @cached_property
    def indicators(self) -> tuple[PartScore, ...]:
        """The level every indicator counted with, in order."""
        return _parts(self.instrument.indicators, self.levels)

    @cached_property
    def trace(self) -> Trace:
        """Every step that led to the index, for a person to follow and a machine to replay."""
        return build_trace(self.instrument, self.year, self.levels, self.missing)

    @cached_property
    def warnings(self) -> tuple[Warned, ...]:
        """What must be said beside this result."""
        found = {
            Warned.INSTRUMENT_UNCERTAIN: self.instrument.certainty is Certainty.UNCERTAIN,
            Warned.YEAR_NOT_COVERED: self.year is not None and not self.instrument.covers(self.year),
            Warned.FLOOR_COUNTED: bool(self.missing),
            Warned.PREDIKAT_DIFFERS: self.predikat.differs,
            Warned.COMPARISON_UNCERTAIN: self.predikat.differs
            and self.predikat.comparison.certainty is Certainty.UNCERTAIN,
        }
        return tuple(warning for warning, applies in found.items() if applies)

    def to_document(self) -> dict[str, Any]:
        """Return the result as JSON: what was found, by which text of the law and which engine."""
        decimals = self.instrument.decimals
        return {
            "instrument": self.instrument.id,
            "digest": self.instrument.digest,
            "certainty": self.instrument.certainty.value,
            "algorithm": ALGORITHM,
            "engine_version": ENGINE_VERSION,
            "year": self.year,
            "index": display(self.index, decimals),
            "index_exact": str(self.index),
            "predikat": self.predikat.applied,
            "predikat_exact": self.predikat.exact,
            "predikat_rounded": self.predikat.rounded,
            "predikat_comparison": self.predikat.comparison.basis.value,
            "domains": {part.number: display(part.value, decimals) for part in self.domains},
            "aspects": {part.number: display(part.value, decimals) for part in self.aspects},
            "levels": {part.number: str(part.value) for part in self.indicators},
            "missing": list(self.missing),
            "warnings": [warning.value for warning in self.warnings],
        }


def score(
    instrument: Instrument,
    answers: Mapping[str, Level | None],
    *,
    on_missing: OnMissing = OnMissing.REFUSE,
    year: int | None = None,
) -> Score:
    """Return the exact index of these answers, its parts and its predikat in `year`.

    Absence (no key, or None) is refused, or counts as the indicator's floor when `on_missing` says so and
    is then listed in `missing`. Raises UnknownIndicator, LevelOutOfRange or AnswersMissing, and TypeError
    on a float.
    """
    levels, missing = complete(instrument, answers, on_missing)
    means = weigh(instrument.whole_weights, levels)
    return Score(
        instrument=instrument,
        year=year,
        levels=levels,
        missing=missing,
        aspects=_parts(instrument.aspects, means.aspects),
        domains=_parts(instrument.domains, means.domains) if instrument.has_domains else (),
        index=means.overall,
        predikat=judge(instrument, means.overall, year),
    )


def _parts(parts: Sequence[Domain | Aspect | Indicator], values: Sequence[Fraction]) -> tuple[PartScore, ...]:
    return tuple(
        PartScore(part.number, part.name, part.weight, value)
        for part, value in zip(parts, values, strict=True)
    )
