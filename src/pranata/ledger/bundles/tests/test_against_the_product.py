"""Two implementations of the same texts: what one writes the other accepts, and both refuse the same."""

import pytest

from pranata.engine.merkle import ProofRejected, inclusion_path, leaf_hash, root_of, verify_inclusion
from pranata.ledger.bundles import verifikasi
from pranata.ledger.bundles.tests.attacker import seeded
from pranata.ledger.bundles.tests.memory_log import MemoryLog, path_of
from pranata.ledger.bundles.tests.memory_log import root_of as root_as_rfc_6962_says
from pranata.ledger.notes import Policy, PolicyMalformed, PolicyNotMet, TlogProof, TlogProofMalformed

ENTRIES = [b"entry %d" % i for i in range(70)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]


def read(height, index):
    return root_as_rfc_6962_says(LEAVES[index << height : (index + 1) << height])


def head(size, root):
    return verifikasi.Checkpoint("x", size, root, b"", ())


def ours(entry, index, size, path, root):
    try:
        verifikasi.require_included(entry, index, path, head(size, root))
    except verifikasi.Rejected:
        return False
    return True


def theirs(entry, index, size, path, root):
    try:
        verify_inclusion(index=index, size=size, leaf=leaf_hash(entry), path=path, root=root)
    except ProofRejected:
        return False
    return True


class TestInclusion:
    def test_the_products_proofs_are_accepted_and_the_reverse(self):
        for size in (*range(1, 34), 63, 64, 65, 70):
            root = root_of(LEAVES[:size])
            for index in range(size):
                made, written = inclusion_path(index, size, read), path_of(index, LEAVES[:size])
                assert made == written
                assert ours(ENTRIES[index], index, size, made, root)
                assert theirs(ENTRIES[index], index, size, written, root)

    def test_both_refuse_the_same_broken_proofs(self):
        dice, refused = seeded("inclusion"), 0
        for _ in range(1500):
            size = dice.randrange(1, 71)
            index = dice.randrange(size)
            path, root = path_of(index, LEAVES[:size]), root_of(LEAVES[:size])
            given = dice.choice(
                [
                    (ENTRIES[index], dice.randrange(72), size, path, root),
                    (ENTRIES[index], index, dice.randrange(1, 140), path, root),
                    (ENTRIES[index], index, size, path[:-1], root),
                    (ENTRIES[index], index, size, [*path, root], root),
                    (ENTRIES[index], index, size, path[::-1], root),
                    (ENTRIES[dice.randrange(70)], index, size, path, root),
                ]
            )
            assert ours(*given) == theirs(*given), given
            refused += not ours(*given)
        assert refused > 800


@pytest.fixture(scope="module")
def log():
    log = MemoryLog(ml_dsa=True)
    for _ in range(3):
        log.append()
    return log


def product_accepts(proof, policy, entry):
    try:
        TlogProof.parse(proof).verify(leaf_hash(entry), Policy.parse(policy))
    except (TlogProofMalformed, PolicyMalformed, PolicyNotMet, ProofRejected):
        return False
    return True


def verifier_accepts(proof, policy, entry):
    try:
        index, path, note = verifikasi.proof_of(proof)
        checkpoint = verifikasi.checkpoint_of(note)
        verifikasi.believe(checkpoint, verifikasi.policy_of(policy), complete=False)
        verifikasi.require_included(entry, index, path, checkpoint)
    except verifikasi.Rejected:
        return False
    return True


def spoilt(content, dice):
    """Return the bytes with a few of them changed, removed, doubled or moved, mostly where lines meet."""
    at = dice.choice([i for i, b in enumerate(content) if b in b"\n +="] + [dice.randrange(len(content))])
    at = min(len(content) - 1, max(0, at + dice.choice((-1, 0, 1))))
    new = dice.choice([b"", b"\n", b" ", b"\r", b"\t", b"0", b"+", b"=", b"A", content[at : at + 1] * 2])
    return content[:at] + new + content[at + 1 :]


class TestProofsAndPolicies:
    def test_both_accept_what_is_right(self, log):
        for index in range(3):
            given = log.proof(index), log.policy, log.entries[index]
            assert product_accepts(*given)
            assert verifier_accepts(*given)

    @pytest.mark.parametrize("seed", range(3))
    def test_both_judge_a_spoilt_proof_alike(self, log, seed):
        dice = seeded(f"proof {seed}")
        for _ in range(150):
            proof = spoilt(log.proof(1), dice)
            given = proof, log.policy, log.entries[1]
            assert product_accepts(*given) == verifier_accepts(*given), proof

    @pytest.mark.parametrize("seed", range(3))
    def test_both_judge_a_spoilt_policy_alike(self, log, seed):
        dice = seeded(f"policy {seed}")
        proof = log.proof(1)
        for _ in range(150):
            policy = spoilt(log.policy, dice)
            given = proof, policy, log.entries[1]
            assert product_accepts(*given) == verifier_accepts(*given), policy
