"""Resumable uploads: tus 1.0.0 with creation, checksum, termination and expiration.

See docs/spec/upload.md. Answers carry a refusal as JSON (`what`, `why`, `remedy`), so that a script can say
it where the person looks.
"""

import base64
import binascii
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pranata.foundation.access import official
from pranata.foundation.blobs.kinds import KindRefused
from pranata.foundation.blobs.scanning import FileInfected
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.organisation.web.middleware import acting
from pranata.records import uploads
from pranata.records.models import Upload
from pranata.records.uploads.receiving import CHECKSUMS, PIECE_LIMIT

VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"
OFFERED = {
    "Tus-Version": VERSION,
    "Tus-Extension": "creation,checksum,termination,expiration",
    "Tus-Checksum-Algorithm": ",".join(CHECKSUMS),
}
View = Callable[..., HttpResponse]


class ProtocolUnknown(ProductError):
    """The sender does not speak this version."""

    status = 412

    def __init__(self) -> None:
        super().__init__(_("Unggahan ini memakai protokol yang tidak dikenal."))


class HeaderMissing(ProductError):
    """A header that the protocol asks for is missing or unreadable."""

    status = 400

    def __init__(self, name: str) -> None:
        super().__init__(_("Kepala permintaan %(name)s tidak ada atau tidak terbaca.") % {"name": name})


def speaks_tus(view: View) -> View:
    """Check the version, tell refusals as JSON, and name the version in every answer."""

    @wraps(view)
    def speaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
                raise ProtocolUnknown
            answer = view(request, *args, **kwargs)
        except ProductError as refusal:
            answer = _refused(refusal)
        answer.headers["Tus-Resumable"] = VERSION
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return speaking


@official
@require_http_methods(["OPTIONS", "POST"])
@speaks_tus
def uploads_root(request: HttpRequest) -> HttpResponse:
    """Say what is offered, or begin an upload."""
    if request.method == "OPTIONS":
        offered = {**OFFERED, "Tus-Max-Size": str(settings.UPLOAD_LIMIT)}
        return HttpResponse(status=204, headers=offered)
    upload = uploads.begin(
        name=_file_name(request),
        length=_number(request, "Upload-Length"),
        actor=acting(request),
        now=utc_now(),
    )
    where = reverse("records:upload_piece", args=[upload.public_id])
    return HttpResponse(status=201, headers={"Location": where, **_progress(upload)})


@official
@require_http_methods(["HEAD", "PATCH", "DELETE"])
@speaks_tus
def upload_piece(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Say how much has come, take the next piece, or throw the upload away."""
    upload = uploads.find(public_id, actor=acting(request), now=utc_now())
    if request.method == "DELETE":
        uploads.discard(upload)
        return HttpResponse(status=204)
    if request.method == "PATCH":
        upload = _take_piece(request, upload)
    return HttpResponse(status=204 if request.method == "PATCH" else 200, headers=_progress(upload))


def _take_piece(request: HttpRequest, upload: Upload) -> Upload:
    if request.content_type != PIECE:
        raise HeaderMissing("Content-Type")
    offset, length = _number(request, "Upload-Offset"), _number(request, "Content-Length")
    if length > PIECE_LIMIT:
        raise uploads.PieceTooLarge(PIECE_LIMIT)
    checksum = request.headers.get("Upload-Checksum", "")
    piece = _read(request, length)
    upload = uploads.receive(upload, offset=offset, piece=piece, checksum=checksum)
    return _accepted(upload) if upload.offset == upload.length else upload


def _accepted(upload: Upload) -> Upload:
    try:
        return uploads.accept(upload)
    except (KindRefused, FileInfected):
        uploads.discard(upload)
        raise


def _read(request: HttpRequest, length: int) -> bytes:
    """Return what comes of the body: all of it, or what there was when the line broke."""
    parts: list[bytes] = []
    try:
        while length > 0 and (part := request.read(min(length, 1 << 20))):
            parts.append(part)
            length -= len(part)
    except UnreadablePostError:
        pass
    return b"".join(parts)


def _progress(upload: Upload) -> dict[str, str]:
    return {
        "Upload-Offset": str(upload.offset),
        "Upload-Length": str(upload.length),
        "Upload-Expires": http_date(upload.expires_at.timestamp()),
    }


def _number(request: HttpRequest, name: str) -> int:
    value = request.headers.get(name, "")
    # Longer than any file: what does not fit the column is not a number we can mean.
    if not (value.isascii() and value.isdigit() and len(value) <= 15):
        raise HeaderMissing(name)
    return int(value)


def _file_name(request: HttpRequest) -> str:
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _space, encoded = pair.strip().partition(" ")
        if key == "filename":
            try:
                return base64.b64decode(encoded, validate=True).decode()
            except (binascii.Error, UnicodeDecodeError) as error:
                raise HeaderMissing("Upload-Metadata") from error
    return ""


def _refused(refusal: ProductError) -> JsonResponse:
    said = {"what": str(refusal.what), "why": str(refusal.why), "remedy": str(refusal.remedy)}
    answer = JsonResponse(said, status=refusal.status)
    if isinstance(refusal, uploads.OffsetDiffers):
        answer.headers["Upload-Offset"] = str(refusal.offset)
    return answer
