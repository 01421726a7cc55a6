"""The same trees by an independent implementation; it is a test oracle and never shipped."""

import pymerkle
import pytest
from pymerkle import InmemoryTree

from pranata.engine.merkle import ProofRejected, consistency_path, inclusion_path, root_of, verify_consistency
from pranata.engine.merkle.tests.trees import Reader, leaves

SIZES = [*range(1, 70), 127, 128, 129, 255, 256, 257, 300]
LEAVES = leaves(300)


@pytest.fixture(scope="module")
def oracle() -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for i in range(300):
        tree.append_entry(b"entry %d" % i)
    return tree


@pytest.mark.parametrize("size", SIZES)
def test_roots_agree(oracle, size):
    assert oracle.get_root(size) == root_of(LEAVES[:size])


@pytest.mark.parametrize("size", SIZES)
def test_inclusion_proofs_agree(oracle, size):
    for index in range(size):
        theirs = oracle.prove_inclusion(index + 1, size)
        ours = inclusion_path(index, size, Reader(LEAVES))
        assert [bytes(step) for step in theirs.path][1:] == ours


@pytest.mark.parametrize("size", SIZES)
def test_consistency_is_judged_alike(oracle, size):
    """Their path is laid out in another way than RFC 6962, so each judges its own against the same roots."""
    for old in range(1, size):
        before, after = root_of(LEAVES[:old]), root_of(LEAVES[:size])
        theirs = oracle.prove_consistency(old, size)
        pymerkle.verify_consistency(before, after, theirs)
        ours = consistency_path(old, size, Reader(LEAVES))
        verify_consistency(old=old, new=size, old_root=before, new_root=after, path=ours)
        with pytest.raises(pymerkle.InvalidProof):
            pymerkle.verify_consistency(after, before, theirs)
        with pytest.raises(ProofRejected):
            verify_consistency(old=old, new=size, old_root=after, new_root=before, path=ours)
