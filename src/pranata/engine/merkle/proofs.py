"""Inclusion and consistency proofs of RFC 6962, made from a function that reads hashes, and checked.

Making a proof reads at most about 2·log2(size) hashes. Checking takes nothing on trust but the arguments:
every bit of sizes, index, hashes and path counts, and whatever does not fit raises ProofRejected.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from pranata.engine.merkle.hashing import HASH_SIZE, node_hash
from pranata.engine.merkle.tree import fold, peaks_of

# Reads the hash of a complete subtree: (height, index) -> hash. A leaf has height 0.
ReadHash: TypeAlias = Callable[[int, int], bytes]

LONGEST = 2**63


class ProofRejected(ValueError):
    """The proof does not show what it was given for."""


def inclusion_path(index: int, size: int, read: ReadHash) -> list[bytes]:
    """Return the proof that leaf `index` is in the tree of `size` leaves, from its sibling upwards.

    Raises ValueError if there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    return [_hash_of(start, end, read) for start, end in _siblings(index, size)]


def _siblings(index: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield the range of leaves beside the way from a leaf to the root, lowest first."""
    start, end, beside = 0, size, list[tuple[int, int]]()
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            beside.append((middle, end))
            end = middle
        else:
            beside.append((start, middle))
            start = middle
    return reversed(beside)


def consistency_path(old: int, new: int, read: ReadHash) -> list[bytes]:
    """Return the proof that the tree of `old` leaves is the beginning of the tree of `new` leaves.

    Raises ValueError unless 0 < old <= new. The proof between equal sizes is empty.
    """
    if not 0 < old <= new:
        raise ValueError(f"there is no proof from size {old} to size {new}")
    return [] if old == new else [_hash_of(start, end, read) for start, end in _between(old, new)]


def _between(old: int, new: int) -> list[tuple[int, int]]:
    """Return the ranges of leaves whose hashes are the consistency proof, in its order."""
    start, end, beside = 0, new, list[tuple[int, int]]()
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            beside.append((middle, end))
            end = middle
        else:
            beside.append((start, middle))
            start = middle
    # The old root itself is known to the reader when the old tree is a subtree of its own.
    own = [(start, end)] if start else []
    return own + beside[::-1]


def _split(size: int) -> int:
    """Return the largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _hash_of(start: int, end: int, read: ReadHash) -> bytes:
    return fold([read(height, index) for height, index in peaks_of(end, start)])


def verify_inclusion(*, index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> None:
    """Check that the leaf hash is at `index` of the tree with this size and root. Raises ProofRejected."""
    _require_hashes(leaf, root, *path)
    if not 0 <= index < size < LONGEST:
        raise ProofRejected(f"no leaf {index} in a tree of {size}")
    inner, border = _lengths(index, size)
    if len(path) != inner + border:
        raise ProofRejected(f"the path has {len(path)} hashes instead of {inner + border}")
    found = _climb(leaf, path[:inner], index)
    for left in path[inner:]:
        found = node_hash(left, found)
    if found != root:
        raise ProofRejected("the path leads to another root")


def verify_consistency(
    *, old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> None:
    """Check that the old tree is the beginning of the new one. Raises ProofRejected.

    Every tree continues the empty one, so nothing can be proven about `old == 0`: that is rejected.
    """
    _require_hashes(old_root, new_root, *path)
    if not 0 < old <= new < LONGEST:
        raise ProofRejected(f"no proof leads from size {old} to size {new}")
    if old == new:
        _require_same(old_root, new_root, path)
        return
    _follow(old, new, old_root, new_root, path)


def _follow(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> None:
    """Climb from the largest complete subtree at the old right edge to both roots at once."""
    shift = (old & -old).bit_length() - 1
    inner, border = _lengths(old - 1, new)
    inner -= shift
    # Where the old tree is itself complete, its root is where the climb begins.
    begins = [old_root] if old == 1 << shift else []
    if len(begins) + len(path) != 1 + inner + border:
        raise ProofRejected(f"a path of {len(path)} hashes does not fit sizes {old} and {new}")
    seed, *steps = [*begins, *path]
    index = (old - 1) >> shift
    before = _climb_right(seed, steps[:inner], index)
    after = _climb(seed, steps[:inner], index)
    for left in steps[inner:]:
        before, after = node_hash(left, before), node_hash(left, after)
    if before != old_root:
        raise ProofRejected("the path does not lead to the old root")
    if after != new_root:
        raise ProofRejected("the path does not lead to the new root")


def _lengths(index: int, size: int) -> tuple[int, int]:
    """Return how many hashes lie below and on the right border where the ways to `index` and the end meet."""
    inner = (index ^ (size - 1)).bit_length()
    return inner, (index >> inner).bit_count()


def _climb(found: bytes, path: Sequence[bytes], index: int) -> bytes:
    for i, beside in enumerate(path):
        found = node_hash(beside, found) if index >> i & 1 else node_hash(found, beside)
    return found


def _climb_right(found: bytes, path: Sequence[bytes], index: int) -> bytes:
    for i, beside in enumerate(path):
        if index >> i & 1:
            found = node_hash(beside, found)
    return found


def _require_hashes(*hashes: bytes) -> None:
    if any(len(value) != HASH_SIZE for value in hashes):
        raise ProofRejected(f"a hash does not have {HASH_SIZE} bytes")


def _require_same(old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> None:
    if path:
        raise ProofRejected("between equal sizes there is nothing to prove")
    if old_root != new_root:
        raise ProofRejected("two roots for one size")
