"""C2SP `signed-note`, strictly."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pranata.ledger.notes import (
    KeyMalformed,
    Note,
    NoteMalformed,
    NoteRejected,
    Signature,
    SignatureType,
    Signer,
    Verifier,
    sign,
    verify,
)
from pranata.ledger.notes.tests.keyring import DINAS, EVERY_TYPE, LOG, LOG_PQ, TIME, checkpoint

LINE = "— a AAAAAAE=\n"
TEXT = checkpoint().text


@pytest.mark.parametrize("signer", EVERY_TYPE, ids=lambda s: s.verifier.type.name)
class TestEveryTypeOfKey:
    def test_it_signs_and_is_verified(self, signer):
        note = Note.parse(bytes(sign(TEXT, signer, time=TIME)))
        (found,) = verify(note, [signer.verifier])
        assert found.time == (TIME if signer.verifier.type.is_timed else None)

    def test_its_key_survives_as_text(self, signer):
        assert Verifier.parse(signer.verifier.vkey) == signer.verifier

    def test_every_changed_byte_of_a_signature_is_rejected(self, signer):
        (line,) = sign(TEXT, signer, time=TIME).signatures
        step = max(1, len(line.signature) // 60)
        for i in range(0, len(line.signature), step):
            forged = line.signature[:i] + bytes([line.signature[i] ^ 1]) + line.signature[i + 1 :]
            with pytest.raises(NoteRejected):
                verify(Note(TEXT, (Signature(line.name, line.key_id, forged),)), [signer.verifier])

    @pytest.mark.parametrize("wrong", [b"", b"1", bytes(64), bytes(72), bytes(2428), bytes(5000)])
    def test_a_signature_of_another_length_is_rejected(self, signer, wrong):
        note = Note(TEXT, (Signature(signer.verifier.name, signer.verifier.key_id, wrong),))
        with pytest.raises(NoteRejected):
            verify(note, [signer.verifier])

    def test_a_signature_does_not_fit_another_checkpoint(self, signer):
        note = sign(TEXT, signer, time=TIME)
        for other in (checkpoint(8), checkpoint(origin="pranata.local/log/2")):
            with pytest.raises(NoteRejected):
                verify(Note(other.text, note.signatures), [signer.verifier])

    def test_a_signature_does_not_fit_another_name(self, signer):
        own = signer.verifier
        other = Verifier("lain", own.type, own.public)
        (line,) = sign(TEXT, signer, time=TIME).signatures
        moved = Note(TEXT, (Signature("lain", other.key_id, line.signature),))
        if own.type is SignatureType.ML_DSA_44:  # the only one that commits to the name
            with pytest.raises(NoteRejected):
                verify(moved, [other])
        with pytest.raises(NoteRejected, match="no known key"):
            verify(moved, [own])


class TestVerifying:
    def test_lines_of_unknown_keys_are_ignored_even_under_a_known_name_or_id(self):
        known = LOG.verifier
        strangers = [
            Signature(known.name, b"\x00\x00\x00\x00", bytes(64)),
            Signature("lain", known.key_id, bytes(64)),
        ]
        note = sign(TEXT, LOG).with_signatures(strangers)
        assert [found.verifier for found in verify(note, [known])] == [known]
        with pytest.raises(NoteRejected, match="no known key"):
            verify(Note(TEXT, tuple(strangers)), [known])

    def test_one_forged_line_of_a_known_key_rejects_the_whole_note(self):
        own = LOG.verifier
        note = sign(TEXT, DINAS, LOG, time=TIME)
        forged = note.with_signatures([Signature(own.name, own.key_id, bytes(64))])
        with pytest.raises(NoteRejected):
            verify(forged, [own, DINAS.verifier])

    def test_each_key_is_reported_once(self):
        note = sign(TEXT, LOG, LOG, LOG_PQ, time=TIME)
        assert len(verify(note, [LOG.verifier, LOG_PQ.verifier])) == 2

    def test_nobody_known_means_rejected(self):
        with pytest.raises(NoteRejected):
            verify(sign(TEXT, LOG), [])

    def test_a_timed_key_signs_checkpoints_only(self):
        for signer in (DINAS, LOG_PQ):
            with pytest.raises(ValueError, match=r"."):
                sign("halo\n", signer, time=TIME)

    @pytest.mark.parametrize("time", [None, -1, 2**63])
    def test_a_timed_key_needs_a_time(self, time):
        with pytest.raises(ValueError, match="time"):
            sign(TEXT, DINAS, time=time)

    def test_lines_can_be_added_but_not_twice(self):
        note, more = sign(TEXT, LOG), sign(TEXT, DINAS, time=TIME)
        assert len(note.with_signatures(more.signatures).with_signatures(more.signatures).signatures) == 2


class TestForm:
    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
    def test_what_is_signed_is_what_is_read(self, text):
        note = sign(text + "\n", LOG)
        assert Note.parse(bytes(note)) == note

    @given(st.binary(max_size=200))
    def test_any_bytes_are_a_note_or_refused(self, document):
        with suppress(NoteMalformed):
            assert bytes(Note.parse(document)) == document

    @pytest.mark.parametrize(
        "document",
        [
            "",
            "halo\n",
            "halo\n\n",
            LINE,
            "halo\n" + LINE,
            "halo\n\n" + LINE.rstrip("\n"),
            "halo\n\n" + LINE + "\n",
            "halo\n\n" + LINE + "halo\n",
            "halo\n\n- a AAAAAAE=\n",
            "halo\n\n—a AAAAAAE=\n",
            "halo\n\n— AAAAAAE=\n",
            "halo\n\n—  AAAAAAE=\n",
            "halo\n\n— a+b AAAAAAE=\n",
            "halo\n\n— a\u00a0b AAAAAAE=\n",
            "halo\n\n— a\u2028b AAAAAAE=\n",
            "halo\n\n— a b AAAAAAE=\n",
            "halo\n\n— a AAAAAAE\n",
            "halo\n\n— a AAAAAAE= \n",
            "halo\n\n— a AAAAAAF=\n",
            "halo\n\n— a AAAAAA==\n",
            "halo\n\n— a AAA-AAE=\n",
            "halo\r\n\n" + LINE,
            "ha\tlo\n\n" + LINE,
            "ha\x00lo\n\n" + LINE,
        ],
    )
    def test_anything_else_is_refused(self, document):
        with pytest.raises(NoteMalformed):
            Note.parse(document.encode())

    def test_bytes_that_are_not_utf_8_are_refused(self):
        with pytest.raises(NoteMalformed):
            Note.parse(b"halo\xff\n\n" + LINE.encode())

    def test_sixteen_signatures_are_taken_and_a_thousand_are_not(self):
        assert len(Note.parse(("halo\n\n" + LINE * 16).encode()).signatures) == 16
        with pytest.raises(NoteMalformed):
            Note.parse(("halo\n\n" + LINE * 1000).encode())

    def test_a_note_that_is_too_long_is_refused(self):
        with pytest.raises(NoteMalformed, match="at most"):
            Note.parse(b"a" * 1_000_001)

    def test_a_text_without_a_final_newline_is_not_signed(self):
        with pytest.raises(NoteMalformed):
            sign("halo", LOG)


class TestKeys:
    def test_the_key_id_is_that_of_name_type_and_key(self):
        assert DINAS.verifier.vkey.split("+")[1] == DINAS.verifier.key_id.hex()
        as_log = Verifier(DINAS.verifier.name, SignatureType.ED25519, DINAS.verifier.public)
        assert as_log.key_id != DINAS.verifier.key_id

    @pytest.mark.parametrize(
        "vkey",
        [
            "",
            "a",
            "a+b",
            "a+00000000+AQ==",
            LOG.verifier.vkey + "A",
            " " + LOG.verifier.vkey,
            LOG.verifier.vkey + "\n",
            LOG.verifier.vkey.replace("+", "+0", 1),
            LOG.verifier.vkey.replace("pranata", "Pranata"),
            LOG.verifier.vkey.replace("+A", "+B"),
            "+" + LOG.verifier.vkey.split("+", 1)[1],
        ],
    )
    def test_a_malformed_key_is_refused(self, vkey):
        with pytest.raises(KeyMalformed):
            Verifier.parse(vkey)

    @pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u2003b", "a\nb", "a\x00b"])
    def test_a_name_that_cannot_stand_in_a_line_is_refused(self, name):
        with pytest.raises(KeyMalformed):
            Verifier(name, SignatureType.ED25519, LOG.verifier.public)

    def test_a_seed_of_another_length_is_refused(self):
        with pytest.raises(KeyMalformed):
            Signer("a", SignatureType.ED25519, bytes(31))
