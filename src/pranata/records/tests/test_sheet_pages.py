"""Lembar harian as pages: the archivist prints, books and brings; auditors look; nobody else comes in."""

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted
from pranata.ledger.anchoring.carrying import take_brought
from pranata.ledger.anchoring.collector import connected
from pranata.ledger.anchoring.trust import trust_at
from pranata.ledger.queries.sheets import booked_days
from pranata.ledger.tests.logs import Log, conninfo, write
from pranata.ledger.tests.test_sheets import sheet_on_paper
from pranata.ledger.tests.witnesses import WITNESSES, policy_of
from pranata.records.operations.book_sheet import book_sheet
from pranata.records.operations.bring_witness_lines import bring_witness_lines
from pranata.records.operations.correct_booking import correct_booking
from pranata.records.tests.scenes import archive_at

TODAY = utc_now().astimezone(ZoneInfo("Asia/Jakarta")).date()
PAPER = {"book": "2026/1", "page": "12", "printed_by": "Ratna", "kept_by": "Olga"}


@pytest.fixture
def archive(committed_db, tmp_path, settings, monkeypatch):
    """The archive of a test whose log is signed; both offices are asked for."""
    log = Log(committed_db, tmp_path / "home")
    write(2)
    log.drain()
    (tmp_path / "kebijakan.txt").write_bytes(policy_of(log))
    monkeypatch.setenv("PRANATA_WITNESS_POLICY", str(tmp_path / "kebijakan.txt"))
    with archive_at(tmp_path, settings) as found:
        object.__setattr__(found, "log", log)
        yield found
    log.close()


@pytest.fixture
def ratna(archive, client_of):
    return client_of(archive.ratna_account)


def book_address(day=TODAY):
    return reverse("records:sheet_book", args=[day])


class TestTheArchivist:
    def test_books_the_sheet_of_a_day_and_sees_it_in_the_list(self, archive, ratna):
        page = ratna.get(reverse("records:sheets")).content.decode()
        assert "Hari ini" in page
        answer = ratna.post(book_address(), PAPER | {"size": "2"}, follow=True)
        assert "Buku 2026/1, halaman 12" in answer.content.decode()
        assert "Ratna" not in answer.content.decode().split("</header>", 1)[-1]
        assert booked_days([TODAY])[TODAY].size == 2

    def test_corrects_a_booking_which_stays_struck_and_sees_the_page_of_somebody_quicker_refused(
        self, archive, ratna
    ):
        address = reverse("records:sheet_correct", args=[TODAY])
        assert ratna.get(address).status_code == 404
        ratna.post(book_address(), PAPER | {"size": "2"})
        first = booked_days([TODAY])[TODAY].event_id
        assert str(first) in ratna.get(address).content.decode()
        changed = PAPER | {"size": "2", "page": "21", "reason": "Terbalik", "corrects": str(first)}
        page = ratna.post(address, changed, follow=True).content.decode()
        assert "Buku 2026/1, halaman 21" in page
        assert "<s>Buku 2026/1, halaman 12</s>" in page
        assert "sudah berubah sejak" in ratna.post(address, changed).content.decode()

    def test_it_refuses_a_correction_by_anybody_else(self, archive):
        given: dict[str, Any] = {"corrects": uuid.uuid4(), "reason": "x", "now": utc_now()}
        for actor in (archive.cast.alice, archive.cast.olga, archive.cast.charlie):
            with pytest.raises(NotPermitted):
                correct_booking(sheet=sheet_on_paper(2), actor=actor, **given)

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"size": "9"}, "bukan ukuran pada lembar"),
            ({"size": "x"}, "invalid"),
            ({"size": "9" * 40}, "invalid"),
            ({"kept_by": "ratna"}, "dua orang yang berbeda"),
        ],
    )
    def test_what_is_refused_stays_as_typed(self, ratna, change, said):
        answer = ratna.post(book_address(), PAPER | {"size": "2"} | change)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert said in page
        assert 'value="2026/1"' in page

    def test_prints_the_sheet(self, ratna):
        answer = ratna.get(reverse("records:sheet_pdf", args=[TODAY]))
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF")

    def test_a_day_to_come_or_one_that_is_none_is_not_found(self, ratna):
        assert ratna.get(book_address(TODAY + dt.timedelta(days=1))).status_code == 404
        assert ratna.get("/arsip/lembar/2026-02-31/").status_code == 404

    @pytest.mark.parametrize("as_file", [True, False])
    def test_brings_what_a_witness_signed(self, archive, ratna, as_file, tmp_path):
        latest = archive.log.latest()
        note = latest.document + WITNESSES[0].line(latest.text)
        sent = {"file": SimpleUploadedFile("jawaban", note.encode())} if as_file else {}
        answer = ratna.post(
            reverse("records:bring"), sent or {"text": note.replace("\n", "\r\n")}, follow=True
        )
        assert f"Tanda tangan {WITNESSES[0].name} atas 2 catatan diterima" in answer.content.decode()
        with connected(conninfo(archive.log.database)) as database:
            (kept,) = take_brought(database, trust=trust_at(tmp_path / "kebijakan.txt"), now=utc_now())
        assert kept.size == 2

    @pytest.mark.parametrize("sent", [{}, {"text": "a" * 70_000}, {"text": "\x00"}, {"text": "halo"}])
    def test_what_is_no_cosignature_is_refused_on_the_page(self, ratna, sent):
        assert ratna.post(reverse("records:bring"), sent).status_code == 422

    def test_takes_the_file_for_a_witness_along(self, ratna):
        address = reverse("records:checkpoint_file")
        assert b"pranata.local/log/" in ratna.get(address, {"saksi": WITNESSES[0].name}).content
        assert ratna.get(address, {"saksi": "siapa"}).status_code == 404


class TestOthers:
    def test_the_coordinator_looks_and_does_not_book(self, archive, client_of):
        alice = client_of(archive.cast.alice_account)
        page = alice.get(reverse("records:sheets")).content.decode()
        assert "Cetak" in page
        assert "/arsip/lembar/saksi/" not in page
        assert alice.get(book_address()).status_code == 403
        assert alice.post(book_address(), PAPER | {"size": "2"}).status_code == 403
        assert alice.post(reverse("records:bring"), {"text": "x"}).status_code == 403

    def test_a_contributor_and_a_visitor_do_not_come_in(self, archive, client_of, client):
        bob = client_of(archive.cast.bob_account)
        for name in ("sheets", "checkpoint_file"):
            assert bob.get(reverse(f"records:{name}")).status_code == 403
            assert client.get(reverse(f"records:{name}")).status_code == 302

    def test_it_refuses_to_book_for_who_is_no_archivist_of_the_instansi(self, archive):
        for actor in (archive.cast.alice, archive.cast.bob, archive.cast.olga, archive.cast.charlie):
            with pytest.raises(NotPermitted):
                book_sheet(sheet=sheet_on_paper(2), actor=actor, now=utc_now())

    def test_it_refuses_lines_brought_by_who_is_no_archivist_of_the_instansi(self, archive):
        for actor in (archive.cast.alice, archive.cast.bob, archive.cast.olga, archive.cast.charlie):
            with pytest.raises(NotPermitted):
                bring_witness_lines(document=b"", trust=None, actor=actor, now=utc_now())
