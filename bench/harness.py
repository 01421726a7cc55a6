"""Figures with their limits, and CPU time of a call.

CPU time of this process is what counts: on a busy machine the clock on the wall says more about the
neighbours. Time spent inside PostgreSQL is not in it; the number of queries is reported beside it.
"""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured value. `limit` is what it must not exceed; None means that it is reported only."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def verdict(self) -> str:
        """`ok`, `OVER`, or a dash where there is no limit."""
        if self.limit is None:
            return "–"
        return "ok" if self.value <= self.limit else "OVER"


def cpu_ms(call: Callable[[], object], *, times: int = 25, warm: int = 3) -> float:
    """Return the CPU time of one call in milliseconds: the least of `times`, after `warm` uncounted calls.

    The least and not the mean, as `timeit` advises: what is above it is the neighbours of a shared machine
    and the collector, not the code.
    """
    for _ in range(warm):
        call()
    spent = []
    gc.collect()
    # As the server does once its application is loaded.
    gc.freeze()
    for _ in range(times):
        before = time.process_time_ns()
        call()
        spent.append(time.process_time_ns() - before)
    return min(spent) / 1e6


def wall_s(call: Callable[[], object]) -> float:
    """Return how many seconds one call took on the clock."""
    before = time.monotonic()
    call()
    return time.monotonic() - before


def table(figures: list[Figure]) -> str:
    """Return the figures as a Markdown table."""
    rows = ["| figure | value | limit | verdict |", "|---|---:|---:|---|"]
    for figure in figures:
        limit = "" if figure.limit is None else f"≤ {figure.limit:g} {figure.unit}"
        rows.append(f"| {figure.name} | {figure.value:.3g} {figure.unit} | {limit} | {figure.verdict} |")
    return "\n".join(rows) + "\n"
