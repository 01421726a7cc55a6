"""Where a body stands: nationally, among its kind and in its province."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from pranata.assessment.models import ResultOrigin

# Bodies with the same ordering value share a rank; the next rank counts them all (1, 2, 2, 4).
_STANDINGS = """
SELECT instansi_id, national, national_of, in_kind, in_kind_of, in_province, in_province_of
FROM (
    SELECT r.instansi_id, i.province_name,
        rank() OVER nation AS national, count(*) OVER () AS national_of,
        rank() OVER kind AS in_kind, count(*) OVER (PARTITION BY i.kind) AS in_kind_of,
        rank() OVER province AS in_province, count(*) OVER (PARTITION BY i.province_name) AS in_province_of
    FROM assessment_publishedresult r JOIN organisation_instansi i ON i.id = r.instansi_id
    WHERE r.year = %s AND r.origin = %s AND r.withdrawn_at IS NULL AND NOT r.is_suspect
    WINDOW nation AS (ORDER BY coalesce(r.exact_min, r.index) DESC),
        kind AS (PARTITION BY i.kind ORDER BY coalesce(r.exact_min, r.index) DESC),
        province AS (PARTITION BY i.province_name ORDER BY coalesce(r.exact_min, r.index) DESC)
) ranked WHERE instansi_id = ANY(%s)
"""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A rank and the number of bodies it is taken among."""

    rank: int
    of: int


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The three ranks of a body in a year. `in_province` counts the province's own government too."""

    national: Place
    in_kind: Place
    in_province: Place


def standings(year: int, instansi_ids: Iterable[int]) -> Mapping[int, Standing]:
    """The standing of each body that the year's national report holds (one query, however many bodies).

    A row that cannot be right has none, and moves nobody else's.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, [year, ResultOrigin.MINISTRY_REPORT.value, list(instansi_ids)])
        return {row[0]: _standing(*row[1:]) for row in cursor.fetchall()}


def _standing(*figures: int) -> Standing:
    national, kind, province = (Place(rank=figures[at], of=figures[at + 1]) for at in (0, 2, 4))
    return Standing(national=national, in_kind=kind, in_province=province)
