"""The middle of a kind of bodies: half of them stand higher, half lower."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from pranata.assessment.models import ResultOrigin

# A domain that was not printed counts in no median; a suspect row counts in none at all.
_MEDIANS = """
WITH rows AS (
    SELECT r.index, r.domains
    FROM assessment_publishedresult r JOIN organisation_instansi i ON i.id = r.instansi_id
    WHERE r.year = %(year)s AND r.origin = %(origin)s AND i.kind = %(kind)s
        AND NOT r.is_suspect AND r.withdrawn_at IS NULL
)
SELECT 'index', round(percentile_cont(0.5) WITHIN GROUP (ORDER BY index)::numeric, 2), count(*) FROM rows
UNION ALL
SELECT d.key, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY d.value::numeric)::numeric, 2), count(*)
FROM rows, jsonb_each_text(rows.domains) d WHERE d.value IS NOT NULL GROUP BY d.key
"""


@dataclass(frozen=True, kw_only=True)
class KindMedians:
    """Median index and median of each domain, over `count` bodies."""

    count: int
    index: Decimal | None
    domains: Mapping[str, Decimal]


def kind_medians(kind: str, year: int) -> KindMedians:
    """The medians of a kind in the year's national report (one query); empty when it has none."""
    with connection.cursor() as cursor:
        cursor.execute(_MEDIANS, {"year": year, "origin": ResultOrigin.MINISTRY_REPORT.value, "kind": kind})
        found = {name: (value, count) for name, value, count in cursor.fetchall()}
    index, count = found.pop("index")
    return KindMedians(
        count=count, index=index, domains={name: value for name, (value, _n) in sorted(found.items())}
    )
