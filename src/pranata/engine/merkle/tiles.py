"""The tiles and entry bundles of C2SP `tlog-tiles`: a tree as static pieces of 256 hashes.

>>> Tile(0, 1234067).path
'tile/0/x001/x234/067'
>>> [tile.path for tile in new_tiles(255, 257)]
['tile/0/000', 'tile/0/001.p/1', 'tile/1/000.p/1']
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pranata.engine.merkle.hashing import HASH_SIZE
from pranata.engine.merkle.tree import root_of

HEIGHT = 8
WIDTH = 1 << HEIGHT
HIGHEST = 63
LARGEST_ENTRY = 65_535

_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<index>(?:x[0-9]{3}/)*[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)


class BundleMalformed(ValueError):
    """The bytes are not those of an entry bundle."""


@dataclass(frozen=True, order=True)
class Tile:
    """One tile; `width` is less than 256 where the tree ends in it."""

    level: int
    index: int
    width: int = WIDTH

    def __post_init__(self) -> None:
        if not (0 <= self.level <= HIGHEST and self.index >= 0 and 1 <= self.width <= WIDTH):
            raise ValueError(f"there is no tile {self.level}/{self.index} of width {self.width}")

    @property
    def path(self) -> str:
        """Where the tile is served, below the prefix of the log."""
        return f"tile/{self.level}/{self._place}"

    @property
    def bundle_path(self) -> str:
        """Where the entries of a tile of level 0 are served."""
        if self.level:
            raise ValueError("only tiles of level 0 have entries")
        return f"tile/entries/{self._place}"

    @property
    def is_full(self) -> bool:
        """Whether all 256 hashes are there."""
        return self.width == WIDTH

    @property
    def start(self) -> int:
        """The first leaf that the tile spans."""
        return self.index << HEIGHT * (self.level + 1)

    @property
    def _place(self) -> str:
        parts = [f"{self.index % 1000:03d}"]
        left = self.index // 1000
        while left:
            parts.append(f"x{left % 1000:03d}")
            left //= 1000
        return "/".join(reversed(parts)) + ("" if self.is_full else f".p/{self.width}")

    @classmethod
    def parse(cls, path: str) -> "Tile":
        """Return the tile, or the tile of the entry bundle, that a path names. Raises ValueError."""
        match = _PATH.fullmatch(path) if path.isascii() else None
        if match is None:
            raise ValueError(f"{path!r} is not the path of a tile")
        level, index, width = match.group("level", "index", "width")
        tile = cls(
            0 if level == "entries" else int(level),
            int(index.replace("/", "").replace("x", "")),
            int(width) if width else WIDTH,
        )
        # One name for one thing: no leading groups of zeros, no `.p/256`.
        if path != (tile.bundle_path if level == "entries" else tile.path):
            raise ValueError(f"{path!r} is not how that tile is written")
        return tile


def tiles_of(size: int) -> Iterator[Tile]:
    """Yield every tile of a tree, level by level."""
    return new_tiles(0, size)


def new_tiles(old: int, new: int) -> Iterator[Tile]:
    """Yield the tiles, full and partial, that a tree of `new` leaves has and one of `old` leaves has not."""
    level = 0
    while new >> HEIGHT * level:
        had, has = old >> HEIGHT * level, new >> HEIGHT * level
        if has > had:
            yield from (Tile(level, index) for index in range(had // WIDTH, has // WIDTH))
            if has % WIDTH:
                yield Tile(level, has // WIDTH, has % WIDTH)
        level += 1


class TileReader:
    """Reads the hash of any complete subtree of a tree from its tiles, each of which it loads once.

    `load` returns the bytes of a tile: `width` hashes. Give an instance to `inclusion_path` and
    `consistency_path` as their `read`.
    """

    def __init__(self, size: int, load: Callable[[Tile], bytes]) -> None:
        self._size = size
        self._load = load
        self._loaded: dict[tuple[int, int], bytes] = {}

    def __call__(self, height: int, index: int) -> bytes:
        """Return the hash of the subtree over leaves `index << height` to `(index + 1) << height`."""
        if height < 0 or index < 0 or (index + 1) << height > self._size:
            raise ValueError(f"subtree {height}/{index} does not lie in a tree of {self._size}")
        level, above = divmod(height, HEIGHT)
        first = index << above
        hashes = self._tile(level, first // WIDTH)
        begin = first % WIDTH * HASH_SIZE
        return root_of(split_hashes(hashes[begin : begin + (HASH_SIZE << above)]))

    def _tile(self, level: int, index: int) -> bytes:
        if (level, index) not in self._loaded:
            width = min(WIDTH, (self._size >> HEIGHT * level) - index * WIDTH)
            hashes = self._load(Tile(level, index, width))
            if len(hashes) != width * HASH_SIZE:
                raise ValueError(
                    f"tile {level}/{index} has {len(hashes)} bytes instead of {width * HASH_SIZE}"
                )
            self._loaded[level, index] = hashes
        return self._loaded[level, index]


def split_hashes(hashes: bytes) -> list[bytes]:
    """Return the hashes of a tile one by one."""
    return [hashes[i : i + HASH_SIZE] for i in range(0, len(hashes), HASH_SIZE)]


def pack_bundle(entries: Iterable[bytes]) -> bytes:
    """Return entries as an entry bundle. Raises ValueError for one of more than 65,535 bytes."""
    parts = []
    for entry in entries:
        if len(entry) > LARGEST_ENTRY:
            raise ValueError(f"an entry of {len(entry)} bytes does not fit in a bundle")
        parts += [len(entry).to_bytes(2, "big"), entry]
    return b"".join(parts)


def unpack_bundle(bundle: bytes) -> list[bytes]:
    """Return the entries of a bundle of at most 256. Raises BundleMalformed."""
    entries, at = list[bytes](), 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if at + 2 > len(bundle) or end > len(bundle):
            raise BundleMalformed(f"the bundle ends inside entry {len(entries)}")
        entries.append(bundle[at + 2 : end])
        at = end
    if len(entries) > WIDTH:
        raise BundleMalformed(f"a bundle holds at most {WIDTH} entries, found {len(entries)}")
    return entries
