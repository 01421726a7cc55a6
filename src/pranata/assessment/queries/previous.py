"""The assessment before this one, under the same instrument."""

from pranata.assessment.models import Assessment


def previous_assessment(assessment: Assessment) -> Assessment | None:
    """Return the latest earlier one of the same instansi and instrument, or None. One query."""
    return (
        Assessment.objects.filter(
            instansi_id=assessment.instansi_id,
            instrument=assessment.instrument,
            year__lt=assessment.year,
        )
        .order_by("-year")
        .first()
    )
