"""Whom a body is held against: its kind, its province, and the bodies most like it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from pranata.assessment.models import ResultOrigin
from pranata.insights.queries.reported import reported_years
from pranata.insights.queries.similar import SimilarBodies, similar_bodies
from pranata.organisation.models import Instansi, InstansiKind

REGIONAL = (InstansiKind.PROVINSI, InstansiKind.KABUPATEN, InstansiKind.KOTA)
EVERY = 10_000


@dataclass(frozen=True, kw_only=True)
class Group:
    """Some bodies: those of a kind, of a province, or named one by one. All parts given must hold."""

    key: str
    kind: str = ""
    province: str = ""
    ids: tuple[int, ...] | None = None

    def values(self) -> dict[str, Any]:
        """Return what `CHOSEN` asks for."""
        return {
            "kind": self.kind,
            "province": self.province,
            "ids": list(self.ids or ()),
            "named": self.ids is not None,
        }


CHOSEN = """
    (%(kind)s = '' OR i.kind = %(kind)s) AND (%(province)s = '' OR i.province_name = %(province)s)
    AND (NOT %(named)s OR i.id = ANY(%(ids)s))
"""
EVERYBODY = Group(key="semua")


@dataclass(frozen=True, kw_only=True)
class Quartiles:
    """A quarter stands below `low`, half below `middle`, three quarters below `high`."""

    low: Decimal
    middle: Decimal
    high: Decimal


@dataclass(frozen=True, kw_only=True)
class GroupFigures:
    """The quartiles of the index and of each domain over the `count` bodies of a group in a year."""

    group: Group
    count: int
    index: Quartiles | None
    domains: Mapping[str, Quartiles]


def groups_of(body: Instansi, similar: SimilarBodies | None) -> tuple[Group, ...]:
    """Return the groups a body is held against; a central body has no province."""
    found = [Group(key="jenis", kind=body.kind)]
    if body.kind in REGIONAL and body.province_name:
        found.append(Group(key="provinsi", province=body.province_name))
    if similar is not None and similar.count:
        alike = tuple(row.instansi_id for row in similar.risers if row.instansi_id != body.pk)
        found.append(Group(key="serupa", ids=alike))
    return tuple(found)


def similar_in(body: Instansi, year: int, *, limit: int = EVERY) -> SimilarBodies | None:
    """Return bodies alike in the earlier of two reported years: `year` and its next, else its previous."""
    years = sorted(reported_years())
    if year not in years or len(years) < 2:
        return None
    at = min(years.index(year), len(years) - 2)
    return similar_bodies(body.pk, years[at], years[at + 1], limit=limit)


def group_figures(group: Group, year: int) -> GroupFigures:
    """Return the quartiles of a group in the year's national report. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _QUARTILES, {"year": year, "origin": ResultOrigin.MINISTRY_REPORT.value, **group.values()}
        )
        found = {name: (values, count) for name, values, count in cursor.fetchall()}
    values, count = found.pop("index")
    return GroupFigures(
        group=group,
        count=count,
        index=_quartiles(values),
        domains={
            name: each for name, (row, _n) in sorted(found.items()) if (each := _quartiles(row)) is not None
        },
    )


def _quartiles(values: list[float] | None) -> Quartiles | None:
    if not values:
        return None
    low, middle, high = (Decimal(str(value)).quantize(Decimal("0.01")) for value in values)
    return Quartiles(low=low, middle=middle, high=high)


_QUARTILES = " ".join(
    (
        """
WITH rows AS (
    SELECT r.index, r.domains
    FROM assessment_publishedresult r JOIN organisation_instansi i ON i.id = r.instansi_id
    WHERE r.year = %(year)s AND r.origin = %(origin)s AND NOT r.is_suspect AND r.withdrawn_at IS NULL
        AND""",
        CHOSEN,
        """)
SELECT 'index', percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY index), count(*) FROM rows
UNION ALL
SELECT d.key, percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY d.value::numeric), count(*)
FROM rows, jsonb_each_text(rows.domains) d WHERE d.value IS NOT NULL GROUP BY d.key
""",
    )
)
