"""RFC 6962 Merkle trees: hashes, roots, proofs and the tiles of C2SP `tlog-tiles`.

Pure: it is given hashes and functions that read hashes, and knows nothing of where they are kept.
"""

from pranata.engine.merkle.hashing import EMPTY_ROOT, HASH_SIZE, leaf_hash, node_hash
from pranata.engine.merkle.proofs import (
    ProofRejected,
    consistency_path,
    inclusion_path,
    verify_consistency,
    verify_inclusion,
)
from pranata.engine.merkle.tiles import WIDTH, BundleMalformed, Tile, TileReader, new_tiles
from pranata.engine.merkle.tree import Frontier, root_of

__all__ = [
    "EMPTY_ROOT",
    "HASH_SIZE",
    "WIDTH",
    "BundleMalformed",
    "Frontier",
    "ProofRejected",
    "Tile",
    "TileReader",
    "consistency_path",
    "inclusion_path",
    "leaf_hash",
    "new_tiles",
    "node_hash",
    "root_of",
    "verify_consistency",
    "verify_inclusion",
]
