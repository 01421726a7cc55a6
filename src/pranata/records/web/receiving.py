"""The uploads a form came with: those a script sent before, and the files a browser without scripts sends."""

import uuid

from django.http import HttpRequest

from pranata.foundation.blobs.kinds import KindRefused
from pranata.foundation.blobs.scanning import FileInfected
from pranata.foundation.clock import utc_now
from pranata.organisation.web.middleware import acting
from pranata.records import uploads
from pranata.records.models import Upload

FIELD, FILES = "unggahan", "berkas"


def uploads_of(request: HttpRequest) -> list[Upload]:
    """Return the accepted uploads of a posted form, in order.

    Raises UploadMissing for one that is not the actor's, and what `accept` raises.
    """
    sent_before = [_found(request, text) for text in request.POST.getlist(FIELD) if text]
    return [*(uploads.accept(upload) for upload in sent_before), *received_now(request)]


def waiting(request: HttpRequest) -> list[Upload]:
    """Return the uploads a refused form named, to show them again; what is gone is left out."""
    found = []
    for text in request.POST.getlist(FIELD):
        try:
            found.append(_found(request, text))
        except uploads.UploadMissing:
            continue
    return found


def received_now(request: HttpRequest) -> list[Upload]:
    """Return the files that came in this very request, accepted."""
    actor, found = acting(request), []
    for file in request.FILES.getlist(FILES):
        upload = uploads.receive_whole(
            file, name=file.name or "", length=file.size or 0, actor=actor, now=utc_now()
        )
        try:
            found.append(uploads.accept(upload))
        except (KindRefused, FileInfected):
            uploads.discard(upload)
            raise
    return found


def _found(request: HttpRequest, text: str) -> Upload:
    try:
        public_id = uuid.UUID(text)
    except ValueError as error:
        raise uploads.UploadMissing from error
    return uploads.find(public_id, actor=acting(request), now=utc_now())
