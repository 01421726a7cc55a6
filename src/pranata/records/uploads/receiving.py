"""Beginning an upload, taking its pieces, finding it again and throwing it away."""

import base64
import binascii
import datetime as dt
import hashlib
import uuid
from pathlib import PurePath
from typing import IO

from django.conf import settings

from pranata.organisation.policies import Actor, require_role
from pranata.records.models import Upload
from pranata.records.policies import KEEPERS
from pranata.records.uploads import pieces
from pranata.records.uploads.errors import (
    FileEmpty,
    OffsetDiffers,
    PieceDamaged,
    PieceTooLarge,
    UploadMissing,
    UploadTooLarge,
)

LIFETIME = dt.timedelta(days=3)
PIECE_LIMIT = 16 << 20
CHECKSUMS = {"sha256": hashlib.sha256, "sha1": hashlib.sha1}


def begin(*, name: str, length: int, actor: Actor, now: dt.datetime) -> Upload:
    """Begin to receive a file. Raises NotPermitted, FileEmpty, UploadTooLarge."""
    require_role(actor, *KEEPERS, instansi_id=actor.instansi_id)
    if length <= 0:
        raise FileEmpty
    if length > settings.UPLOAD_LIMIT:
        raise UploadTooLarge(size=length, limit=settings.UPLOAD_LIMIT)
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
    own = Upload.objects.filter(assignment_id=actor.assignment_id, taken_at__isnull=True, expires_at__gt=now)
    upload = own.filter(public_id=public_id).first()
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
    """Throw away what ended in the open scope; return how many. Bytes in the store are left to `scrub`."""
    ended = list(Upload.objects.filter(expires_at__lte=now, taken_at__isnull=True)[:200])
    for upload in ended:
        discard(upload)
    return len(ended)


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
