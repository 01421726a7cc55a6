"""All public results of one body, and which of them its page shows."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pranata.assessment.models import PublishedResult, ResultOrigin


@dataclass(frozen=True, kw_only=True)
class PublicResult:
    """One public result as the pages read it. Part numbers map to printed values; None is an empty cell.

    `exact` is known only where every level is public; `exact_min`/`exact_max` bound it where recovered.
    """

    instansi_id: int
    year: int
    instrument: str
    origin: str
    index: Decimal
    exact: Fraction | None
    exact_min: Decimal | None
    exact_max: Decimal | None
    predikat: str
    domains: Mapping[str, Decimal | None]
    aspects: Mapping[str, Decimal | None]
    levels: Mapping[str, int | Decimal]
    remark: str
    is_suspect: bool
    is_example: bool
    source: str

    @property
    def is_self_published(self) -> bool:
        """Whether the body itself, and no evaluator, established it."""
        return self.origin == ResultOrigin.SELF_PUBLISHED

    @property
    def ordering_value(self) -> Decimal:
        """The value rankings order by."""
        return self.exact_min if self.exact_min is not None else self.index


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """A publication that was taken back: that there was one, when and why. No values are read."""

    year: int
    instrument: str
    withdrawn_at: dt.datetime
    reason: str
    is_example: bool


@dataclass(frozen=True, kw_only=True)
class BodyResults:
    """`by_year` holds one evaluated result a year, the most detailed; `self_published` stands apart.

    `withdrawn` are the publications taken back and not made again since.
    """

    by_year: Mapping[int, PublicResult]
    sources: tuple[PublicResult, ...]
    self_published: tuple[PublicResult, ...]
    withdrawn: tuple[Withdrawal, ...]


def results_of(instansi_ids: Iterable[int]) -> Mapping[int, BodyResults]:
    """Every public result of these bodies, oldest year first (one query)."""
    found: dict[int, list[PublicResult]] = {pk: [] for pk in instansi_ids}
    withdrawn: dict[int, list[Withdrawal]] = {pk: [] for pk in found}
    rows = PublishedResult.with_withdrawn.filter(instansi_id__in=found).order_by("year", "-origin")
    for row in rows:
        if row.withdrawn_at is None:
            found[row.instansi_id].append(public_result(row))
        else:
            withdrawn[row.instansi_id].append(_withdrawal(row, row.withdrawn_at))
    return {pk: _arrange(results, withdrawn[pk]) for pk, results in found.items()}


def public_result(row: PublishedResult) -> PublicResult:
    """Read a stored row into exact types."""
    return PublicResult(
        instansi_id=row.instansi_id,
        year=row.year,
        instrument=row.instrument,
        origin=row.origin,
        index=row.index,
        exact=Fraction(row.exact) if row.exact else None,
        exact_min=row.exact_min,
        exact_max=row.exact_max,
        predikat=row.predikat,
        domains=_decimals(row.domains),
        aspects=_decimals(row.aspects),
        levels={number: _level(value) for number, value in row.levels.items()},
        remark=row.remark,
        is_suspect=row.is_suspect,
        is_example=row.is_example,
        source=row.source,
    )


def _withdrawal(row: PublishedResult, withdrawn_at: dt.datetime) -> Withdrawal:
    return Withdrawal(
        year=row.year,
        instrument=row.instrument,
        withdrawn_at=withdrawn_at,
        reason=row.withdrawal_reason,
        is_example=row.is_example,
    )


def _arrange(results: list[PublicResult], withdrawn: list[Withdrawal]) -> BodyResults:
    evaluated = [result for result in results if not result.is_self_published]
    # Ascending by detail, so that the evaluation report overwrites the ministry's row of the same year.
    evaluated.sort(key=lambda result: (result.year, result.origin == ResultOrigin.EVALUATION_REPORT))
    return BodyResults(
        by_year={result.year: result for result in evaluated},
        sources=tuple(evaluated),
        self_published=tuple(result for result in results if result.is_self_published),
        withdrawn=tuple(withdrawn),
    )


def _decimals(values: Mapping[str, Any]) -> dict[str, Decimal | None]:
    return {number: None if value is None else Decimal(str(value)) for number, value in values.items()}


def _level(value: str | int | float) -> int | Decimal:
    exact = Decimal(str(value))
    return int(exact) if exact == exact.to_integral_value() else exact
