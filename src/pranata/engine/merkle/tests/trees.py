"""A tree kept whole in memory, by the definition of RFC 6962, for tests to compare with."""

import json
from collections.abc import Sequence
from hashlib import sha256
from importlib import resources
from typing import Any

from pranata.engine.merkle import leaf_hash, root_of


def load(name: str) -> Any:
    vectors = resources.files(__package__) / "vectors"
    return json.loads((vectors / name).read_text(encoding="utf-8"))


def leaves(size: int) -> list[bytes]:
    return [leaf_hash(b"entry %d" % i) for i in range(size)]


def defined_root(hashes: Sequence[bytes]) -> bytes:
    """Return MTH as RFC 6962 defines it, by recursion."""
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256().digest()
    middle = 1 << (len(hashes) - 1).bit_length() - 1
    return sha256(b"\x01" + defined_root(hashes[:middle]) + defined_root(hashes[middle:])).digest()


class Reader:
    """Reads complete subtrees of a list of leaf hashes."""

    def __init__(self, hashes: Sequence[bytes]) -> None:
        self.hashes = hashes

    def __call__(self, height: int, index: int) -> bytes:
        below = self.hashes[index << height : (index + 1) << height]
        assert len(below) == 1 << height
        return root_of(below)
