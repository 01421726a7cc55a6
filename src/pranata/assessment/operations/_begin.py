"""The rows an assessment begins with."""

import datetime as dt

from pranata.assessment.models import Answer, Assessment
from pranata.engine.scoring import Instrument


def find_or_insert(
    instansi_id: int,
    *,
    year: int,
    law: Instrument,
    by: int,
    now: dt.datetime,
    is_example: bool = False,
    source: str = "",
) -> tuple[Assessment, bool]:
    """Return the instansi's assessment of the year, with an empty answer an indicator where it is new.

    `by` is the assignment that begins it. Needs the instansi's scope.
    """
    assessment, is_new = Assessment.objects.get_or_create(
        instansi_id=instansi_id,
        year=year,
        instrument=law.id,
        defaults={
            "instrument_digest": law.digest,
            "is_example": is_example,
            "source": source,
            "created_at": now,
            "created_by_id": by,
        },
    )
    if is_new:
        Answer.objects.bulk_create(
            Answer(instansi_id=instansi_id, assessment=assessment, indicator=item.number)
            for item in law.indicators
        )
    return assessment, is_new
