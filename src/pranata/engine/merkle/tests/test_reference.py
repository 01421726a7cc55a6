"""The reference tree of Certificate Transparency and the probes of its verifiers."""

from base64 import b64decode
from typing import Any

import pytest

from pranata.engine.merkle import (
    EMPTY_ROOT,
    Frontier,
    ProofRejected,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from pranata.engine.merkle.tests.trees import Reader, load

TREE = load("tree.json")
LEAVES = [leaf_hash(bytes.fromhex(entry)) for entry in TREE["leaves"]]
STRICTER = {
    "consistency/additional/sizes-are-equal-one-and-proof-is-empty.json": "its roots are not 32 bytes long",
}
ROOTS = [bytes.fromhex(root) for root in TREE["roots"]]


def decoded(value: str | None) -> bytes:
    return b64decode(value or "")


def path(probe: dict[str, Any]) -> list[bytes]:
    return [decoded(step) for step in probe["proof"] or []]


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_the_reference(size):
    frontier = Frontier()
    for leaf in LEAVES[:size]:
        frontier.append(leaf)
    assert root_of(LEAVES[:size]) == frontier.root() == ROOTS[size]


def test_the_empty_root_is_the_hash_of_nothing():
    assert ROOTS[0] == EMPTY_ROOT


def test_every_node_is_that_of_the_reference():
    for height, row in enumerate(TREE["nodes"]):
        assert [Reader(LEAVES)(height, i).hex() for i in range(len(row))] == row


@pytest.mark.parametrize("probe", load("inclusion.json"), ids=lambda p: p["name"])
def test_an_inclusion_probe_is_judged_as_by_the_reference(probe):
    def check():
        verify_inclusion(
            index=probe["leafIdx"],
            size=probe["treeSize"],
            leaf=decoded(probe["leafHash"]),
            path=path(probe),
            root=decoded(probe["root"]),
        )

    judge(check, probe)


@pytest.mark.parametrize("probe", load("consistency.json"), ids=lambda p: p["name"])
def test_a_consistency_probe_is_judged_as_by_the_reference(probe):
    def check():
        verify_consistency(
            old=probe["size1"],
            new=probe["size2"],
            old_root=decoded(probe["root1"]),
            new_root=decoded(probe["root2"]),
            path=path(probe),
        )

    judge(check, probe)


def judge(check, probe):
    if probe["wantErr"] or probe["name"] in STRICTER:
        with pytest.raises(ProofRejected):
            check()
    else:
        check()
