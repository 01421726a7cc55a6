"""The tree over the stretches: upper tiles, and the root at every checkpoint."""

from collections.abc import Sequence

from pranata.engine.merkle import HASH_SIZE, WIDTH, Frontier, root_of
from pranata.engine.merkle.tiles import split_hashes
from pranata.engine.merkle.tree import fold
from pranata.ledger.auditing.chunk import Hashed


class GrowingTree:
    """A tree that takes whole stretches, in order, and tells its root at sizes in between."""

    def __init__(self, tile_roots: Sequence[bytes] = ()) -> None:
        """Take up a tree again from the roots of its full tiles of level 0."""
        self._frontier = Frontier()
        self.tile_roots = list[bytes]()
        for root in tile_roots:
            self._append(root)

    def take(self, hashed: Hashed, sizes: Sequence[int]) -> dict[int, bytes]:
        """Add a stretch and return the root at each of these sizes, which must lie in it or at its end."""
        roots = dict[int, bytes]()
        wanted = sorted(sizes)
        for number in range(-(-len(hashed.leaves) // (WIDTH * HASH_SIZE))):
            start = hashed.stretch.start + number * WIDTH
            inside = [size for size in wanted if start < size <= start + WIDTH]
            if inside:
                part = hashed.leaves[number * WIDTH * HASH_SIZE : (number + 1) * WIDTH * HASH_SIZE]
                roots |= self._roots_inside(start, split_hashes(part), inside)
            if number < len(hashed.tile_roots):
                self._append(hashed.tile_roots[number])
        return roots

    def upper_tiles(self) -> dict[tuple[int, int], tuple[bytes, bytes]]:
        """Return root and hashes of every full tile above level 0, by level and index."""
        tiles, row, level = dict[tuple[int, int], tuple[bytes, bytes]](), self.tile_roots, 1
        while len(row) >= WIDTH:
            parts = [row[i : i + WIDTH] for i in range(0, len(row) - WIDTH + 1, WIDTH)]
            roots = [root_of(part) for part in parts]
            tiles |= {(level, i): (roots[i], b"".join(part)) for i, part in enumerate(parts)}
            row, level = roots, level + 1
        return tiles

    def _append(self, tile_root: bytes) -> None:
        self._frontier.append(tile_root)
        self.tile_roots.append(tile_root)

    def _roots_inside(self, start: int, leaves: list[bytes], sizes: list[int]) -> dict[int, bytes]:
        inner, roots = Frontier(), dict[int, bytes]()
        for size in sizes:
            for leaf in leaves[inner.size : size - start]:
                inner.append(leaf)
            # The open tile is smaller than any full one before it, or completes one of the same size: then
            # the frontier of tiles merges it as it would any tile.
            if inner.size == WIDTH:
                whole = Frontier(self._frontier.size, self._frontier.peaks)
                whole.append(inner.root())
                roots[size] = whole.root()
            else:
                roots[size] = fold([*self._frontier.peaks, *inner.peaks])
        return roots
