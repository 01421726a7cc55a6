"""A handover for somebody whose assignment has ended: their account, and no position needed."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from pranata.foundation.access import signed_in
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.handover.policies import HandoverClosed, Signer
from pranata.handover.queries.leaving import leaving
from pranata.handover.queries.reading import assignment_for
from pranata.handover.web.showing import Visit, give_file, show, take_note, take_signature
from pranata.organisation.models import Assignment
from pranata.organisation.queries.actor import ends_at, local_date, seats_of


@signed_in
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The handover of a position somebody held."""
    with _visit(request, pk) as visit:
        return show(request, visit)


@signed_in
@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the note of somebody who has left."""
    with _visit(request, pk) as visit:
        return take_note(request, visit)


@signed_in
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign after leaving."""
    with _visit(request, pk) as visit:
        return take_signature(request, visit)


@signed_in
@require_safe
def file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The dossier of what one handed over, as a file."""
    with _visit(request, pk) as visit:
        return give_file(visit, form)


@contextmanager
def _visit(request: HttpRequest, pk: int) -> Iterator[Visit]:
    """Open the instansi of a position that was the account's own and has ended. Raises HandoverClosed."""
    account_id, now = int(request.user.pk or 0), utc_now()
    for person in seats_of(account_id):
        zone = ZoneInfo(person.instansi.time_zone)
        with tenant_scope(person.instansi_id, account_id=account_id), timezone.override(zone):
            found = leaving().filter(pk=pk, person=person).first()
            if found is not None and _has_ended(found, now):
                yield _of(found, local_date(person, now))
                return
    raise HandoverClosed


def _has_ended(found: Assignment, now: dt.datetime) -> bool:
    end = ends_at(found)
    return end is not None and end <= now


def _of(found: Assignment, on: dt.date) -> Visit:
    signer = Signer.former(found.person, found)
    args = [found.pk]
    return Visit(
        signer=signer,
        parties=assignment_for(found.pk, signer, on),
        page=reverse("handover:former", args=args),
        note=reverse("handover:former_note", args=args),
        sign=reverse("handover:former_sign", args=args),
        files={form: reverse("handover:former_file", args=[*args, form]) for form in ("pdf", "json")},
    )
