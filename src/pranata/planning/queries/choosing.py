"""From which assessments of an instansi a plan may begin."""

from pranata.assessment import regulations
from pranata.assessment.models import Assessment


def assessments_to_plan(instansi_id: int) -> list[Assessment]:
    """Return the assessments whose instrument has whole levels, finished ones first, the newest on top.

    One query. A draft is half empty more often than not, so a plan begins from what was established.
    """
    found = Assessment.objects.filter(instansi_id=instansi_id).order_by("-year", "-pk")
    whole = [one for one in found if regulations.load(one.instrument).instrument.score.step == 1]
    return sorted(whole, key=lambda one: one.state == "draft")
