"""How an index came about, step by step: for a person to follow, for a machine to replay.

The trace goes the way the regulation writes the formula (indicators to aspects, aspects to domains, domains
to the index), not the short cut the score takes, so that replaying it is a second calculation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from pranata.engine.scoring.algorithm import ALGORITHM, ENGINE_VERSION
from pranata.engine.scoring.display import display
from pranata.engine.scoring.instrument import Aspect, Domain, Instrument
from pranata.engine.scoring.predikat import judge

SCHEMA = "pranata.trace/1"
INDEX = "index"


class Term(NamedTuple):
    """One part of a mean: the step it came from, its weight and its value there."""

    of: str
    weight: Fraction
    value: Fraction


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `terms` is empty for a level that was answered (or counted as the floor)."""

    id: str
    name: str
    value: Fraction
    weight: Fraction
    citation: str
    terms: tuple[Term, ...] = ()
    assumed: bool = False

    @property
    def expression(self) -> str:
        """Write the step as arithmetic: `(1.3×1 + 1.3×2) ÷ 2.6 = 3/2 ≈ 1.50`."""
        shown = f"{self.value} ≈ {display(self.value)}"
        if not self.terms:
            return str(self.value)
        inner = " + ".join(f"{_plain(term.weight)}×{_plain(term.value)}" for term in self.terms)
        return f"({inner}) ÷ {_plain(self.weight)} = {shown}"


@dataclass(frozen=True, slots=True)
class Trace:
    """All steps in the order they were taken; the last one is the index."""

    instrument: Instrument
    year: int | None
    steps: tuple[Step, ...]

    @property
    def index(self) -> Fraction:
        """The value of the last step."""
        return self.steps[-1].value

    def to_document(self) -> dict[str, Any]:
        """Return the trace as JSON in which every number is an exact decimal or fraction, written as text."""
        verdict = judge(self.instrument, self.index, self.year)
        return {
            "schema": SCHEMA,
            "algorithm": ALGORITHM,
            "engine_version": ENGINE_VERSION,
            "instrument": self.instrument.id,
            "digest": self.instrument.digest,
            "certainty": self.instrument.certainty.value,
            "year": self.year,
            "steps": [_step_document(step) for step in self.steps],
            "result": {
                "index_exact": str(self.index),
                "index": display(self.index, self.instrument.decimals),
                "predikat": verdict.applied,
                "predikat_exact": verdict.exact,
                "predikat_rounded": verdict.rounded,
                "comparison": verdict.comparison.basis.value,
                "comparison_certainty": verdict.comparison.certainty.value,
                "comparison_citation": verdict.comparison.citation,
                "predikat_citation": self.instrument.predikat_citation,
            },
        }


def build_trace(
    instrument: Instrument, year: int | None, levels: Sequence[Fraction], missing: Sequence[str]
) -> Trace:
    """Return the trace of complete levels, in instrument order."""
    steps = list(_level_steps(instrument, levels, frozenset(missing)))
    found = {step.id: step for step in steps}
    for aspect in instrument.aspects:
        terms = [found[f"indicator:{item.number}"] for item in aspect.indicators]
        steps.append(_mean(f"aspect:{aspect.number}", aspect, terms, instrument))
    found = {step.id: step for step in steps}
    if instrument.has_domains:
        for domain in instrument.domains:
            terms = [found[f"aspect:{aspect.number}"] for aspect in domain.aspects]
            steps.append(_mean(f"domain:{domain.number}", domain, terms, instrument))
    return Trace(instrument, year, (*steps, _index(instrument, steps)))


def _level_steps(
    instrument: Instrument, levels: Sequence[Fraction], missing: frozenset[str]
) -> Iterator[Step]:
    for item, level in zip(instrument.indicators, levels, strict=True):
        yield Step(
            id=f"indicator:{item.number}",
            name=item.short_name,
            value=level,
            weight=item.weight,
            citation=item.citation,
            assumed=item.number in missing,
        )


def _mean(step_id: str, part: Aspect | Domain, parts: Sequence[Step], instrument: Instrument) -> Step:
    terms = tuple(Term(step.id, step.weight, step.value) for step in parts)
    value = sum((term.weight * term.value for term in terms), Fraction(0)) / part.weight
    citation = part.citation or instrument.formula_citation
    return Step(step_id, part.name, value, part.weight, citation, terms)


def _index(instrument: Instrument, steps: Sequence[Step]) -> Step:
    top = "domain:" if instrument.has_domains else "aspect:"
    terms = tuple(Term(s.id, s.weight, s.value) for s in steps if s.id.startswith(top))
    value = sum((term.weight * term.value for term in terms), Fraction(0)) / instrument.weight
    return Step(INDEX, instrument.title, value, instrument.weight, instrument.formula_citation, terms)


def _step_document(step: Step) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": step.id,
        "name": step.name,
        "weight": str(step.weight),
        "value": str(step.value),
        "citation": step.citation,
    }
    if step.terms:
        document["mean_of"] = [{"of": term.of, "weight": str(term.weight)} for term in step.terms]
        document["divided_by"] = str(step.weight)
    elif step.assumed:
        document["assumed"] = True
    return document


def _plain(value: Fraction) -> str:
    """Write a fraction as a decimal where it ends within four places, else as a fraction."""
    shown = display(value, 4)
    return shown.rstrip("0").rstrip(".") if Fraction(shown) == value else f"({value})"
