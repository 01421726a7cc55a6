"""C2SP `tlog-proof` v1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pranata.engine.merkle import ProofRejected, inclusion_path, leaf_hash, root_of
from pranata.ledger.notes import Checkpoint, Policy, PolicyNotMet, TlogProof, TlogProofMalformed, sign
from pranata.ledger.notes.tests.keyring import DINAS, LOG, LOG_PQ, ORIGIN, TIME

LEAVES = [leaf_hash(b"%d" % i) for i in range(7)]
POLICY = Policy.parse(f"log {LOG.verifier.vkey}\nwitness d {DINAS.verifier.vkey}\nquorum d\n".encode())
NOTE = sign(Checkpoint(ORIGIN, 7, root_of(LEAVES)).text, LOG, LOG_PQ, DINAS, time=TIME)


def read(height: int, index: int) -> bytes:
    return root_of(LEAVES[index << height : (index + 1) << height])


def make_proof(index: int = 5, extra: bytes | None = None) -> TlogProof:
    return TlogProof(index, tuple(inclusion_path(index, 7, read)), NOTE, extra)


@pytest.mark.parametrize("index", range(7))
def test_it_proves_each_leaf_and_no_other(index):
    proof = TlogProof.parse(make_proof(index).document.encode())
    assert proof.verify(LEAVES[index], POLICY).checkpoint.size == 7
    with pytest.raises(ProofRejected):
        proof.verify(LEAVES[index - 1], POLICY)


@pytest.mark.parametrize("extra", [None, b"", b"tambahan"])
def test_it_comes_out_as_it_went_in(extra):
    proof = make_proof(extra=extra)
    assert TlogProof.parse(proof.document.encode()) == proof


def test_a_checkpoint_nobody_witnessed_proves_nothing():
    bare = TlogProof(5, make_proof().path, sign(NOTE.text, LOG))
    with pytest.raises(PolicyNotMet):
        bare.verify(LEAVES[5], POLICY)


@given(st.integers(0, 8 * len(make_proof().document.encode()) - 1))
def test_no_changed_bit_is_accepted_unless_in_a_line_the_policy_does_not_know(bit):
    document = bytearray(make_proof().document.encode())
    document[bit // 8] ^= 1 << bit % 8
    try:
        proof = TlogProof.parse(bytes(document))
        proof.verify(LEAVES[5], POLICY)
    except (TlogProofMalformed, ProofRejected, PolicyNotMet):
        return
    known = {LOG.verifier.key_id, DINAS.verifier.key_id}
    kept = [line for line in NOTE.signatures if line.key_id in known]
    assert (proof.index, proof.path, proof.checkpoint.text) == (5, make_proof().path, NOTE.text)
    assert [line for line in proof.checkpoint.signatures if line in kept] == kept


GOOD = make_proof().document


@pytest.mark.parametrize(
    "document",
    [
        "",
        "\n\n",
        GOOD.replace("@v1", "@v2"),
        GOOD.replace("index 5", "index 05"),
        GOOD.replace("index 5", "index  5"),
        GOOD.replace("index 5", "index -5"),
        GOOD.replace("index 5\n", ""),
        GOOD.replace("index 5", "indeks 5"),
        GOOD.replace("index 5", "extra !\nindex 5"),
        GOOD.replace("index 5", "index 5\nextra AAAA"),
        GOOD.replace("index 5", "index 5\nAAAA"),
        GOOD.replace("index 5", "index 5\r"),
        GOOD.split("\n\n")[0] + "\n",
        GOOD.replace("index 5", "index 5\n" + "\n".join(["A" * 43 + "="] * 64)),
        "\n" + GOOD,
        GOOD + "\n",
    ],
)
def test_anything_else_is_refused(document):
    with pytest.raises(TlogProofMalformed):
        TlogProof.parse(document.encode())
