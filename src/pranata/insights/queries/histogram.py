"""How many bodies stand where on the scale from 1 to 5."""

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Count, DecimalField, ExpressionWrapper, F, Value
from django.db.models.functions import Floor, Least

from pranata.insights.queries.reported import reported

BINS = 40


def index_histogram(years: tuple[int, ...]) -> Mapping[int, tuple[int, ...]]:
    """Bodies per tenth of the printed index, 1.00–1.09 first; 5.00 counts in the last (one query)."""
    tenth = ExpressionWrapper((F("index") - Decimal(1)) * Decimal(10), output_field=DecimalField())
    found = (
        reported()
        .filter(year__in=years)
        .annotate(bin=Least(Floor(tenth), Value(BINS - 1, output_field=DecimalField())))
        .values_list("year", "bin")
        .annotate(n=Count("pk"))
        .order_by()
    )
    heights = {year: [0] * BINS for year in years}
    for year, number, count in found:
        heights[year][int(number)] = count
    return {year: tuple(values) for year, values in heights.items()}
