"""Bukti pribadi: one's own acts as a bundle to keep, with or without a position, in every instansi."""

import tempfile
import uuid
from pathlib import Path
from typing import cast

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pranata.foundation.access import signed_in
from pranata.foundation.clock import utc_now
from pranata.foundation.web.accounts.step_up import confirm_first
from pranata.handover.operations.export_own_proof import export_own_proof
from pranata.handover.queries.own_proof import (
    own_bundle,
    own_export,
    own_scope,
    seats,
    state_of,
    told,
)
from pranata.handover.queries.waiting import left_by
from pranata.handover.web.printing import own_pdf
from pranata.ledger.bundles.writing import write_zip
from pranata.ledger.queries.bundle import ExportOutdated, NotYetWitnessed
from pranata.ledger.queries.detail import DetailErased
from pranata.ledger.queries.site_policy import site_policy
from pranata.organisation.models import Person

PAUSES = (2, 2, 3, 5, 8, 13, 21)
"""Seconds until the page asks again: the next checkpoint is a second away, witnesses some more."""


@signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every instansi the account's person acted in: what they held, how much they did, and the way to it."""
    account_id = _account(request)
    context = {"nav": "meja", "seats": seats(account_id), "handovers": left_by(account_id, now=utc_now())}
    return render(request, "handover/own_proof.html", context)


@signed_in
@require_POST
def make(request: HttpRequest, person_id: int) -> HttpResponse:
    """Record the export of one's own acts. Asked for once more who one is: the bundle leaves the house."""
    if (asked := confirm_first(request, reverse("handover:own_proof"))) is not None:
        return asked
    account_id = _account(request)
    with own_scope(account_id, person_id) as person:
        export = export_own_proof(
            person=person,
            account_id=account_id,
            part=_part(request),
            policy=site_policy().text,
            now=utc_now(),
        )
    return redirect("handover:own_package", person_id, export.event_id)


@signed_in
@never_cache
@require_safe
def package(request: HttpRequest, person_id: int, export_id: uuid.UUID) -> HttpResponse:
    """How far the bundle is: being locked, waiting for witnesses, ready, or to be made anew."""
    keys = site_policy()
    with own_scope(_account(request), person_id) as person:
        state = _state(export_id, person, keys.text)
        export = told(own_export(export_id, person)) if state != "outdated" else None
        context = {"nav": "meja", "person": person, "export": export, "export_id": export_id, "state": state}
        answer = render(request, "handover/package.html", context | {"keys": keys})
    pause = _pause(request) if state in ("locking", "witnessing") else None
    if pause:
        answer["Refresh"] = f"{pause[1]}; url={request.path}?ke={pause[0]}"
    return answer


@signed_in
@require_safe
def download(request: HttpRequest, person_id: int, export_id: uuid.UUID) -> HttpResponse | FileResponse:
    """Give the bundle as a zip. Made anew each time, into a file without a name: cut off, nothing is left."""
    with own_scope(_account(request), person_id) as person:
        try:
            contents = own_bundle(export_id, person, policy=site_policy().text)
        except (NotYetWitnessed, ExportOutdated, DetailErased):
            return redirect("handover:own_package", person_id, export_id)
    folder = Path(settings.UPLOADS)
    folder.mkdir(parents=True, exist_ok=True)
    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - the answer closes it
    write_zip(contents, file)
    file.seek(0)
    answer = FileResponse(
        file, as_attachment=True, filename=f"bukti-pribadi-{export_id}.zip", content_type="application/zip"
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@signed_in
@require_safe
def printed(request: HttpRequest, person_id: int) -> HttpResponse:
    """The list of one's own acts on paper, each with the code anybody may check."""
    with own_scope(_account(request), person_id) as person:
        content = own_pdf(person, part=_part(request), now=utc_now())
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="bukti-pribadi.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _account(request: HttpRequest) -> int:
    return cast("int", request.user.pk)


def _part(request: HttpRequest) -> int:
    asked = (request.POST or request.GET).get("bagian", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _state(export_id: uuid.UUID, person: Person, policy: bytes) -> str:
    try:
        state_of(export_id, person, policy=policy)
    except NotYetWitnessed as early:
        return "witnessing" if early.sequenced else "locking"
    except (ExportOutdated, DetailErased):
        return "outdated"
    return "ready"


def _pause(request: HttpRequest) -> tuple[int, int] | None:
    """Return which asking comes next and after how many seconds; None when there were enough."""
    asked = request.GET.get("ke", "0")
    done = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 0
    return (done + 1, PAUSES[done]) if done < len(PAUSES) else None
