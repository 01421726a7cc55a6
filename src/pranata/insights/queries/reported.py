"""What "the national results" are: the rows of the ministry's yearly reports.

Rankings, distributions and medians read these alone, so that every body is measured by the same report.
A body's own page prefers its evaluation report for details, because that one carries levels and aspects.
"""

from django.db.models import DecimalField, QuerySet
from django.db.models.functions import Coalesce

from pranata.assessment.models import PublishedResult, ResultOrigin

PREDIKAT = ("Kurang", "Cukup", "Baik", "Sangat Baik", "Memuaskan")


def reported() -> QuerySet[PublishedResult]:
    """All rows of the ministry's reports, unordered."""
    return PublishedResult.objects.filter(origin=ResultOrigin.MINISTRY_REPORT)


def ordering_value() -> Coalesce:
    """The value bodies are ordered by: the lower bound of the exact index, else the printed index."""
    return Coalesce("exact_min", "index", output_field=DecimalField())


def reported_years() -> tuple[int, ...]:
    """The years the ministry's reports cover, latest first (one query)."""
    return tuple(reported().order_by("-year").values_list("year", flat=True).distinct())
