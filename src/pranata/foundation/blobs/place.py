"""What a place of bytes must be able to do. A place never judges content; `BlobStore` does."""

import datetime as dt
from collections.abc import Iterator
from typing import IO, Protocol


class Draft(Protocol):
    """Bytes on their way into a place: invisible until committed, gone when discarded."""

    def write(self, chunk: bytes) -> None:
        """Add bytes. Raises PlaceRefused."""

    def commit(self, digest: str) -> None:
        """Make the bytes readable under the digest, durably, over what lies there. Raises PlaceRefused."""

    def discard(self) -> None:
        """Leave nothing behind. Never raises; safe after `commit`."""


class Place(Protocol):
    """Somewhere bytes are kept under their digest."""

    def draft(self) -> Draft:
        """Begin to write. Raises PlaceRefused."""

    def open(self, digest: str) -> IO[bytes]:
        """Return the bytes to read; close it. Raises BlobMissing, BlobDamaged, PlaceRefused."""

    def size(self, digest: str) -> int | None:
        """Return how many bytes lie under the digest, or None. Raises BlobDamaged, PlaceRefused."""

    def remove(self, digest: str) -> None:
        """Take the bytes away for good; nothing happens where there are none. Raises PlaceLocked."""

    def digests(self) -> Iterator[str]:
        """Yield every digest that is stored, in order."""

    def locked_until(self, digest: str) -> dt.datetime | None:
        """Return until when the place forbids removal, or None. Raises PlaceRefused."""

    def lock(self, digest: str, until: dt.datetime) -> bool:
        """Forbid removal until an instant; False where the place knows no such lock."""
