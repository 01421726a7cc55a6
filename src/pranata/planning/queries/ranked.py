"""Where a body stood in the national report of a year, for the sheet on which a leader decides."""

from dataclasses import dataclass

from django.db.models import DecimalField
from django.db.models.functions import Coalesce

from pranata.assessment.models import PublishedResult, ResultOrigin
from pranata.organisation.models import Instansi


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A place among all bodies and among those of the kind; bodies of one value share it."""

    rank: int
    of: int
    rank_in_kind: int
    of_kind: int


def ranked(body: Instansi, year: int) -> Ranked | None:
    """Return where a body stood in a year; None where the report does not hold it. One query.

    Withdrawn and suspect rows count for nobody, as on the public pages.
    """
    rows = PublishedResult.objects.filter(
        year=year, origin=ResultOrigin.MINISTRY_REPORT, withdrawn_at__isnull=True, is_suspect=False
    )
    value = Coalesce("exact_min", "index", output_field=DecimalField())
    found = list(rows.annotate(value=value).values_list("instansi_id", "instansi__kind", "value"))
    own = next((value for pk, _kind, value in found if pk == body.pk), None)
    if own is None:
        return None
    kind = [value for _pk, kind, value in found if kind == body.kind]
    return Ranked(
        rank=1 + sum(value > own for _pk, _kind, value in found),
        of=len(found),
        rank_in_kind=1 + sum(value > own for value in kind),
        of_kind=len(kind),
    )
