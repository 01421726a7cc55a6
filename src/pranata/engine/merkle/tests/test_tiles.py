"""Tiles and bundles of C2SP `tlog-tiles`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pranata.engine.merkle import (
    BundleMalformed,
    Tile,
    TileReader,
    consistency_path,
    inclusion_path,
    new_tiles,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from pranata.engine.merkle.tests.trees import Reader, leaves
from pranata.engine.merkle.tiles import pack_bundle, split_hashes, tiles_of, unpack_bundle

LEAVES = leaves(70_000)
READ = Reader(LEAVES)


def load(tile: Tile) -> bytes:
    first = tile.index * 256
    return b"".join(READ(8 * tile.level, i) for i in range(first, first + tile.width))


class TestPaths:
    def test_the_example_of_the_specification(self):
        assert Tile(0, 1234067).path == "tile/0/x001/x234/067"

    @given(st.integers(0, 63), st.integers(0, 2**48), st.integers(1, 256))
    def test_a_path_names_one_tile(self, level, index, width):
        tile = Tile(level, index, width)
        assert Tile.parse(tile.path) == tile

    def test_entries_have_the_path_of_their_tile(self):
        assert Tile(0, 1000, 3).bundle_path == "tile/entries/x001/000.p/3"
        assert Tile.parse("tile/entries/x001/000.p/3") == Tile(0, 1000, 3)

    def test_only_level_0_has_entries(self):
        with pytest.raises(ValueError, match="level 0"):
            _ = Tile(1, 0).bundle_path

    @pytest.mark.parametrize(
        "path",
        [
            "tile/0/0",
            "tile/00/000",
            "tile/64/000",
            "tile/-1/000",
            "tile/0/x000/001",
            "tile/0/001/002",
            "tile/0/x001",
            "tile/0/000.p/0",
            "tile/0/000.p/01",
            "tile/0/000.p/256",
            "tile/0/000.p/999",
            "tile/0/000/",
            "/tile/0/000",
            "tile/0/000\n",
            "tile/0/٠٠٠",
            "tile/1/../0/000",
        ],
    )
    def test_another_way_to_write_it_is_refused(self, path):
        with pytest.raises(ValueError, match="tile"):
            Tile.parse(path)


class TestWhichTilesThereAre:
    def test_the_examples_of_the_specification(self):
        tiles = list(tiles_of(70_000))
        assert sum(1 for t in tiles if t.level == 0 and t.is_full) == 273
        assert [t for t in tiles if not t.is_full] == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
        assert Tile(1, 0) in tiles
        assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]

    @given(st.integers(0, 200_000), st.integers(0, 2_000))
    def test_what_is_new_is_what_was_not_there(self, old, more):
        assert set(new_tiles(old, old + more)) == set(tiles_of(old + more)) - set(tiles_of(old))

    def test_an_unchanged_tree_has_nothing_new(self):
        assert list(new_tiles(300, 300)) == []


class TestReading:
    @given(st.integers(1, 70_000), st.data())
    def test_proofs_from_tiles_are_the_proofs(self, size, data):
        read = TileReader(size, load)
        index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
        root = root_of(LEAVES[:size])
        path = inclusion_path(index, size, read)
        verify_inclusion(index=index, size=size, leaf=LEAVES[index], path=path, root=root)
        verify_consistency(
            old=old,
            new=size,
            old_root=root_of(LEAVES[:old]),
            new_root=root,
            path=consistency_path(old, size, read),
        )

    def test_each_tile_is_loaded_once(self):
        loaded = []

        def load_once(tile: Tile) -> bytes:
            loaded.append(tile)
            return load(tile)

        read = TileReader(70_000, load_once)
        inclusion_path(69_999, 70_000, read)
        inclusion_path(69_998, 70_000, read)
        assert len(loaded) == len(set(loaded)) <= 4

    def test_a_tile_of_the_wrong_size_is_refused(self):
        with pytest.raises(ValueError, match="bytes"):
            TileReader(300, lambda tile: b"short")(0, 1)

    @pytest.mark.parametrize(("height", "index"), [(0, 300), (9, 0), (-1, 0), (0, -1)])
    def test_what_lies_outside_the_tree_cannot_be_read(self, height, index):
        with pytest.raises(ValueError, match="does not lie"):
            TileReader(300, load)(height, index)

    @pytest.mark.parametrize("values", [(-1, 0, 1), (64, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)])
    def test_there_are_no_other_tiles(self, values):
        with pytest.raises(ValueError, match="no tile"):
            Tile(*values)

    def test_a_tile_splits_into_its_hashes(self):
        assert split_hashes(load(Tile(0, 1))) == LEAVES[256:512]


class TestBundles:
    @given(st.lists(st.binary(max_size=300), max_size=256))
    def test_entries_come_out_as_they_went_in(self, entries):
        assert unpack_bundle(pack_bundle(entries)) == entries

    def test_the_length_stands_in_front_in_two_bytes(self):
        assert pack_bundle([b"ab", b""]) == b"\x00\x02ab\x00\x00"

    @pytest.mark.parametrize("bundle", [b"\x00", b"\x00\x03ab", b"\x00\x01a\x01", b"\x00\x00" * 257])
    def test_a_broken_bundle_is_refused(self, bundle):
        with pytest.raises(BundleMalformed):
            unpack_bundle(bundle)

    def test_an_entry_that_is_too_long_is_refused(self):
        with pytest.raises(ValueError, match="does not fit"):
            pack_bundle([bytes(65_536)])
        assert unpack_bundle(pack_bundle([bytes(65_535)])) == [bytes(65_535)]
