"""Giving the bytes of a version that somebody was found to be allowed to see, checked against their hash."""

from django.http import FileResponse, Http404, HttpResponse

from pranata.foundation.blobs import blobs_of
from pranata.foundation.blobs.kinds import kind_of_media
from pranata.records.extraction.finding import NotReadable
from pranata.records.extraction.pictures import picture_of
from pranata.records.models import Version

# Not every browser's own PDF viewer starts in a sandbox (Chromium of 2026 does, those of 2022 do not). It
# runs no script of the file in our origin; `default-src` leaves the file nothing to load. A picture is
# locked up entirely.
SHOWN = {
    "pdf": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    "image": "default-src 'none'; sandbox; frame-ancestors 'self'",
}
PATIENCE_S = 10.0
LOCKED = "default-src 'none'; sandbox; frame-ancestors 'none'"


def shown_inside(version: Version) -> FileResponse:
    """Answer with the bytes for a preview in our page; 404 for kinds that a page may not show."""
    kind = kind_of_media(version.media)
    if kind is None or not kind.shown:
        raise Http404
    return _bytes(version, content_type=kind.media, policy=SHOWN[kind.shown], attached=False)


def given(version: Version) -> FileResponse:
    """Answer with the bytes as a file that is saved, never opened in our origin."""
    return _bytes(version, content_type="application/octet-stream", policy=LOCKED, attached=True)


def page_picture(version: Version, page: int, *, most: int) -> HttpResponse:
    """Answer with a page of a PDF as a picture, drawn once, in a process with limits, from checked bytes."""
    kind = kind_of_media(version.media)
    if kind is None or kind.shown != "pdf" or page > most:
        raise Http404
    try:
        drawn = picture_of(version, page, patience_s=PATIENCE_S)
    except NotReadable as error:
        raise Http404 from error
    answer = HttpResponse(drawn, content_type="image/png")
    answer.headers["Content-Security-Policy"] = LOCKED
    # The bytes of a version never change; the browser of one person may keep the picture for a while.
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def _bytes(version: Version, *, content_type: str, policy: str, attached: bool) -> FileResponse:
    """Answer with bytes that were just found to be the recorded ones. Raises BlobDamaged, BlobMissing."""
    store = blobs_of(version.instansi_id)
    store.verify(version.sha256)
    answer = FileResponse(
        store.open(version.sha256),
        as_attachment=attached,
        filename=version.original_name,
        content_type=content_type,
    )
    answer.headers["Content-Length"] = str(version.size)
    # Compressing what mostly is compressed would cost the length, and with it the progress of a download.
    answer.headers["Content-Encoding"] = "identity"
    answer.headers["Content-Security-Policy"] = policy
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
