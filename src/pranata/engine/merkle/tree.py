"""Roots: of a whole list of hashes, and of a tree that grows at its right edge."""

from collections.abc import Iterable, Sequence

from pranata.engine.merkle.hashing import EMPTY_ROOT, node_hash


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Return the RFC 6962 root of a tree with these leaf hashes (or of these complete subtrees)."""
    if not hashes:
        return EMPTY_ROOT
    row = list(hashes)
    while len(row) > 1:
        # A last hash without a partner stands for itself one level up: the ragged right edge of RFC 6962.
        lone = row[-1:] if len(row) % 2 else []
        row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)] + lone
    return row[0]


def peaks_of(size: int, start: int = 0) -> list[tuple[int, int]]:
    """Return the complete subtrees, as (height, index), that leaves `start` to `size` fall into.

    They stand from left to right. `start` must be a multiple of the largest power of two that is not
    greater than what lies between.
    """
    peaks = []
    while start < size:
        height = (size - start).bit_length() - 1
        peaks.append((height, start >> height))
        start += 1 << height
    return peaks


class Frontier:
    """The right edge of a tree: as many hashes as its size has ones in binary, largest subtree first."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        """Take up a tree again from its size and the hashes of `peaks_of(size)`."""
        self.size = size
        self._peaks = list(peaks)
        if size < 0 or len(self._peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves does not have {len(self._peaks)} peaks")

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """The hashes from which this frontier can be taken up again."""
        return tuple(self._peaks)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        merging = self.size
        while merging & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            merging >>= 1
        self._peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Return the root of the tree as it is now."""
        return fold(self._peaks) if self._peaks else EMPTY_ROOT


def fold(peaks: Sequence[bytes]) -> bytes:
    """Return the hash over adjoining complete subtrees, of which each is smaller than the one before it."""
    found = peaks[-1]
    for peak in reversed(peaks[:-1]):
        found = node_hash(peak, found)
    return found
