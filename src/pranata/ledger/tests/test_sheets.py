"""A daily sheet is booked once, by two people, with the size on the paper; a brought line is judged twice."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from django.db import connection, transaction

from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.database import connect_as
from pranata.ledger.anchoring.carrying import CosignatureRefused, take_brought
from pranata.ledger.anchoring.collector import connected
from pranata.ledger.anchoring.trust import trust_of_policy
from pranata.ledger.models import Entry
from pranata.ledger.notes import Note, Policy
from pranata.ledger.operations.append_entry import OutsideTenant
from pranata.ledger.operations.bring_cosignature import bring_cosignature
from pranata.ledger.operations.confirm_sheet import (
    AlreadyBooked,
    BookedSheet,
    OnePersonTwice,
    SheetIncomplete,
    SheetUnknown,
    confirm_sheet,
)
from pranata.ledger.operations.correct_sheet import (
    BookingMovedOn,
    CorrectionUnexplained,
    correct_sheet,
)
from pranata.ledger.queries.detail import open_detail
from pranata.ledger.queries.sheets import booked_days, sheet_days
from pranata.ledger.tests.acts import ALICE
from pranata.ledger.tests.logs import Log, conninfo, write
from pranata.ledger.tests.witnesses import WITNESSES, policy_of

TODAY = utc_now().date()


def sheet_on_paper(size: int, day: dt.date = TODAY) -> BookedSheet:
    ends_at = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), dt.UTC)
    return BookedSheet(
        day=day, ends_at=ends_at, size=size, book="2026/1", page="12", printed_by="Ratna", kept_by="Olga"
    )


@pytest.fixture
def log(committed_db, tmp_path):
    found = Log(committed_db, tmp_path)
    write(2)
    found.drain()
    yield found
    found.close()


def confirm(sheet: BookedSheet, tenant_id: int = 1):
    return confirm_sheet(sheet=sheet, tenant_id=tenant_id, actor=ALICE, now=utc_now())


def correct(sheet: BookedSheet, corrects, reason: str = "Halaman terbalik", tenant_id: int = 1):
    return correct_sheet(
        sheet=sheet, corrects=corrects, reason=reason, tenant_id=tenant_id, actor=ALICE, now=utc_now()
    )


class TestTheBook:
    def test_what_is_on_paper_becomes_an_entry_and_an_anchor(self, log):
        with tenant_scope(1):
            ref = confirm(sheet_on_paper(2))
            document = Entry.objects.get(event_id=ref.event_id).document
            names = open_detail(ref.event_id)
            booking = booked_days([TODAY])[TODAY]
        assert names == {"dicetak_oleh": "Ratna", "dibukukan_oleh": "Olga"}
        assert "Ratna" not in json.dumps(document)
        assert document["occurred_basis"] == "paper"
        assert (booking.book, booking.page, booking.size) == ("2026/1", "12", 2)
        ((kind, size, token),) = log.ask_owner("SELECT kind, size, token FROM ledger.anchor")
        assert (kind, size, json.loads(token)["date"]) == ("cetak", 2, TODAY.isoformat())

    def test_a_correction_is_an_entry_of_its_own_and_strikes_what_was_booked(self, log):
        with tenant_scope(1):
            first = confirm(sheet_on_paper(2))
            again = correct(replace(sheet_on_paper(2), page="21"), first.event_id)
            said = Entry.objects.get(event_id=again.event_id).document
            booking = booked_days([TODAY])[TODAY]
            detail = open_detail(again.event_id)
        assert (said["action"], said["prev"]) == ("lembar.ralat", [str(first.event_id)])
        assert isinstance(detail, dict)
        assert detail["alasan"] == "Halaman terbalik"
        assert (booking.page, [old.page for old in booking.struck]) == ("21", ["12"])
        assert len(log.ask_owner("SELECT 1 FROM ledger.anchor")) == 1

    def test_another_size_is_anchored_too_and_a_correction_may_be_corrected(self, log):
        write(1)
        log.drain()
        with tenant_scope(1):
            first = confirm(sheet_on_paper(2))
            second = correct(sheet_on_paper(3), first.event_id)
            correct(sheet_on_paper(2), second.event_id)
            booking = booked_days([TODAY])[TODAY]
        assert (booking.size, [old.size for old in booking.struck]) == (2, [2, 3])
        assert sorted(log.ask_owner("SELECT size FROM ledger.anchor")) == [(2,), (3,)]

    def test_it_refuses_a_correction_twice_of_nothing_without_reason_or_of_another_instansi(self, log):
        with tenant_scope(1):
            first = confirm(sheet_on_paper(2))
            for change, refusal in (
                ({"reason": " "}, CorrectionUnexplained),
                ({"sheet": sheet_on_paper(9)}, SheetUnknown),
                ({"sheet": replace(sheet_on_paper(2), book="")}, SheetIncomplete),
                ({"sheet": sheet_on_paper(2, TODAY - dt.timedelta(days=1))}, BookingMovedOn),
                ({"tenant_id": 2}, OutsideTenant),
            ):
                with pytest.raises(refusal), transaction.atomic():
                    correct(**({"sheet": sheet_on_paper(2), "corrects": first.event_id} | change))
            correct(replace(sheet_on_paper(2), page="21"), first.event_id)
            with pytest.raises(BookingMovedOn):
                correct(replace(sheet_on_paper(2), page="22"), first.event_id)
        with tenant_scope(2), pytest.raises(BookingMovedOn):
            correct(sheet_on_paper(2), first.event_id, tenant_id=2)

    def test_a_day_has_one_sheet_in_each_instansi(self, log):
        with tenant_scope(1):
            confirm(sheet_on_paper(2))
            with pytest.raises(AlreadyBooked):
                confirm(replace(sheet_on_paper(2), page="13"))
        with tenant_scope(2):
            assert booked_days([TODAY]) == {}
            confirm(sheet_on_paper(2), tenant_id=2)

    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            ({"size": 3}, SheetUnknown),
            ({"size": 1}, SheetUnknown),
            ({"book": " "}, SheetIncomplete),
            ({"page": ""}, SheetIncomplete),
            ({"kept_by": ""}, SheetIncomplete),
            ({"kept_by": " ratna "}, OnePersonTwice),
            ({"ends_at": dt.datetime(2026, 1, 2, tzinfo=dt.UTC)}, SheetUnknown),
        ],
    )
    def test_what_cannot_be_true_is_refused_and_leaves_nothing(self, log, change, refusal):
        with tenant_scope(1), pytest.raises(refusal):
            confirm(replace(sheet_on_paper(2), **change))
        assert log.ask_owner("SELECT * FROM ledger.anchor") == []

    def test_it_refuses_to_book_for_an_instansi_whose_scope_is_not_open(self, log):
        with tenant_scope(2), pytest.raises(OutsideTenant):
            confirm_sheet(sheet=sheet_on_paper(2), tenant_id=1, actor=ALICE, now=utc_now())
        assert log.ask_owner("SELECT * FROM ledger.anchor") == []

    def test_days_without_a_checkpoint_need_no_sheet(self, log):
        with tenant_scope(1):
            [found] = sheet_days(TODAY - dt.timedelta(days=30), TODAY, zone="UTC")
        assert (found.day, found.size, found.booking) == (TODAY, 2, None)

    def test_the_application_writes_no_other_kind_of_anchor(self, log):
        with connect_as("app", log.database) as app, pytest.raises(Exception, match="permission denied"):
            app.execute(
                "INSERT INTO ledger.anchor (log, size, kind, token, received_at) "
                "VALUES (1, 2, 'rfc3161', '', now())"
            )


class TestWhatIsBrought:
    @pytest.fixture
    def trust(self, log):
        return trust_of_policy(Policy.parse(policy_of(log)))

    @pytest.fixture
    def note(self, log):
        latest = log.latest()
        return (latest.document + WITNESSES[0].line(latest.text)).encode()

    def bring(self, document, trust, tenant_id=1):
        return bring_cosignature(
            document=document,
            trust=trust,
            tenant_id=tenant_id,
            actor=ALICE,
            now=utc_now(),
        )

    def test_it_is_recorded_and_kept_once_the_sequencer_has_judged_it(self, log, trust, note):
        with tenant_scope(1):
            kept = self.bring(note, trust)
            said = Entry.objects.latest("event_id").document
        assert (kept.size, kept.witnesses) == (2, (WITNESSES[0].name,))
        assert said["result"] == {"ukuran": 2, "saksi": [WITNESSES[0].name]}
        assert log.ask_owner("SELECT * FROM ledger.cosignature") == []
        with connected(conninfo(log.database)) as database:
            assert take_brought(database, trust=trust, now=utc_now()) == [kept]
            assert take_brought(database, trust=trust, now=utc_now()) == []
        assert log.ask_owner("SELECT witness FROM ledger.cosignature") == [(WITNESSES[0].name,)]

    def test_a_line_that_the_application_made_up_is_thrown_away_by_the_sequencer(self, log, trust):
        forged = log.latest().document + f"— {WITNESSES[0].name} AAAAAAAAAAAAAAAA\n"
        with tenant_scope(1), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO ledger.brought (note, brought_at) VALUES (%s, now())", [forged.encode()]
            )
        with connected(conninfo(log.database)) as database:
            assert take_brought(database, trust=trust, now=utc_now()) == []
        assert log.ask_owner("SELECT * FROM ledger.brought") == []
        assert log.ask_owner("SELECT * FROM ledger.cosignature") == []

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a\n\n", b"x" * 70_000])
    def test_it_refuses_what_is_no_cosigned_note_of_ours(self, log, trust, content):
        with tenant_scope(1), pytest.raises(CosignatureRefused):
            self.bring(content, trust)
        assert log.ask_owner("SELECT * FROM ledger.brought") == []

    def test_it_refuses_a_note_of_another_log(self, log, trust, note):
        other = Note.parse(note).text.replace("pranata.local", "lain.local", 1)
        lines = log.latest().document.partition("\n\n")[2]
        with tenant_scope(1), pytest.raises(CosignatureRefused):
            self.bring(f"{other}\n{lines}{WITNESSES[0].line(other)}".encode(), trust)

    def test_it_refuses_without_a_policy_and_outside_the_scope(self, log, trust, note):
        with tenant_scope(1), pytest.raises(CosignatureRefused):
            self.bring(note, None)
        with tenant_scope(2), pytest.raises(OutsideTenant):
            self.bring(note, trust)
