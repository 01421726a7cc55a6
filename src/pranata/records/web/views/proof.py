"""Unduh bukti: recording an export, waiting until log and witnesses have signed it, downloading the bundle.

The page asks again by itself (`Refresh`), without scripts and only so often; then it waits for a click.
"""

import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.ledger.bundles.writing import write_zip
from pranata.ledger.operations.append_entry import EntryRef
from pranata.ledger.queries.bundle import ExportOutdated, NotYetWitnessed
from pranata.ledger.queries.site_policy import site_policy
from pranata.organisation.web.middleware import acting
from pranata.records.operations.export_proof import export_document_proof, export_evidence_proof
from pranata.records.queries.exported import exported_of
from pranata.records.queries.proof import own_export, proof_bundle
from pranata.records.web.views.document import document_or_404
from pranata.records.web.views.evidence import evidence_or_404

# Seconds until the page asks again: the next checkpoint is a second away, witnesses some more.
PAUSES = (2, 2, 3, 5, 8, 13, 21)


@official
@require_POST
def export_document(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Record the export of a document's proof."""
    found = document_or_404(request, public_id)
    return _exported(
        lambda policy: export_document_proof(
            document=found, policy=policy, actor=acting(request), now=utc_now()
        )
    )


@official
@require_POST
def export_evidence(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Record the export of an item's proof."""
    found = evidence_or_404(request, public_id)
    return _exported(
        lambda policy: export_evidence_proof(
            evidence=found, policy=policy, actor=acting(request), now=utc_now()
        )
    )


@official
@never_cache
@require_safe
def proof(request: HttpRequest, export_id: uuid.UUID) -> HttpResponse:
    """How far the bundle is: being locked, waiting for witnesses, ready, or to be exported anew."""
    actor = acting(request)
    export = own_export(export_id, actor)
    keys = site_policy()
    state = _state(lambda: proof_bundle(export_id, actor=actor, policy=keys.text))
    answer = render(
        request,
        "records/proof.html",
        {"nav": "arsip", "export": exported_of(export), "state": state, "keys": keys},
    )
    pause = _pause(request) if state in ("locking", "witnessing") else None
    if pause:
        answer["Refresh"] = f"{pause[1]}; url={request.path}?ke={pause[0]}"
    return answer


@official
@require_safe
def download_proof(request: HttpRequest, export_id: uuid.UUID) -> HttpResponse | FileResponse:
    """Give the bundle as a zip, written to disk first: memory does not grow with its files."""
    actor = acting(request)
    try:
        contents = proof_bundle(export_id, actor=actor, policy=site_policy().text, checked=True)
    except (NotYetWitnessed, ExportOutdated):
        return redirect("records:proof", export_id)
    folder = Path(settings.UPLOADS)
    folder.mkdir(parents=True, exist_ok=True)
    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - the answer closes it
    write_zip(contents, file)
    file.seek(0)
    answer = FileResponse(
        file, as_attachment=True, filename=f"bukti-{export_id}.zip", content_type="application/zip"
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _exported(export: Callable[[bytes], EntryRef]) -> HttpResponse:
    return redirect("records:proof", export(site_policy().text).event_id)


def _state(make: Callable[[], object]) -> str:
    try:
        make()
    except NotYetWitnessed as early:
        return "witnessing" if early.sequenced else "locking"
    except ExportOutdated:
        return "outdated"
    return "ready"


def _pause(request: HttpRequest) -> tuple[int, int] | None:
    """Return which asking comes next and after how many seconds; None when there were enough."""
    asked = request.GET.get("ke", "0")
    done = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 0
    return (done + 1, PAUSES[done]) if done < len(PAUSES) else None
