"""Content-addressed store of bytes: what is stored is named by its SHA-256 and never changes.

Each tenant has a store of its own, so that nobody learns from it what others keep, and removing one's
bytes never takes another's. A store writes to one place (`BLOB_URL`) and, where a second is configured
(`BLOB_COPY_URL`), to that one before it says done. Who may see which bytes is not known here.
"""

from pranata.foundation.blobs.errors import BlobDamaged, BlobMissing, BlobTooLarge, PlaceRefused
from pranata.foundation.blobs.places import blobs_of
from pranata.foundation.blobs.store import Blob, BlobStore, Health

__all__ = [
    "Blob",
    "BlobDamaged",
    "BlobMissing",
    "BlobStore",
    "BlobTooLarge",
    "Health",
    "PlaceRefused",
    "blobs_of",
]
