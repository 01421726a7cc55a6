"""From received bytes to bytes in the store: recognised, scanned, kept in every place."""

from django.conf import settings

from pranata.foundation.blobs import blobs_of
from pranata.foundation.blobs.kinds import recognise
from pranata.foundation.blobs.scanning import scan
from pranata.foundation.blobs.store import chunks_of
from pranata.records.models import Upload
from pranata.records.uploads import pieces
from pranata.records.uploads.errors import OffsetDiffers


def accept(upload: Upload) -> Upload:
    """Accept a whole upload, or do nothing if it is accepted already.

    Raises OffsetDiffers while bytes are missing, UploadBusy, KindRefused, FileInfected, ScannerAway or
    PlaceRefused. After KindRefused and FileInfected the bytes are worthless: discard the upload.
    """
    if upload.is_accepted:
        # A crash between the row and the file left it, as much again as the store has.
        pieces.remove(upload.public_id)
        return upload
    with pieces.opened(upload.public_id) as file:
        upload.refresh_from_db()
        if upload.offset != upload.length:
            raise OffsetDiffers(upload.offset)
        if not upload.is_accepted:
            upload.media = recognise(file, upload.name).media
            if settings.CLAMAV:
                upload.scan_verdict = scan(chunks_of(file), settings.CLAMAV).answer[:200]
                file.seek(0)
            upload.sha256 = blobs_of(upload.instansi_id).put(chunks_of(file), limit=upload.length).digest
            upload.save(update_fields=["media", "scan_verdict", "sha256"])
    pieces.remove(upload.public_id)
    return upload
