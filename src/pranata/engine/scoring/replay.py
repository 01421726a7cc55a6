"""Recompute an index from nothing but a trace document, trusting none of its intermediate values."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pranata.engine.scoring.algorithm import ALGORITHM
from pranata.engine.scoring.trace import INDEX, SCHEMA


class TraceRefused(ValueError):
    """The document is not a trace this algorithm wrote, or a step does not follow from those before it."""


def replay(document: Mapping[str, Any]) -> Fraction:
    """Return the index a trace document leads to.

    Every mean is computed again from the steps it names and must equal what is written.
    Raises TraceRefused at the first step that does not follow, or on another schema or algorithm.
    """
    if document.get("schema") != SCHEMA or document.get("algorithm") != ALGORITHM:
        raise TraceRefused(f"not a {SCHEMA} document of {ALGORITHM}")
    values: dict[str, Fraction] = {}
    for step in document["steps"]:
        _take(step, values)
    index = values.get(INDEX)
    if index is None or str(index) != document["result"]["index_exact"]:
        raise TraceRefused("the result is not the value of the last step")
    return index


def _take(step: Mapping[str, Any], values: dict[str, Fraction]) -> None:
    name, written = step["id"], Fraction(step["value"])
    if name in values:
        raise TraceRefused(f"{name} occurs twice")
    if "mean_of" in step and _mean(step, values) != written:
        raise TraceRefused(f"{name} is written as {written} and comes to {_mean(step, values)}")
    values[name] = written


def _mean(step: Mapping[str, Any], values: Mapping[str, Fraction]) -> Fraction:
    try:
        total = sum((Fraction(term["weight"]) * values[term["of"]] for term in step["mean_of"]), Fraction(0))
        return total / Fraction(step["divided_by"])
    except (KeyError, ZeroDivisionError) as problem:
        raise TraceRefused(f"{step['id']} names a step that was not taken: {problem}") from problem
