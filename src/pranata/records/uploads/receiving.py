"""Beginning an upload, taking its pieces, finding it again and throwing it away."""

import base64
import binascii
import datetime as dt
import hashlib
import uuid
from pathlib import PurePath
from typing import IO

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet, Sum

from pranata.foundation.blobs import blobs_of
from pranata.organisation.policies import Actor, require_role
from pranata.records.models import Upload
from pranata.records.policies import SENDERS
from pranata.records.queries.live import is_wanted
from pranata.records.uploads import pieces
from pranata.records.uploads.errors import (
    FileEmpty,
    OffsetDiffers,
    PieceDamaged,
    PieceTooLarge,
    TooMuchWaits,
    UploadMissing,
    UploadTooLarge,
)

LIFETIME = dt.timedelta(days=3)
PIECE_LIMIT = 16 << 20
# How many files of the largest size may wait, for one post, to be made documents of.
WAITING_FILES = 10
CHECKSUMS = {"sha256": hashlib.sha256, "sha1": hashlib.sha1}


def begin(*, name: str, length: int, actor: Actor, now: dt.datetime) -> Upload:
    """Begin to receive a file. Raises NotPermitted, FileEmpty, UploadTooLarge, TooMuchWaits."""
    require_role(actor, *SENDERS, instansi_id=actor.instansi_id)
    if length <= 0:
        raise FileEmpty
    if length > settings.UPLOAD_LIMIT:
        raise UploadTooLarge(size=length, limit=settings.UPLOAD_LIMIT)
    _require_room(length, actor, now)
    return Upload.objects.create(
        instansi_id=actor.instansi_id,
        assignment_id=actor.assignment_id,
        name=_tidy(name),
        length=length,
        began_at=now,
        expires_at=now + LIFETIME,
    )


def find(public_id: uuid.UUID, *, actor: Actor, now: dt.datetime) -> Upload:
    """Return the actor's own upload. Raises UploadMissing for any other."""
    upload = _waiting(actor, now).filter(public_id=public_id).first()
    if upload is None:
        raise UploadMissing
    return upload


def receive(upload: Upload, *, offset: int, piece: bytes, checksum: str = "") -> Upload:
    """Add a piece after what has come, durably, and return the upload as it stands now.

    Raises UploadBusy, OffsetDiffers, PieceTooLarge, PieceDamaged, PlaceRefused. When it raises nothing of
    the piece counts. Between the file's sync and the row a crash costs the piece, never more: what stands
    beyond the row's offset is cut off before the next piece.
    """
    if len(piece) > PIECE_LIMIT:
        raise PieceTooLarge(PIECE_LIMIT)
    with pieces.opened(upload.public_id) as file:
        upload.refresh_from_db()
        if offset != upload.offset:
            raise OffsetDiffers(upload.offset)
        if offset + len(piece) > upload.length:
            raise UploadTooLarge(size=offset + len(piece), limit=upload.length)
        _require_sound(piece, checksum)
        pieces.keep(file, at=offset, piece=piece)
        upload.offset = offset + len(piece)
        upload.save(update_fields=["offset"])
    return upload


def receive_whole(file: IO[bytes], *, name: str, length: int, actor: Actor, now: dt.datetime) -> Upload:
    """Take a file that came in one request, as a browser without scripts sends it."""
    upload = begin(name=name, length=length, actor=actor, now=now)
    while piece := file.read(PIECE_LIMIT):
        upload = receive(upload, offset=upload.offset, piece=piece)
    return upload


def discard(upload: Upload) -> None:
    """Throw an upload away with its bytes."""
    pieces.remove(upload.public_id)
    upload.delete()


def sweep(*, now: dt.datetime) -> int:
    """Throw away what ended in the open scope, in the store too unless somebody needs it; return how many."""
    ended = list(Upload.objects.filter(expires_at__lte=now, taken_at__isnull=True)[:200])
    for upload in ended:
        discard(upload)
        if upload.sha256:
            _let_go(upload)
    return len(ended)


@transaction.atomic
def _let_go(upload: Upload) -> None:
    """Remove bytes that no version and no other upload names.

    Whoever makes a version of them takes the same lock first and then looks whether they are there: either
    their version is seen here, or they are told that the bytes are gone.
    """
    lock_digest(upload.sha256)
    if not is_wanted(upload.sha256):
        blobs_of(upload.instansi_id).remove(upload.sha256)


def lock_digest(sha256: str) -> None:
    """Keep others from removing or naming these bytes until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"records:{sha256}"])


def _waiting(actor: Actor, now: dt.datetime) -> QuerySet[Upload]:
    return Upload.objects.filter(assignment_id=actor.assignment_id, taken_at__isnull=True, expires_at__gt=now)


def _require_room(length: int, actor: Actor, now: dt.datetime) -> None:
    # By what was announced, not by what has come: many beginnings could be filled later.
    waiting = _waiting(actor, now).aggregate(waiting=Sum("length", default=0))["waiting"]
    if waiting + length > WAITING_FILES * settings.UPLOAD_LIMIT:
        raise TooMuchWaits(waiting=waiting, limit=WAITING_FILES * settings.UPLOAD_LIMIT)


def _require_sound(piece: bytes, checksum: str) -> None:
    if not checksum:
        return
    name, _space, encoded = checksum.partition(" ")
    try:
        expected = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise PieceDamaged from error
    if name not in CHECKSUMS or CHECKSUMS[name](piece).digest() != expected:
        raise PieceDamaged


def _tidy(name: str) -> str:
    """Return the last part of a name without what no file is called; browsers may send a whole path."""
    bare = PurePath(name.replace("\\", "/")).name
    kept = "".join(sign for sign in bare if sign.isprintable()).strip()
    return kept[-255:] or "berkas"
