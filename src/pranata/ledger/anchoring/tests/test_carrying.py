"""A witness without network gets a file and sends one back; the daily sheet goes on paper."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from pranata.foundation.clock import utc_now
from pranata.ledger.anchoring.carrying import CosignatureRefused, NothingSigned, keep_cosigned, submission_for
from pranata.ledger.anchoring.collector import connected
from pranata.ledger.anchoring.printing import sheet_of
from pranata.ledger.anchoring.sheet import scanned, sheet_pdf
from pranata.ledger.anchoring.tests.test_cosigning import NAMES, Office, keys_of, sequenced
from pranata.ledger.anchoring.trust import Trust
from pranata.ledger.notes import Note, sign
from pranata.ledger.sequencing.store import Database
from pranata.ledger.tests.logs import Log, conninfo

DAY = dt.date(2026, 3, 4)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def log(committed_db: str, tmp_path: Path) -> Iterator[Log]:
    made = Log(committed_db, tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def database(log: Log) -> Iterator[Database]:
    with connected(conninfo(log.database)) as link:
        yield link


def cosigned_by(office: Office, number: int, body: bytes) -> bytes:
    """Return the file that `pranata witness sign-file` writes."""
    answer = office.served[f"/{number}"].add_checkpoint(body)
    assert answer.status == 200, answer.body
    return body.partition(b"\n\n")[2] + answer.body


def carry(database: Database, office: Office, trust: Trust, number: int) -> None:
    body = bytes(submission_for(database, witness=NAMES[number]))
    keep_cosigned(database, cosigned_by(office, number, body), trust=trust, now=utc_now())


def test_a_file_goes_to_the_witness_and_back_and_the_next_begins_where_it_ended(log, office, database):
    trust = office.trust()
    for count in (3, 2):
        sequenced(log, count)
        office.knows(log)
        carry(database, office, trust, 0)
    rows = log.ask_owner("SELECT size, witness FROM ledger.cosignature ORDER BY size")
    assert rows == [(3, NAMES[0]), (5, NAMES[0])]
    assert submission_for(database, witness=NAMES[0]).old == 5
    assert submission_for(database, old=3).old == 3


def test_what_is_not_of_a_known_witness_over_our_own_checkpoint_is_not_kept(log, office, database):
    with pytest.raises(NothingSigned):
        submission_for(database)
    sequenced(log, 3)
    office.knows(log)
    trust = office.trust()
    good = cosigned_by(office, 0, bytes(submission_for(database)))
    note = Note.parse(good)
    other = note.text.replace("\n3\n", "\n2\n")
    forged = sign(other, *office.folders[0].signers, time=5)
    for document, by in [
        (b"", trust),
        (good, None),
        (good.replace(b"\n3\n", b"\n4\n", 1), trust),
        (bytes(forged), trust),
        (bytes(Note(note.text, note.signatures[:2])), trust),
        (bytes(sign(note.text.replace("log/", "gol/"), *office.folders[0].signers, time=5)), trust),
    ]:
        with pytest.raises(CosignatureRefused):
            keep_cosigned(database, document, trust=by, now=utc_now())
    assert log.ask_owner("SELECT * FROM ledger.cosignature") == []


def test_a_proof_from_more_than_there_is_is_refused(log, database):
    sequenced(log, 3)
    with pytest.raises(NothingSigned):
        submission_for(database, old=4)


class TestSheet:
    def sheet(self, log: Log, database: Database, trust: Trust | None):
        keys = {keys_of(log).origin: keys_of(log).verifiers}
        end = utc_now() + dt.timedelta(days=1)
        return sheet_of(database, day=DAY, end=end, keys=keys, trust=trust)

    def test_it_prefers_the_last_checkpoint_that_the_witnesses_cosigned(self, log, office, database):
        trust = office.trust()
        sequenced(log, 3)
        office.knows(log)
        assert self.sheet(log, database, trust).checkpoint.size == 3
        carry(database, office, trust, 0)
        carry(database, office, trust, 1)
        sequenced(log, 2)
        sheet = self.sheet(log, database, trust)
        assert sheet.checkpoint.size == 3
        assert [name for name, _ in sheet.cosigned()] == list(NAMES)
        assert self.sheet(log, database, None).checkpoint.size == 5

    def test_it_says_on_paper_what_the_note_says(self, log, office, database):
        trust = office.trust()
        sequenced(log, 3)
        office.knows(log)
        carry(database, office, trust, 0)
        sheet = self.sheet(log, database, trust)
        pdf = sheet_pdf(sheet)
        assert pdf == sheet_pdf(sheet)
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
        plain = text.replace("\u200b", "").replace("\n", "").replace(" ", "")
        for shown in ("Lembarjangkarharian", "4Maret2026", sheet.checkpoint.root.hex(), NAMES[0]):
            assert shown in plain, plain
        assert sheet.checkpoint.origin in plain

    def test_its_code_carries_a_note_that_verifies(self, log, office, database):
        trust = office.trust()
        sequenced(log, 3)
        office.knows(log)
        carry(database, office, trust, 0)
        note = scanned(self.sheet(log, database, trust).note)
        assert Note.parse(bytes(note)).text == note.text
        assert len(note.signatures) == 2
        assert len(bytes(note)) < 1000

    def test_a_day_before_the_log_has_none(self, database):
        with pytest.raises(NothingSigned):
            sheet_of(database, day=DAY, end=dt.datetime(2020, 1, 1, tzinfo=dt.UTC), keys={}, trust=None)
