"""Checkpoint, tiles and entry bundles, to anybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pranata.engine.merkle import Tile
from pranata.foundation.access import public
from pranata.ledger.queries.public_log import (
    ServedLog,
    checkpoint_note,
    entry_bundle,
    proof_of_place,
    served_log,
    tile_hashes,
)

# A full tile never changes. A partial one is right for as long as somebody checks against its checkpoint.
FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=5"


@public
@require_safe
def checkpoint(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The latest signed checkpoint of a log, by default of the newest, with the lines of its witnesses."""
    note = checkpoint_note(_log(number))
    if note is None:
        raise Http404
    return _answer(note.encode(), "text/plain; charset=utf-8", BRIEFLY)


@public
@require_safe
def tile(request: HttpRequest, number: int, level: int, place: str) -> HttpResponse:
    """One tile of hashes."""
    return _bytes(tile_hashes(_log(number), _tile(f"tile/{level}/{place}")))


@public
@require_safe
def entries(request: HttpRequest, number: int, place: str) -> HttpResponse:
    """The entries of one tile: who acted as what, when and on what; personal detail stays sealed."""
    return _bytes(entry_bundle(_log(number), _tile(f"tile/entries/{place}")))


@public
@require_safe
def proof(request: HttpRequest, number: int, seq: int) -> HttpResponse:
    """The proof (C2SP `tlog-proof`) that the entry of a place is in the log."""
    found = proof_of_place(_log(number), seq)
    if found is None:
        raise Http404
    return _answer(found.document.encode(), "text/plain; charset=utf-8", BRIEFLY)


def _log(number: int | None) -> ServedLog:
    found = served_log(number) if number is None or number < 32768 else None
    if found is None:
        raise Http404
    return found


def _tile(path: str) -> Tile:
    try:
        return Tile.parse(path)
    except ValueError as error:
        raise Http404 from error


def _bytes(found: bytes | None) -> HttpResponse:
    if found is None:
        raise Http404
    return _answer(found, "application/octet-stream", FOREVER)


def _answer(content: bytes, media: str, keep: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media)
    answer["Cache-Control"] = keep
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
