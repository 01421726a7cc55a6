"""The examples printed in the C2SP specifications."""

import pytest

from pranata.ledger.notes import Checkpoint, Note, NoteRejected, TlogProof, Verifier, verify
from pranata.ledger.notes.proof import HEADER
from pranata.ledger.notes.tests.keyring import LOG, PUBLISHED, checkpoint


@pytest.mark.parametrize("example", ["signed_note", "go_sum"])
def test_a_signed_note_is_verified_by_its_key(example):
    key = Verifier.parse(PUBLISHED[example]["vkey"])
    note = Note.parse(PUBLISHED[example]["note"].encode())
    assert [found.verifier for found in verify(note, [key])] == [key]
    assert key.vkey == PUBLISHED[example]["vkey"]


@pytest.mark.parametrize("example", ["signed_note", "go_sum"])
def test_a_signed_note_with_another_text_is_not(example):
    key = Verifier.parse(PUBLISHED[example]["vkey"])
    note = Note.parse(PUBLISHED[example]["note"].replace("a", "e", 1).encode())
    with pytest.raises(NoteRejected):
        verify(note, [key])


@pytest.mark.parametrize("example", ["unknown_key", "checkpoint", "cosigned"])
def test_an_example_comes_out_as_it_went_in(example):
    assert Note.parse(PUBLISHED[example].encode()).document == PUBLISHED[example]


def test_a_text_keeps_its_empty_lines():
    text = Note.parse(PUBLISHED["unknown_key"].encode()).text
    assert text.endswith("sole:\n\ned è subito sera.\n")


def test_the_checkpoint_is_read():
    found = Checkpoint.parse(Note.parse(PUBLISHED["checkpoint"].encode()).text)
    assert (found.origin, found.size, found.root.hex()[:8]) == (
        "example.com/behind-the-sofa",
        20852163,
        "0ac5186a",
    )


def test_the_checkpoint_of_the_go_checksum_database_has_spaces_in_its_origin():
    note = Note.parse(PUBLISHED["go_sum"]["note"].encode())
    assert Checkpoint.parse(note.text).origin == "go.sum database tree"


def test_the_cosignature_carries_its_time_and_signs_what_is_printed():
    note = Note.parse(PUBLISHED["cosigned"].encode())
    time = int.from_bytes(note.signatures[1].signature[:8])
    assert PUBLISHED["cosigned_message"] == f"cosignature/v1\ntime {time}\n{note.text}"


def test_the_head_of_the_proof_is_read_but_for_its_extra_data_which_is_no_base64():
    """The specification prints `extra` data of 55 characters; Base 64 comes in fours."""
    lines = PUBLISHED["proof_head"].split("\n")
    assert lines[0] == HEADER
    tail = "\n" + Note(checkpoint().text, ()).document + "— a AAAAAAE=\n"
    head = "\n".join(line for line in lines if not line.startswith("extra"))
    proof = TlogProof.parse((head + tail).encode())
    assert (proof.index, len(proof.path)) == (73894, 5)
    assert proof.document == head + tail
    assert LOG.verifier.name == proof.checkpoint.text.split("\n")[0]
