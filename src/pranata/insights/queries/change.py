"""Who moved between two years: rises, and what rose most inside them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, LiteralString

from django.db import connection

from pranata.assessment.models import ResultOrigin
from pranata.insights.queries.reported import reported


@dataclass(frozen=True, kw_only=True)
class Change:
    """One body in two years. `domain` is the domain that rose most, None where none can be compared."""

    instansi_id: int
    slug: str
    name: str
    kind: str
    province: str
    before: Decimal
    after: Decimal
    predikat_after: str
    domain: str | None
    domain_rise: Decimal | None
    domains_after: Mapping[str, str | None]

    @property
    def rise(self) -> Decimal:
        """By how much the printed index rose; negative when it fell."""
        return self.after - self.before


@dataclass(frozen=True, kw_only=True)
class ChangeSummary:
    """How many bodies are in both years' reports, and how many of them rose."""

    both: int
    rose: int


def biggest_rises(
    before: int, after: int, *, kinds: tuple[str, ...] = (), limit: int = 8
) -> tuple[Change, ...]:
    """The bodies whose printed index rose most; suspect rows are left out (one query)."""
    chosen = (
        "AND p.after > p.before AND (cardinality(%(kinds)s::text[]) = 0 OR i.kind = ANY(%(kinds)s::text[]))"
    )
    return read_changes(before, after, chosen, {"kinds": list(kinds), "limit": limit})


def change_summary(before: int, after: int) -> ChangeSummary:
    """Counts over the bodies in both reports, suspect rows left out (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(" ".join((_PAIRS, _SUMMARY)), _years(before, after))
        both, rose = cursor.fetchone()
    return ChangeSummary(both=both, rose=rose)


@dataclass(frozen=True, kw_only=True)
class SuspectResult:
    """A printed result that cannot be right: shown, never compared."""

    slug: str
    name: str
    year: int
    remark: str


def suspect_results(years: tuple[int, ...]) -> tuple[SuspectResult, ...]:
    """The results of these years that are left out of comparisons, and why (one query)."""
    rows = reported().filter(year__in=years, is_suspect=True).order_by("year", "instansi__name")
    found = rows.values_list("instansi__slug", "instansi__name", "year", "remark")
    return tuple(
        SuspectResult(slug=slug, name=name, year=year, remark=remark) for slug, name, year, remark in found
    )


def read_changes(
    before: int, after: int, condition: LiteralString, values: Mapping[str, Any]
) -> tuple[Change, ...]:
    """Bodies of both reports that meet a condition on pair `p` and body `i`, biggest rise first (one query).

    `condition` is SQL of ours, beginning with AND; what a visitor typed goes into `values` only. A `limit`
    among them cuts the list.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_PAIRS} {_CHANGES} {condition} ORDER BY p.after - p.before DESC, i.name LIMIT %(limit)s",
            {"limit": None, **_years(before, after), **values},
        )
        return tuple(_change(row) for row in cursor.fetchall())


# One pass over the rows of two years instead of a join of the table with itself: just after an import the
# database has no statistics yet, and would compare every row with every other.
_PAIRS: LiteralString = """
WITH pairs AS (
    SELECT instansi_id,
        max(index) FILTER (WHERE year = %(before)s) AS before,
        max(index) FILTER (WHERE year = %(after)s) AS after,
        max(predikat) FILTER (WHERE year = %(after)s) AS predikat,
        (array_agg(domains) FILTER (WHERE year = %(before)s))[1] AS domains_before,
        (array_agg(domains) FILTER (WHERE year = %(after)s))[1] AS domains_after
    FROM assessment_publishedresult
    WHERE year IN (%(before)s, %(after)s) AND origin = %(origin)s
        AND NOT is_suspect AND withdrawn_at IS NULL
    GROUP BY instansi_id
    HAVING count(DISTINCT year) = 2
)
"""
_SUMMARY: LiteralString = "SELECT count(*), count(*) FILTER (WHERE after > before) FROM pairs"
_CHANGES: LiteralString = """
SELECT i.id, i.slug, i.name, i.kind, i.province_name, p.before, p.after, p.predikat,
    p.domains_before, p.domains_after
FROM pairs p JOIN organisation_instansi i ON i.id = p.instansi_id WHERE true
"""


def _years(before: int, after: int) -> dict[str, Any]:
    return {"before": before, "after": after, "origin": ResultOrigin.MINISTRY_REPORT.value}


def _change(row: tuple[Any, ...]) -> Change:
    *fields, domains_before, domains_after = row
    before, after = json.loads(domains_before), json.loads(domains_after)
    domain, rise = _most_risen(before, after)
    names = (
        "instansi_id", "slug", "name", "kind", "province", "before", "after", "predikat_after",
    )  # fmt: skip
    told = dict(zip(names, fields, strict=True))
    return Change(**told, domain=domain, domain_rise=rise, domains_after=after)


def _most_risen(
    before: dict[str, str | None], after: dict[str, str | None]
) -> tuple[str | None, Decimal | None]:
    rises = [
        (Decimal(value) - Decimal(earlier), number)
        for number, value in after.items()
        if value and (earlier := before.get(number))
    ]
    if not rises:
        return None, None
    rise, number = max(rises)
    return number, rise
