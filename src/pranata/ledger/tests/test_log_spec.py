"""The example and the vectors of docs/spec/ledger-log.md are what the code does."""

import re
from hashlib import sha256
from pathlib import Path

from pranata.engine.merkle import inclusion_path, leaf_hash, root_of
from pranata.ledger.notes import Checkpoint, Note, SignatureType, Signer, sign, verify
from pranata.ledger.notes.keys import message_of

PAGE = (Path(__file__).resolve().parents[4] / "docs/spec/ledger-log.md").read_text(encoding="utf-8")
LEAVES = [leaf_hash(b"entry %d" % i) for i in range(3)]


def block(name: str) -> str:
    found = re.search(rf"^```{name}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


VECTOR = dict(line.split(maxsplit=1) for line in block("vector").splitlines())
NOTE = Note.parse(block("checkpoint").encode())
CHECKPOINT = Checkpoint.parse(NOTE.text)
ED25519 = Signer(CHECKPOINT.origin, SignatureType.ED25519, bytes(range(32)))
ML_DSA_44 = Signer(CHECKPOINT.origin, SignatureType.ML_DSA_44, bytes(range(32, 64)))


def test_the_root_and_the_path_are_those_of_the_leaves():
    assert root_of(LEAVES) == CHECKPOINT.root == bytes.fromhex(VECTOR["root"])
    path = inclusion_path(
        1, 3, lambda height, index: root_of(LEAVES[index << height : (index + 1) << height])
    )
    assert " ".join(step.hex() for step in path) == VECTOR["path_of_leaf_1"]


def test_the_checkpoint_is_signed_by_the_key_shown():
    assert ED25519.verifier.vkey == VECTOR["vkey_ed25519"]
    assert sign(NOTE.text, ED25519) == NOTE
    assert len(verify(NOTE, [ED25519.verifier])) == 1


def test_the_message_of_the_second_line_is_the_one_shown():
    time = int(VECTOR["message_at"])
    assert ML_DSA_44.verifier.key_id.hex() == VECTOR["ml_dsa_44_id"]
    assert VECTOR["ml_dsa_44_key"].endswith(sha256(ML_DSA_44.verifier.public).hexdigest())
    message = message_of(ML_DSA_44.verifier, NOTE.text, time)
    assert sha256(message).hexdigest() == VECTOR["message_sha256"]
    signed = sign(NOTE.text, ML_DSA_44, time=time)
    assert [found.time for found in verify(signed, [ML_DSA_44.verifier])] == [time]
