"""C2SP `tlog-checkpoint` and the message of `tlog-cosignature` for ML-DSA-44."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pranata.ledger.notes import Checkpoint, CheckpointMalformed
from pranata.ledger.notes.keys import message_of, subtree_message
from pranata.ledger.notes.tests.keyring import LOG_PQ, TIME, checkpoint

ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="


@given(size=st.integers(0, 2**63 - 1), root=st.binary(min_size=32, max_size=32))
def test_a_checkpoint_comes_out_as_it_went_in(size, root):
    found = Checkpoint("asal", size, root)
    assert Checkpoint.parse(found.text) == found


def test_extension_lines_are_kept():
    text = f"asal\n0\n{ROOT}\nsatu\ndua\n"
    assert Checkpoint.parse(text).extensions == ("satu", "dua")
    assert Checkpoint.parse(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "asal\n",
        "asal\n1\n",
        f"asal\n1\n{ROOT}",
        f"\n1\n{ROOT}\n",
        f"asal\n01\n{ROOT}\n",
        f"asal\n+1\n{ROOT}\n",
        f"asal\n-1\n{ROOT}\n",
        f"asal\n1 \n{ROOT}\n",
        f"asal\n١\n{ROOT}\n",
        f"asal\n{2**63}\n{ROOT}\n",
        f"asal\n1\n{ROOT[:-1]}\n",
        "asal\n1\nAAAA\n",
        f"asal\n1\n{ROOT} \n",
        f"asal\n1\n{ROOT}\n\n",
        f"asal\n1\n{ROOT}\n\nsatu\n",
        f"as\tal\n1\n{ROOT}\n",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(CheckpointMalformed):
        Checkpoint.parse(text)


def test_the_message_of_ml_dsa_44_has_every_field_in_its_place():
    found = checkpoint(7)
    message = message_of(LOG_PQ.verifier, found.text, TIME)
    name = found.origin.encode()
    opaque = bytes([len(name)]) + name
    assert message == (
        b"subtree/v1\n\0" + opaque + TIME.to_bytes(8) + opaque + bytes(8) + (7).to_bytes(8) + found.root
    )


@pytest.mark.parametrize("change", [{"name": ""}, {"origin": "a" * 256}, {"start": 1}])
def test_a_message_that_cannot_be_is_refused(change):
    fields = {"name": "a", "time": TIME, "origin": "b", "start": 0, "end": 7, "root": bytes(32)}
    with pytest.raises(ValueError, match=r"."):
        subtree_message(**fields | change)
