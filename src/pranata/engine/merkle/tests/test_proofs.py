"""Proofs of every small tree are accepted; with anything changed they are not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pranata.engine.merkle import (
    EMPTY_ROOT,
    Frontier,
    ProofRejected,
    consistency_path,
    inclusion_path,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from pranata.engine.merkle.tests.trees import Reader, defined_root, leaves
from pranata.engine.merkle.tree import peaks_of

SIZES = range(1, 41)
LEAVES = leaves(600)
ROOTS = [root_of(LEAVES[:size]) for size in range(601)]
READ = Reader(LEAVES)
sizes = st.integers(1, 600)


def included(index: int, size: int) -> dict[str, Any]:
    return {
        "index": index,
        "size": size,
        "leaf": LEAVES[index],
        "path": inclusion_path(index, size, READ),
        "root": ROOTS[size],
    }


def consistent(old: int, new: int) -> dict[str, Any]:
    path = consistency_path(old, new, READ)
    return {"old": old, "new": new, "old_root": ROOTS[old], "new_root": ROOTS[new], "path": path}


def flipped(value: bytes, bit: int) -> bytes:
    place = bit % (8 * len(value))
    return (int.from_bytes(value) ^ 1 << place).to_bytes(len(value))


def corrupted_paths(path: list[bytes]):
    """Yield a path with each hash changed, left out, doubled, swapped with the next, or of a wrong length."""
    for i, step in enumerate(path):
        yield [*path[:i], flipped(step, i), *path[i + 1 :]]
        yield path[:i] + path[i + 1 :]
        yield [*path[: i + 1], *path[i:]]
        yield [*path[:i], step[:-1], *path[i + 1 :]]
        if path[i : i + 2] != path[i : i + 2][::-1]:
            yield [*path[:i], *path[i : i + 2][::-1], *path[i + 2 :]]
    yield [*path, EMPTY_ROOT]
    yield [EMPTY_ROOT, *path]


@given(size=st.integers(0, 600))
def test_a_root_is_what_the_standard_defines(size):
    assert ROOTS[size] == defined_root(LEAVES[:size])


@given(size=st.integers(0, 300), more=st.integers(0, 300))
def test_a_frontier_taken_up_again_goes_on_as_if_never_left(size, more):
    frontier = Frontier(size, [READ(*peak) for peak in peaks_of(size)])
    for leaf in LEAVES[size : size + more]:
        frontier.append(leaf)
    assert frontier.root() == ROOTS[size + more]
    assert list(frontier.peaks) == [READ(*peak) for peak in peaks_of(size + more)]


def test_a_frontier_refuses_peaks_that_do_not_fit_its_size():
    with pytest.raises(ValueError, match="peaks"):
        Frontier(3, LEAVES[:1])


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_is_proven_and_every_corruption_of_its_proof_rejected(size):
    for index in range(size):
        proof = included(index, size)
        verify_inclusion(**proof)
        for path in corrupted_paths(proof["path"]):
            with pytest.raises(ProofRejected):
                verify_inclusion(**proof | {"path": path})


@pytest.mark.parametrize("size", SIZES)
def test_every_beginning_is_proven_and_every_corruption_of_its_proof_rejected(size):
    for old in range(1, size + 1):
        proof = consistent(old, size)
        verify_consistency(**proof)
        for path in corrupted_paths(proof["path"]):
            with pytest.raises(ProofRejected):
                verify_consistency(**proof | {"path": path})


@given(size=sizes, data=st.data())
def test_a_proof_of_inclusion_holds_for_its_own_numbers_and_hashes_only(size, data):
    index = data.draw(st.integers(0, size - 1))
    proof, bit = included(index, size), data.draw(st.integers(0, 255))
    verify_inclusion(**proof)
    other = data.draw(st.integers(-1, size + 1).filter(lambda i: i != index))
    for change in (
        {"index": other},
        {"leaf": flipped(proof["leaf"], bit)},
        {"root": flipped(proof["root"], bit)},
        {"size": index},
    ):
        with pytest.raises(ProofRejected):
            verify_inclusion(**proof | change)


@given(new=sizes, data=st.data())
def test_a_proof_of_consistency_holds_for_its_own_hashes_only(new, data):
    old, bit = data.draw(st.integers(1, new)), data.draw(st.integers(0, 255))
    proof = consistent(old, new)
    verify_consistency(**proof)
    for change in (
        {"old_root": flipped(proof["old_root"], bit)},
        {"new_root": flipped(proof["new_root"], bit)},
        {"old": new + 1},
        {"old": 0},
        {"old": -1},
    ):
        with pytest.raises(ProofRejected):
            verify_consistency(**proof | change)


@given(new=st.integers(2, 600), data=st.data())
def test_a_tree_that_rewrote_one_leaf_is_not_consistent(new, data):
    old = data.draw(st.integers(1, new - 1))
    place = data.draw(st.integers(0, old - 1))
    forged = Reader([*LEAVES[:place], LEAVES[599 - place], *LEAVES[place + 1 :]])
    if forged.hashes[place] == LEAVES[place]:
        return
    with pytest.raises(ProofRejected):
        verify_consistency(
            old=old,
            new=new,
            old_root=ROOTS[old],
            new_root=root_of(forged.hashes[:new]),
            path=consistency_path(old, new, forged),
        )


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 1)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index, size):
    with pytest.raises(ValueError, match="has no leaf"):
        inclusion_path(index, size, READ)


@pytest.mark.parametrize(("old", "new"), [(0, 1), (2, 1), (-1, 1)])
def test_there_is_no_proof_between_sizes_in_the_wrong_order(old, new):
    with pytest.raises(ValueError, match="no proof"):
        consistency_path(old, new, READ)


def test_a_proof_reads_few_hashes():
    read = []

    def note_down(height: int, index: int) -> bytes:
        read.append((height, index))
        return EMPTY_ROOT

    inclusion_path(123_456, 10**6, note_down)
    assert len(read) <= 40
