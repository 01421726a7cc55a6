"""The instruments a coached instansi is assessed under, as far as its coach may know."""

from pranata.assessment import regulations
from pranata.assessment.models import Participation, PublishedResult, SharedLevels
from pranata.assessment.regulations import Regulation
from pranata.coaching.models import Coaching

NATIONAL = "spbe-2020"
"""What is offered for an instansi of which nothing is public and that was never called."""


def instruments_of(coaching: Coaching) -> list[Regulation]:
    """Return the instruments of public results, shared levels and the coach's calls, the latest year first.

    Three queries, in the coach's scope.
    """
    body = coaching.instansi_id
    called = Participation.objects.filter(instansi_id=body, organiser_id=coaching.organiser_id)
    used = [
        *called.values_list("campaign__year", "campaign__instrument"),
        *PublishedResult.objects.filter(instansi_id=body).values_list("year", "instrument").distinct(),
        *SharedLevels.objects.filter(instansi_id=body).values_list("year", "instrument").distinct(),
    ]
    known = set(regulations.available())
    names = dict.fromkeys(name for _year, name in sorted(used, reverse=True) if name in known)
    return [regulations.load(name) for name in names or [NATIONAL]]
