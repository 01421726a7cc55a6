"""An entry in its row: packed and put back, in the database and outside, to the same bytes."""

import random
import re
from pathlib import Path

from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.database import connect_as
from pranata.ledger.canonical import canonical
from pranata.ledger.models import Entry
from pranata.ledger.packing import PHRASES, unpacked, unpacked_all
from pranata.ledger.tests.test_detail import recorded

MIGRATION = Path(__file__).parents[1] / "migrations" / "0013_packing.sql"
SPEC = Path(__file__).parents[4] / "docs" / "spec" / "ledger-entry.md"


def odd_texts() -> list[bytes]:
    """Return canonical bytes made of phrases, parts of phrases, escapes and letters beyond ASCII."""
    dice = random.Random("packing")  # noqa: S311 - repeatable on purpose
    parts = [*PHRASES, '"', "\\", "\n\x01\x1f", "\x7f", "é", "𝄞", "id", "sha256", "{", "null"]
    return [canonical({"a": "".join(dice.choices(parts, k=dice.randrange(1, 9)))}) for _ in range(60)] + [
        "".join(dice.choices(PHRASES, k=8)).encode() for _ in range(20)
    ]


def test_an_entry_lies_packed_and_every_reader_gets_its_canonical_bytes(committed_db):
    event_id = recorded()
    with tenant_scope(1):
        entry = Entry.objects.get(event_id=event_id)
    with connect_as("owner", committed_db) as owner:
        [(stored, there)] = owner.execute(
            "SELECT entry, ledger.unpacked(entry) FROM ledger.entry WHERE event_id = %s", [event_id]
        ).fetchall()
        assert len(stored) < 0.6 * len(there)
        assert there == unpacked(stored) == bytes(entry.entry) == canonical(entry.document)
        for text in odd_texts():
            [(packed, back)] = owner.execute(
                "SELECT ledger.packed(%(t)s), ledger.unpacked(ledger.packed(%(t)s))", {"t": text}
            ).fetchall()
            assert back == unpacked(packed) == unpacked(text) == text


def test_many_at_once_are_each_as_they_are_alone():
    assert unpacked_all([b"\x01", b"a", b"\x02b"]) == [unpacked(b"\x01"), b"a", unpacked(b"\x02b")]
    assert unpacked_all([b"\x01", None]) == [unpacked(b"\x01"), None]
    assert unpacked_all([b"a\x00b", b"\x01"]) == [b"a\x00b", unpacked(b"\x01")]
    assert unpacked_all([]) == []


def test_the_database_and_the_specification_have_the_same_phrases():
    there = re.findall(r"E'\\x([0-9a-f]{2})', '([^']*)'", MIGRATION.read_text(encoding="utf-8"))
    assert there == [(f"{code:02x}", phrase) for code, phrase in enumerate(PHRASES, 1)]
    told = re.findall(r"^([0-9a-f]{2}) (\S.*)$", SPEC.read_text(encoding="utf-8"), re.MULTILINE)
    assert told == there


def test_no_phrase_hides_the_mark_of_a_document_open_to_checking():
    """The trigger that files such documents looks for `"keamanan":"B` in the packed bytes."""
    mark = '"keamanan":"B'
    for phrase in PHRASES:
        assert not any(phrase.endswith((f",{mark[:n]}", f"{{{mark[:n]}")) for n in range(1, len(mark) + 1))
        assert not any(phrase.startswith(mark[-n:]) for n in range(1, len(mark) + 1))
        assert mark not in phrase
