"""Levels of indicators that everybody may read: printed in evaluation reports, or shared by their owners.

Where both hold a year of a body, the report counts. An instrument is never compared with another.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from pranata.assessment.models import ResultOrigin, SharedLevels, SharedPractice
from pranata.insights.queries.groups import CHOSEN, Group, Quartiles

FEW = 3
"""Below so many bodies they are named and no statistics are made of them."""


@dataclass(frozen=True, kw_only=True)
class SharedValue:
    """The level of one indicator of one body in one year."""

    instansi_id: int
    slug: str
    name: str
    kind: str
    province: str
    population: int | None
    year: int
    level: Decimal
    is_official: bool
    is_example: bool


@dataclass(frozen=True, kw_only=True)
class Named:
    """A body with its latest shared level, where there are too few for statistics."""

    slug: str
    name: str
    level: Decimal


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How the latest shared levels of one indicator lie: `counts` bodies at each level, `rose` that rose."""

    counts: Mapping[Decimal, int]
    rose: int
    named: tuple[Named, ...]

    @property
    def total(self) -> int:
        """How many bodies share the indicator."""
        return sum(self.counts.values())

    @property
    def quartiles(self) -> Quartiles | None:
        """The quartiles, or None below `FEW` bodies."""
        if self.total < FEW:
            return None
        ordered = [level for level in sorted(self.counts) for _ in range(self.counts[level])]
        low, middle, high = (_at(ordered, quarter) for quarter in (1, 2, 3))
        return Quartiles(low=low, middle=middle, high=high)


NOBODY = Spread(counts={}, rose=0, named=())


def _at(ordered: list[Decimal], quarter: int) -> Decimal:
    """Interpolate between neighbours, as PostgreSQL's percentile_cont does."""
    whole, part = divmod((len(ordered) - 1) * quarter, 4)
    if not part:
        return ordered[whole]
    return ordered[whole] + (ordered[whole + 1] - ordered[whole]) * part / 4


def indicator_values(instrument: str, number: str) -> tuple[SharedValue, ...]:
    """Return every shared level of an indicator, each body's years oldest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_VALUES, {**_words(instrument), "number": number})
        return tuple(
            SharedValue(
                instansi_id=pk, slug=slug, name=name, kind=kind, province=province, population=population,
                year=year, level=Decimal(level), is_official=is_official, is_example=is_example,
            )
            for pk, slug, name, kind, province, population, year, level, is_official, is_example
            in cursor.fetchall()
        )  # fmt: skip


def spreads(instrument: str, group: Group, *, without: int = 0) -> Mapping[str, Spread]:
    """Return how each indicator's latest shared levels lie in a group, `without` one body. One query."""
    counts: dict[str, dict[Decimal, int]] = {}
    rose: dict[str, int] = {}
    named: dict[str, list[Named]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SPREADS, {**_words(instrument), **group.values(), "without": without, "few": FEW})
        for number, level, count, risen, names in cursor.fetchall():
            counts.setdefault(number, {})[level] = count
            rose[number] = rose.get(number, 0) + risen
            bodies = [Named(slug=slug, name=name, level=level) for slug, name in names]
            named[number] = [*named.get(number, []), *bodies]
    return {
        number: Spread(counts=found, rose=rose[number], named=tuple(named[number]))
        for number, found in counts.items()
    }


def sharing_bodies(instrument: str, group: Group, *, without: int = 0) -> int:
    """Return how many bodies of a group share levels under the instrument. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_BODIES, {**_words(instrument), **group.values(), "without": without})
        return int(cursor.fetchone()[0])


def latest_shared(instansi_id: int, instrument: str) -> tuple[int, Mapping[str, Decimal]] | None:
    """Return the latest year and levels a body shares under an instrument. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, {**_words(instrument), "own": instansi_id})
        row = cursor.fetchone()
    if row is None:
        return None
    return row[0], {number: Decimal(str(level)) for number, level in json.loads(row[1]).items()}


def practices_of(instrument: str, number: str) -> Mapping[tuple[int, int], SharedPractice]:
    """Return what bodies told about an indicator, by body and year. One query."""
    rows = SharedPractice.objects.filter(sharing__instrument=instrument, indicator=number)
    return {(row.instansi_id, row.sharing.year): row for row in rows.select_related("sharing")}


def contacts_of(instrument: str) -> Mapping[int, str]:
    """Return the unit each sharing body named to be asked, of its latest year. One query."""
    rows = SharedLevels.objects.filter(instrument=instrument).exclude(contact="").order_by("year")
    return dict(rows.values_list("instansi_id", "contact"))


def _words(instrument: str) -> dict[str, Any]:
    return {"instrument": instrument, "origin": ResultOrigin.EVALUATION_REPORT.value}


_SHARED = """
WITH shared AS (
    SELECT DISTINCT ON (instansi_id, year) instansi_id, year, levels, is_official, is_example
    FROM (
        SELECT instansi_id, year, levels, true AS is_official, is_example
        FROM assessment_publishedresult
        WHERE instrument = %(instrument)s AND origin = %(origin)s AND withdrawn_at IS NULL
            AND NOT is_suspect AND levels <> '{}'::jsonb
        UNION ALL
        SELECT instansi_id, year, levels, false, is_example
        FROM assessment_sharedlevels WHERE instrument = %(instrument)s
    ) every ORDER BY instansi_id, year, is_official DESC
)
"""
_VALUES = " ".join(
    (
        _SHARED,
        """
SELECT i.id, i.slug, i.name, i.kind, i.province_name, i.population, s.year, s.levels ->> %(number)s,
    s.is_official, s.is_example
FROM shared s JOIN organisation_instansi i ON i.id = s.instansi_id
WHERE s.levels ->> %(number)s IS NOT NULL ORDER BY i.name, i.id, s.year
""",
    )
)
# A body counts once, with its latest year; it rose where any year lies above the shared one before it.
_SPREADS = " ".join(
    (
        _SHARED,
        """, value AS (
    SELECT s.instansi_id, e.key AS number, s.year, e.value::numeric AS level,
        lag(e.value::numeric) OVER (PARTITION BY s.instansi_id, e.key ORDER BY s.year) AS before
    FROM shared s, jsonb_each_text(s.levels) e WHERE s.instansi_id <> %(without)s
), latest AS (
    SELECT instansi_id, number, (array_agg(level ORDER BY year DESC))[1] AS level,
        coalesce(bool_or(level > before), false) AS has_risen
    FROM value GROUP BY instansi_id, number
)
SELECT l.number, l.level, count(*), count(*) FILTER (WHERE l.has_risen),
    (array_agg(ARRAY[i.slug::text, i.name::text] ORDER BY i.name))[1:%(few)s]
FROM latest l JOIN organisation_instansi i ON i.id = l.instansi_id
WHERE""",
        CHOSEN,
        "GROUP BY l.number, l.level ORDER BY l.number, l.level",
    )
)
_BODIES = " ".join(
    (
        _SHARED,
        """
SELECT count(DISTINCT i.id) FROM shared s JOIN organisation_instansi i ON i.id = s.instansi_id
WHERE i.id <> %(without)s AND""",
        CHOSEN,
    )
)
_LATEST = " ".join(
    (
        _SHARED,
        """
SELECT year, levels FROM shared WHERE instansi_id = %(own)s ORDER BY year DESC LIMIT 1
""",
    )
)
