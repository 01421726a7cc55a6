"""Reaching an assessment as one of its own instansi, or by the task of an assessor.

An assessor of another instansi carries the task in the address, `?tugas=<id>`; it is proven anew for each
request, so that the pages close when the task does.
"""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest

from pranata.assessment.models import Assessment
from pranata.assessment.policies_judging import Held, opened
from pranata.assessment.web.page import readable
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.web.middleware import acting


@dataclass(frozen=True)
class Reached:
    """An assessment somebody may look into, and the assessor's task that opens it, if it is one's.

    `body` is the name of the assessed instansi.
    """

    assessment: Assessment
    held: Held | None
    body: str

    @property
    def is_outer(self) -> bool:
        """Whether the reader is an assessor of another instansi than the assessed one."""
        return self.held is not None and self.held.is_external

    @property
    def suffix(self) -> str:
        """What the addresses carry along for an assessor of a task."""
        return f"?tugas={self.held.task.pk}" if self.held else ""


def reached(request: HttpRequest, pk: int, now: dt.datetime) -> Reached:
    """Return the assessment of one's own instansi, or by `?tugas=` the one of a task. Else 404."""
    task = request.GET.get("tugas", "")
    if not task:
        return Reached(readable(request, pk), None, acting(request).instansi_name)
    if not task.isdecimal() or len(task) > 12:
        raise Http404
    found = opened(acting(request), int(task), now)
    with tenant_scope(found.task.instansi_id):
        assessment = Assessment.objects.filter(pk=found.task.assessment_id).first()
    if assessment is None or assessment.pk != pk:
        raise Http404
    return Reached(assessment, found, found.task.instansi.name)
