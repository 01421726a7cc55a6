"""The right edge of the stored tree, held in memory between batches, and the full tiles it throws off."""

from collections.abc import Callable
from dataclasses import dataclass

from pranata.engine.merkle import HASH_SIZE, WIDTH, Frontier, Tile, TileReader, root_of
from pranata.engine.merkle.tiles import split_hashes
from pranata.engine.merkle.tree import peaks_of


@dataclass(frozen=True)
class FullTile:
    """A tile that is now complete, and the hash over it."""

    level: int
    index: int
    root: bytes
    hashes: bytes


class Edge:
    """A tree of `size` leaves that grows; it holds what is not yet in a full tile."""

    def __init__(self, size: int = 0, load: Callable[[Tile], bytes] | None = None) -> None:
        """Take up the tree of that size again, of which `load` reads the tiles."""
        self._open: list[list[bytes]] = []
        self._frontier = Frontier()
        if size and load is not None:
            read = TileReader(size, load)
            self._frontier = Frontier(size, [read(*peak) for peak in peaks_of(size)])
            self._open = _open_tiles(size, load)

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return self._frontier.size

    def root(self) -> bytes:
        """Return the root of the tree as it is."""
        return self._frontier.root()

    def append(self, leaf: bytes) -> list[FullTile]:
        """Add a leaf hash and return the tiles that it completes, lowest first."""
        self._frontier.append(leaf)
        return self._put(0, leaf)

    def _put(self, level: int, value: bytes) -> list[FullTile]:
        if level == len(self._open):
            self._open.append([])
        row = self._open[level]
        row.append(value)
        if len(row) < WIDTH:
            return []
        full = FullTile(level, (self.size >> 8 * (level + 1)) - 1, root_of(row), b"".join(row))
        self._open[level] = []
        return [full, *self._put(level + 1, full.root)]


def _open_tiles(size: int, load: Callable[[Tile], bytes]) -> list[list[bytes]]:
    rows = []
    level = 0
    while size >> 8 * level:
        width = (size >> 8 * level) % WIDTH
        tile = Tile(level, (size >> 8 * level) // WIDTH, width) if width else None
        hashes = load(tile) if tile else b""
        if len(hashes) != width * HASH_SIZE:
            raise ValueError(f"the open tile of level {level} has {len(hashes)} bytes")
        rows.append(split_hashes(hashes))
        level += 1
    return rows
