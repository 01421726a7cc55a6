"""The store of one tenant: hashes what comes in, keeps it in one place or two, checks and heals."""

import datetime as dt
import errno
import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import IO

from pranata.foundation.blobs.errors import BlobDamaged, BlobMissing, BlobTooLarge, PlaceRefused, refusal
from pranata.foundation.blobs.place import Draft, Place

CHUNK = 1 << 20
# Below this, handing a chunk over takes as long as hashing it.
WORTH_A_THREAD = 1 << 18


@dataclass(frozen=True)
class Blob:
    """Bytes that are stored: their SHA-256 in lower-case hex, and how many they are."""

    digest: str
    size: int


class Health(Enum):
    """What a check of stored bytes found."""

    WHOLE = "whole"
    HEALED = "healed"
    LOST = "lost"


@dataclass(frozen=True)
class BlobStore:
    """One tenant's bytes, in `place` and, where there is one, in `copy`."""

    place: Place
    copy: Place | None = None

    def put(self, chunks: Iterable[bytes], *, limit: int | None = None) -> Blob:
        """Store the bytes and return their name, once they are durable in every place.

        What is there already is checked, and replaced where it is damaged. When it raises, nothing half is
        visible anywhere; bytes that reached one place only are found again by their name. Raises
        BlobTooLarge, PlaceRefused.
        """
        # The copy first: what the main place shows is in both.
        drafts = [(place, place.draft()) for place in (self.copy, self.place) if place is not None]
        try:
            blob = _written([draft for _place, draft in drafts], chunks, limit)
            for place, draft in drafts:
                if not _holds(place, blob.digest):
                    draft.commit(blob.digest)
        finally:
            for _place, draft in drafts:
                draft.discard()
        return blob

    def open(self, digest: str) -> IO[bytes]:
        """Return the bytes to read, from the copy if the place has lost them.

        They are not checked while they are read: `verify` does that, and whoever hands them out as evidence.
        Raises BlobMissing, BlobDamaged, PlaceRefused.
        """
        try:
            return self.place.open(digest)
        except PlaceRefused:
            if self.copy is None:
                raise
            return self.copy.open(digest)

    def stat(self, digest: str) -> Blob | None:
        """Return what is stored under a digest, or None. Costs no reading of bytes."""
        size = self.place.size(digest)
        return None if size is None else Blob(digest, size)

    def verify(self, digest: str) -> Blob:
        """Re-hash the bytes in the main place. Raises BlobMissing, BlobDamaged, PlaceRefused."""
        return _verified(self.place, digest)

    def scrub(self, digest: str) -> Health:
        """Re-hash the bytes in every place and write what is lost in one anew from the other."""
        places = [place for place in (self.place, self.copy) if place is not None]
        sound = [place for place in places if _holds(place, digest)]
        if len(sound) == len(places):
            return Health.WHOLE
        if not sound:
            return Health.LOST
        (ill,) = (place for place in places if place not in sound)
        _carry_over(sound[0], ill, digest)
        return Health.HEALED

    def remove(self, digest: str) -> None:
        """Take the bytes away in every place, the copy first: what the main place shows is in both."""
        for place in (self.copy, self.place):
            if place is not None:
                place.remove(digest)

    def is_gone(self, digest: str) -> bool:
        """Whether no place holds anything under the digest. Raises PlaceRefused where one does not answer."""
        return all(place.size(digest) is None for place in (self.copy, self.place) if place is not None)

    def locked_until(self, digest: str) -> dt.datetime | None:
        """Return until when some place forbids removal, or None. Raises PlaceRefused."""
        places = [place for place in (self.place, self.copy) if place is not None]
        return max(filter(None, (place.locked_until(digest) for place in places)), default=None)

    def lock(self, digest: str, until: dt.datetime) -> bool:
        """Forbid removal until an instant in every place that can; whether the main one did."""
        locked = [p.lock(digest, until) for p in (self.place, self.copy) if p is not None]
        return locked[0]

    def digests(self) -> Iterator[str]:
        """Yield every digest in the main place, in order."""
        return self.place.digests()


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the bytes of a file in chunks."""
    while chunk := file.read(CHUNK):
        yield chunk


def _written(drafts: list[Draft], chunks: Iterable[bytes], limit: int | None) -> Blob:
    """Write the chunks, each hashed on another core meanwhile: neither of both holds Python's lock."""
    digest, size = hashlib.sha256(), 0
    with ThreadPoolExecutor(1, "hashing") as beside:
        for chunk in chunks:
            size += len(chunk)
            if limit is not None and size > limit:
                raise BlobTooLarge(limit)
            hashed = beside.submit(digest.update, chunk) if len(chunk) >= WORTH_A_THREAD else None
            for draft in drafts:
                draft.write(chunk)
            # One at a time: the digest takes the chunks in order, and no more than one is held in memory.
            if hashed is None:
                digest.update(chunk)
            else:
                hashed.result()
    return Blob(digest.hexdigest(), size)


def _verified(place: Place, digest: str) -> Blob:
    hashed, size = hashlib.sha256(), 0
    try:
        with place.open(digest) as file:
            for chunk in chunks_of(file):
                hashed.update(chunk)
                size += len(chunk)
    except OSError as error:
        # A sector that the disk cannot read any more is damage; whatever else fails, the place is away.
        raise (BlobDamaged(digest) if error.errno == errno.EIO else refusal(error)) from error
    if hashed.hexdigest() != digest:
        raise BlobDamaged(digest)
    return Blob(digest, size)


def _holds(place: Place, digest: str) -> bool:
    """Whether the place holds the very bytes; what it holds there instead counts as none."""
    with suppress(BlobMissing, BlobDamaged):
        _verified(place, digest)
        return True
    return False


def _carry_over(source: Place, target: Place, digest: str) -> None:
    draft = target.draft()
    try:
        with source.open(digest) as file:
            blob = _written([draft], chunks_of(file), None)
        # At this point the source may have been damaged since it was looked at.
        if blob.digest != digest:
            raise BlobDamaged(digest)
        target.remove(digest)
        draft.commit(digest)
    finally:
        draft.discard()
