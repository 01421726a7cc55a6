"""Requests under UU 27/2022: retention law first, then a person, and nothing leaks who asked."""

import datetime as dt
from typing import Any

import pytest

from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.blobs import samples
from pranata.ledger.queries.detail import open_detail
from pranata.ledger.queries.history import tenant_history
from pranata.organisation.tests.acts import recorded
from pranata.organisation.tests.cast import NOW, TODAY
from pranata.records.models import Certainty, ErasureOutcome
from pranata.records.operations._keep import CodeUnknown
from pranata.records.operations._retention import RequestDecided
from pranata.records.operations.add_evidence import PartUnknown
from pranata.records.operations.decide_erasure import (
    LawRefuses,
    RefusalUnexplained,
    Undecided,
    Verdict,
    decide_erasure,
)
from pranata.records.operations.name_for_erasure import NamedAlready, name_for_erasure
from pranata.records.operations.place_hold import HoldScope, place_hold
from pranata.records.operations.record_erasure_request import (
    ReceivedLater,
    Wish,
    WishMissing,
    record_erasure_request,
)
from pranata.records.queries.retention import retention_of
from pranata.records.tests.retention_scenes import a_hold, a_schedule
from pranata.records.tests.scenes import archive_at
from pranata.records.tests.test_holds import at_once

WISH = Wish(requester="Budi Pemohon", wish="Hapus fotokopi KTP saya", received_on=TODAY)
GRANTED = Verdict(granted=True)


def sealed(line) -> Any:
    return open_detail(line.event_id)


def ask(archive, *documents, wish=WISH):
    request = record_erasure_request(wish=wish, actor=archive.ratna, now=NOW)
    for document in documents:
        name_for_erasure(request=request, document=document, actor=archive.ratna, now=NOW)
    return request


def decide(archive, request, *verdicts, actor=None, now=NOW):
    items = request.items.order_by("pk")
    return decide_erasure(
        request=request,
        verdicts={item.pk: v for item, v in zip(items, verdicts, strict=False) if v is not None},
        actor=actor or archive.ratna,
        now=now,
    )


@pytest.fixture
def due(archive):
    """A document whose retention ended and that is to be destroyed, by a schedule that is law."""
    a_schedule(archive)
    return archive.document(classification="000.1", dated_on=dt.date(2020, 2, 29))


class TestAsking:
    def test_who_asked_stands_in_the_sealed_detail_alone(self, archive):
        ask(archive)
        line = tenant_history()[0]
        assert line.action == "hapus.minta"
        assert "Budi" not in str(line.document)
        assert sealed(line)["pemohon"] == "Budi Pemohon"

    def test_it_came_before_today_and_says_something(self, archive):
        with pytest.raises(ReceivedLater):
            ask(archive, wish=Wish(**{**vars(WISH), "received_on": TODAY + dt.timedelta(days=1)}))
        with pytest.raises(WishMissing):
            ask(archive, wish=Wish(**{**vars(WISH), "requester": " "}))

    def test_a_document_is_named_once(self, archive):
        document = archive.document()
        request = ask(archive, document)
        with pytest.raises(NamedAlready):
            name_for_erasure(request=request, document=document, actor=archive.ratna, now=NOW)

    @pytest.mark.parametrize("who", ["alice", "bob", "dana", "olga", "charlie"])
    def test_it_refuses_who_is_not_the_archivist(self, archive, who):
        request, document = ask(archive), archive.document()
        actor = getattr(archive.cast, who)
        with pytest.raises(NotPermitted):
            record_erasure_request(wish=WISH, actor=actor, now=NOW)
        with pytest.raises(NotPermitted):
            name_for_erasure(request=request, document=document, actor=actor, now=NOW)
        with pytest.raises(NotPermitted):
            decide(archive, request, actor=actor)

    def test_it_refuses_a_document_of_another_instansi(self, archive):
        request, document = ask(archive), archive.document()
        document.instansi_id = archive.cast.other_instansi.pk
        with pytest.raises(PartUnknown):
            name_for_erasure(request=request, document=document, actor=archive.ratna, now=NOW)


class TestDeciding:
    def test_a_grant_waits_for_lawful_destruction(self, archive, due):
        request = ask(archive, due)
        decide(archive, request, GRANTED)
        item = request.items.get()
        assert (item.outcome, item.ground) == (ErasureOutcome.GRANTED, "retensi-berakhir")
        found = retention_of(due, on=TODAY)
        assert (found.erasure, found.may_be_destroyed) == (item, True)

    def test_its_entry_seals_the_ground_and_fixes_the_rule(self, archive, due):
        decide(archive, ask(archive, due), GRANTED)
        line = tenant_history()[0]
        key = str(due.public_id)
        assert line.action == "hapus.putus"
        assert sealed(line)["dasar"] == {key: "retensi-berakhir"}
        assert sealed(line)["aturan"][key].endswith(" 000.1")

    @pytest.mark.parametrize(
        ("described", "ground"),
        [
            ({"classification": ""}, "tanpa-aturan"),
            ({"classification": "000.7", "dated_on": dt.date(1990, 1, 1)}, "permanen"),
            ({"classification": "900.1"}, "dinilai-kembali"),
            ({"classification": "000.1", "dated_on": TODAY}, "retensi-berjalan"),
            ({"classification": "900.2"}, "retensi-berjalan"),
        ],
    )
    def test_retention_law_refuses_before_anybody_decides(self, archive, described, ground):
        a_schedule(archive)
        request = ask(archive, archive.document(**described))
        with pytest.raises(LawRefuses):
            decide(archive, request, GRANTED)
        decide(archive, request)
        assert request.items.get().ground == ground

    def test_a_hold_refuses_whoever_asks(self, archive, due):
        a_hold(archive, classification="000")
        request = ask(archive, due)
        with pytest.raises(LawRefuses):
            decide(archive, request, GRANTED)
        decide(archive, request)
        assert request.items.get().ground == "ditahan"

    def test_a_schedule_that_is_not_law_erases_nothing(self, archive):
        a_schedule(archive, certainty=Certainty.UNCERTAIN)
        document = archive.document(classification="000.1", dated_on=dt.date(2020, 2, 29))
        request = ask(archive, document)
        decide(archive, request)
        assert request.items.get().ground == "rancangan-jadwal"

    def test_the_last_day_of_its_retention_is_not_over(self, archive):
        """29 February 2024, one year active and two inactive: kept through 28 February 2027."""
        a_schedule(archive)
        document = archive.document(classification="000.1", dated_on=dt.date(2024, 2, 29))
        request = ask(archive, document)
        last = NOW.replace(year=2027, month=2, day=28)
        with pytest.raises(LawRefuses):
            decide(archive, request, GRANTED, now=last)
        decide(archive, request, GRANTED, now=last + dt.timedelta(days=1))

    def test_what_law_leaves_open_a_person_decides_with_a_ground(self, archive, due):
        request = ask(archive, due)
        with pytest.raises(Undecided):
            decide(archive, request)
        with pytest.raises(CodeUnknown):
            decide(archive, request, Verdict(granted=False, ground="permanen", reason="x"))
        with pytest.raises(RefusalUnexplained):
            decide(archive, request, Verdict(granted=False, ground="bukan-data-pemohon"))
        decide(archive, request, Verdict(granted=False, ground="bukan-data-pemohon", reason="Nama sama"))
        assert retention_of(due, on=TODAY).erasure is None

    def test_a_refused_decision_changes_nothing(self, archive, due):
        other = archive.document(content=samples.PDF + b"%7", classification="000.1", dated_on=TODAY)
        request = ask(archive, due, other)
        with pytest.raises(LawRefuses):
            decide(archive, request, GRANTED, GRANTED)
        assert set(request.items.values_list("outcome", flat=True)) == {""}
        assert "hapus.putus" not in recorded()

    def test_a_request_without_documents_is_answered_too(self, archive):
        assert decide(archive, ask(archive)).decided_at == NOW

    def test_it_is_decided_once_and_takes_no_more_documents(self, archive, due):
        request = ask(archive, due)
        decide(archive, request, GRANTED)
        with pytest.raises(RequestDecided):
            decide(archive, request, GRANTED)
        other = archive.document(content=samples.PDF + b"%8")
        with pytest.raises(RequestDecided):
            name_for_erasure(request=request, document=other, actor=archive.ratna, now=NOW)


def test_of_a_hold_and_a_grant_at_once_the_hold_is_never_lost(committed_db, tmp_path, settings):
    """Whichever comes first: afterwards the document is held, and nothing may destroy it."""
    with archive_at(tmp_path, settings) as archive:
        a_schedule(archive)
        document = archive.document(classification="000.1", dated_on=dt.date(2020, 2, 29))
        request = ask(archive, document)

    def hold():
        scope = HoldScope(classification="000")
        place_hold(scope=scope, ground="perkara", reason="Bukti", actor=archive.ratna, now=NOW)

    outcomes = at_once(archive, hold, lambda: decide(archive, request, GRANTED))
    assert outcomes in (["LawRefuses", "done"], ["done", "done"])
    with tenant_scope(archive.cast.instansi.pk):
        assert not retention_of(document, on=TODAY).may_be_destroyed
