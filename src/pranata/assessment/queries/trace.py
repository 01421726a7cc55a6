"""The way an index was computed, as tables a person can follow; every number is the engine's own."""

from dataclasses import dataclass

from pranata.engine.scoring import Score, Step


@dataclass(frozen=True)
class TracedPart:
    """A mean and the steps it is the mean of."""

    step: Step
    parts: tuple[Step, ...]


@dataclass(frozen=True)
class TraceTables:
    """From the index down: what it is the mean of, and what each of those is the mean of."""

    index: TracedPart
    domains: tuple[TracedPart, ...]
    aspects: tuple[TracedPart, ...]


def trace_tables(found: Score) -> TraceTables:
    """Arrange the steps of a trace from the index down to the indicators."""
    steps = {step.id: step for step in found.trace.steps}

    def opened(step: Step) -> TracedPart:
        return TracedPart(step, tuple(steps[term.of] for term in step.terms))

    def of_kind(kind: str) -> tuple[TracedPart, ...]:
        return tuple(opened(step) for step in steps.values() if step.id.startswith(f"{kind}:"))

    return TraceTables(opened(steps["index"]), of_kind("domain"), of_kind("aspect"))
