"""Taking a file into the store, beside the least that must happen to it: hash, write, sync."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.harness import Figure, wall_s
from pranata.foundation.blobs import BlobStore
from pranata.foundation.blobs.folder import FolderPlace

SIZE_MB = 256
ROUNDS = 7


def figures() -> list[Figure]:
    """Take the same file in turn both ways, so that the machine's mood falls on both."""
    chunk = os.urandom(1 << 20)
    with tempfile.TemporaryDirectory(prefix="pranata-ingest-") as folder:
        store = BlobStore(FolderPlace(Path(folder) / "store"))
        bare, ours = [], []
        for turn in range(ROUNDS):
            bare.append(wall_s(partial(_bare, Path(folder) / f"bare-{turn}", chunk, turn)))
            ours.append(wall_s(partial(store.put, _chunks(chunk, turn))))
    # The least of each: what is above it is the neighbours of a shared disk.
    speed, ratio = SIZE_MB / min(ours), min(ours) / min(bare)
    return [
        Figure(name=f"blob ingest, {SIZE_MB} MB", value=speed, unit="MB/s"),
        Figure(name="blob ingest: time over (SHA-256 + write + fsync)", value=ratio, unit="×", limit=1.25),
    ]


def _chunks(chunk: bytes, turn: int) -> Iterator[bytes]:
    yield turn.to_bytes(8, "big")
    for _ in range(SIZE_MB):
        yield chunk


def _bare(path: Path, chunk: bytes, turn: int) -> None:
    digest = hashlib.sha256()
    with path.open("wb", buffering=0) as file:
        for piece in _chunks(chunk, turn + 1000):
            digest.update(piece)
            file.write(piece)
        os.fsync(file.fileno())
