"""The pages under /arsip/retensi/: who sees what, what they do, and what they say."""

import datetime as dt
import uuid
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from pranata.foundation.clock import utc_now
from pranata.foundation.tests.blobs import samples
from pranata.organisation.models import Role
from pranata.organisation.tests.cast import make_account, make_actor
from pranata.records.models import (
    Certainty,
    ErasureRequest,
    Hold,
    RetentionSchedule,
    ScheduleFile,
    TriggerEvent,
)
from pranata.records.tests.retention_scenes import a_hold, a_schedule
from pranata.records.tests.test_pages import HOSTILE, NOBODY, at, status
from pranata.records.tests.test_schedules import ROW, lines

LEAP = dt.date(2020, 2, 29)


@pytest.fixture
def ratna(archive, client_of):
    return client_of(archive.ratna_account)


@pytest.fixture
def dana(archive, client_of):
    return client_of(archive.cast.dana_account)


@pytest.fixture
def indra(archive, client_of):
    """The inspector, in a browser."""
    account = make_account("Indra")
    make_actor(archive.cast.inspektorat, account, title="Inspektur", role=Role.AUDITOR, on=archive.cast.root)
    return client_of(account)


def said(answer):
    return " ".join(answer.content.decode().split())


def upload(client, content, **changed):
    given = {
        "title": "JRA 2026",
        "certainty": Certainty.OFFICIAL,
        "legal_basis": "Perwal 1/2026 (contoh)",
        "valid_from": "2026-01-01",
        "file": SimpleUploadedFile("jra.csv", content),
    }
    return client.post(at("schedules"), given | changed)


class TestWhoSeesWhat:
    def addresses(self, archive):
        schedule = a_schedule(archive)
        return [
            at("retention"), at("retention_export", "csv"), at("schedules"), at("holds"),
            at("schedule", schedule.public_id), at("schedule_export", schedule.public_id, "xlsx"),
            at("schedule_template", "csv"),
        ]  # fmt: skip

    def test_archivists_auditors_and_coordinators_read(self, archive, ratna, indra, client_of):
        found = self.addresses(archive)
        for client in (ratna, indra, client_of(archive.cast.alice_account)):
            assert {status(client, address) for address in found} == {200}

    def test_others_and_strangers_do_not(self, archive, dana, client, client_of):
        found = self.addresses(archive)
        for reader in (dana, client_of(archive.cast.bob_account)):
            assert {reader.get(address).status_code for address in found} == {403}
        assert {client.get(address).status_code for address in found} == {302}

    def test_another_instansi_finds_nothing(self, archive, client_of, ratna):
        schedule, hold = a_schedule(archive), a_hold(archive, classification="900")
        upload(ratna, lines(ROW))
        charlie = client_of(archive.cast.charlie_account)
        assert charlie.get(at("schedule", schedule.public_id)).status_code == 404
        assert charlie.get(at("schedule_file", ScheduleFile.objects.get().pk)).status_code == 404
        assert charlie.get(at("hold_release", hold.public_id)).status_code == 403
        for name in ("retention", "schedules", "holds"):
            assert "JRA contoh" not in said(charlie.get(at(name)))
            assert "Sedang diperiksa" not in said(charlie.get(at(name)))

    def test_who_asked_for_erasure_is_for_the_archivist_and_the_auditor(
        self, archive, ratna, indra, client_of
    ):
        assert [c.get(at("erasures")).status_code for c in (ratna, indra)] == [200, 200]
        for account in (archive.cast.alice_account, archive.cast.bob_account, archive.cast.olga_account):
            assert client_of(account).get(at("erasures")).status_code == 403

    def test_the_forms_are_refused_to_who_may_not(self, archive, dana, client_of):
        document = archive.document()
        for name, args in (
            ("hold_place", []), ("hold_document", [document.public_id]), ("trigger", [document.public_id]),
            ("erasure_record", []), ("schedule_withdraw", [a_schedule(archive).public_id]),
        ):  # fmt: skip
            assert dana.get(at(name, *args)).status_code == 403, name
            assert dana.post(at(name, *args), {}).status_code == 403, name

    def test_what_does_not_exist_is_not_found(self, archive, ratna):
        for address in (
            at("schedule", NOBODY), at("hold_release", NOBODY), at("erasure", NOBODY), at("trigger", NOBODY),
            at("schedule_file", 99), at("retention_export", "exe"), at("schedule_template", "pdf"),
        ):  # fmt: skip
            assert ratna.get(address).status_code == 404, address


class TestTheDocument:
    def page(self, client, document):
        return said(client.get(at("document", document.public_id)))

    def test_it_says_until_when_it_is_kept(self, archive, ratna):
        a_schedule(archive)
        document = archive.document(classification="000.1", dated_on=dt.date(2090, 5, 31))
        page = self.page(ratna, document)
        assert "Aktif sampai 30 Mei 2091, inaktif sampai 30 Mei 2093, lalu dimusnahkan." in page
        assert "Dihitung sendiri sejak tanggal naskah, 31 Mei 2090." in page

    @pytest.mark.parametrize(
        ("classification", "told"),
        [
            ("", "Kode klasifikasinya belum diisi"),
            ("111", "tidak memuat kode 111"),
            ("900.2", "menunggu kejadian “Berkas ditutup”. 10 tahun sesudahnya dimusnahkan."),
        ],
    )
    def test_or_why_that_cannot_be_said(self, archive, ratna, classification, told):
        a_schedule(archive)
        assert told in self.page(ratna, archive.document(classification=classification))

    def test_without_a_schedule_it_says_so(self, archive, ratna):
        assert "Belum ada jadwal retensi" in self.page(ratna, archive.document(classification="900"))

    def test_an_uncertain_schedule_is_named_as_such(self, archive, ratna):
        a_schedule(archive, certainty=Certainty.UNCERTAIN)
        page = self.page(ratna, archive.document(classification="000.1", dated_on=LEAP))
        assert "Jadwal ini masih rancangan atau contoh" in page

    def test_the_reason_of_a_hold_is_for_those_who_answer_for_the_archive(self, archive, ratna, client_of):
        document = archive.document()
        a_hold(archive, document=document)
        bob = client_of(archive.cast.bob_account)
        for client, sees in ((ratna, True), (bob, False)):
            page = self.page(client, document)
            assert "Ditahan oleh Inspektorat karena pemeriksaan" in page
            assert ("Sedang diperiksa" in page) is sees

    def test_bob_records_what_happened(self, archive, client_of):
        a_schedule(archive)
        document = archive.document(classification="900.2")
        bob = client_of(archive.cast.bob_account)
        form = bob.get(at("trigger", document.public_id))
        assert 'value="berkas-ditutup" selected' in said(form)
        bob.post(at("trigger", document.public_id), {"kind": "berkas-ditutup", "happened_on": "2019-01-31"})
        assert TriggerEvent.objects.get().happened_on == dt.date(2019, 1, 31)
        assert "menurut catatan Sekretaris Dinas Kesehatan" in self.page(bob, document)

    def test_what_cannot_have_happened_stays_typed(self, archive, ratna):
        document = archive.document()
        answer = ratna.post(
            at("trigger", document.public_id), {"kind": "berkas-ditutup", "happened_on": "2999-01-01"}
        )
        assert answer.status_code == 422
        assert "2999-01-01" in said(answer)


class TestWhatFallsDue:
    def test_it_names_what_is_due_and_what_will_be(self, archive, ratna):
        a_schedule(archive)
        today = utc_now().date()
        archive.document(classification="000.1", dated_on=LEAP, title="Sudah lewat")
        soon = today.replace(year=today.year - 3, day=1) + dt.timedelta(days=60)
        archive.document(content=samples.PDF + b"%2", classification="000.1", dated_on=soon, title="Segera")
        page = said(ratna.get(at("retention")))
        assert "1 naskah sudah jatuh tempo" in page
        assert page.index("Sudah lewat") < page.index("Segera")
        assert "Segera" not in said(ratna.get(at("retention") + "?tampil=tempo"))

    def test_a_document_closed_to_the_reader_is_not_in_it(self, archive, indra, ratna):
        a_schedule(archive)
        archive.document(classification="000.1", dated_on=LEAP, security="R")
        assert "Arsitektur" in said(ratna.get(at("retention")))
        assert "Arsitektur" not in said(indra.get(at("retention")))
        assert b"Arsitektur" not in b"".join(indra.get(at("retention_export", "csv")).streaming_content)

    def test_the_list_goes_into_a_spreadsheet(self, archive, ratna):
        a_schedule(archive)
        archive.document(classification="000.1", dated_on=LEAP)
        book = load_workbook(BytesIO(ratna.get(at("retention_export", "xlsx")).content))
        cells: list[Any] = [list(line) for line in book.worksheets[0].iter_rows(values_only=True)]
        assert cells[1][0].startswith("Keputusan Wali Kota")
        assert cells[1][6].date() == dt.date(2023, 2, 28)

    def test_its_queries_do_not_grow_with_documents(self, archive, ratna):
        a_schedule(archive)
        a_hold(archive, unit=archive.cast.dinkes)

        def queries():
            with CaptureQueriesContext(connection) as captured:
                ratna.get(at("retention"))
            return len(captured)

        for number in range(2):
            archive.document(content=samples.PDF + b"%%%d" % number, classification="000.1", dated_on=LEAP)
        few = queries()
        for number in range(2, 6):
            archive.document(content=samples.PDF + b"%%%d" % number, classification="000.1", dated_on=LEAP)
        assert queries() == few <= 20


class TestSchedules:
    def test_a_file_is_looked_at_then_adopted(self, archive, ratna):
        answer = upload(ratna, lines(ROW))
        page = said(ratna.get(answer.headers["Location"]))
        assert "Siap ditetapkan" in page
        file = ScheduleFile.objects.get()
        ratna.post(at("schedule_decide", file.pk, "tetapkan"))
        schedule = RetentionSchedule.objects.get()
        assert "1 aturan" in said(ratna.get(at("schedule", schedule.public_id)))
        assert "Ditetapkan" in said(ratna.get(at("schedule_file", file.pk)))
        assert "900.1" not in said(ratna.get(at("schedule", schedule.public_id) + "?q=tidakada"))

    def test_what_is_wrong_is_shown_first(self, archive, ratna):
        answer = upload(ratna, lines(ROW, f"KU.1;{HOSTILE};2;8;musnah;berkas-ditutup;"))
        page = said(ratna.get(answer.headers["Location"]))
        assert "1 baris perlu diperbaiki" in page
        assert page.index("bukan kode klasifikasi") < page.index("Anggaran")
        assert "<script>alert" not in page
        assert ratna.post(at("schedule_decide", ScheduleFile.objects.get().pk, "tetapkan")).status_code == 422

    @pytest.mark.parametrize(
        ("content", "changed", "told"),
        [
            (b"x" * 5_000_001, {}, "batasnya 5 MB"),
            (lines(ROW), {"legal_basis": ""}, "harus menyebut peraturannya"),
            (lines(ROW), {"valid_from": "31-31-2026"}, "tanggal"),
            (lines(ROW), {"file": ""}, "tidak boleh kosong"),
        ],
    )
    def test_a_refused_upload_says_why_and_keeps_what_was_typed(self, archive, ratna, content, changed, told):
        answer = upload(ratna, content, **changed)
        assert answer.status_code == 422
        assert told in said(answer).lower() or told in said(answer)
        assert "JRA 2026" in said(answer)

    def test_the_example_is_tried_and_is_not_law(self, archive, ratna):
        answer = ratna.post(at("schedule_example"))
        ratna.post(at("schedule_decide", ScheduleFile.objects.get().pk, "tetapkan"))
        assert answer.status_code == 302
        assert "Jadwal ini belum pasti" in said(ratna.get(at("retention")))

    def test_the_rules_go_out_and_come_in_again(self, archive, ratna):
        schedule = a_schedule(archive)
        content = b"".join(ratna.get(at("schedule_export", schedule.public_id, "csv")).streaming_content)
        answer = upload(ratna, content)
        page = said(ratna.get(answer.headers["Location"]))
        assert "Tetap 4" in page

    def test_only_the_archivist_decides(self, archive, ratna, indra):
        upload(ratna, lines(ROW))
        file = ScheduleFile.objects.get()
        assert upload(indra, lines(ROW)).status_code == 403
        for act in ("tetapkan", "sisihkan"):
            assert indra.post(at("schedule_decide", file.pk, act)).status_code == 403
        assert ratna.post(at("schedule_decide", file.pk, "bakar")).status_code == 404
        assert ratna.post(at("schedule_decide", file.pk, "sisihkan")).status_code == 302
        assert ratna.get(at("schedule_decide", file.pk, "tetapkan")).status_code == 405

    def test_a_schedule_is_withdrawn_with_a_reason(self, archive, ratna):
        schedule = a_schedule(archive)
        ratna.post(at("schedule_withdraw", schedule.public_id), {"reason": "Salah berkas"})
        assert "Salah berkas" in said(ratna.get(at("schedule", schedule.public_id)))

    def test_the_file_comes_back_as_it_was(self, archive, ratna):
        upload(ratna, lines(ROW))
        assert ratna.get(at("schedule_download", ScheduleFile.objects.get().pk)).content == lines(ROW)


class TestHolds:
    GIVEN = {"ground": "pemeriksaan", "reference": "700/1", "reason": "Pemeriksaan reguler"}

    def test_one_office_holds_and_another_releases(self, archive, indra, ratna):
        document = archive.document()
        indra.post(at("hold_document", document.public_id), self.GIVEN)
        hold = Hold.objects.get()
        refused = indra.post(at("hold_release", hold.public_id), {"reason": "Selesai"})
        assert refused.status_code == 403
        assert "oleh kantor lain" in said(refused)
        ratna.post(at("hold_release", hold.public_id), {"reason": "Selesai"})
        assert "Selesai" in said(ratna.get(at("holds") + "?tampil=dilepas"))
        assert "Tidak ada arsip yang ditahan" in said(ratna.get(at("holds")))

    def test_a_whole_unit_is_held(self, archive, indra):
        indra.post(at("hold_place"), self.GIVEN | {"unit": archive.cast.dinkes.pk})
        assert "Semua naskah Dinas Kesehatan" in said(indra.get(at("holds")))

    def test_a_hold_on_nothing_is_refused(self, archive, indra):
        answer = indra.post(at("hold_place"), self.GIVEN)
        assert answer.status_code == 422
        assert "Belum jelas apa yang ditahan" in said(answer)

    def test_a_hold_on_a_closed_document_is_not_told(self, archive, indra, ratna):
        secret = archive.document(security="R")
        hold = a_hold(archive, document=secret)
        assert "Arsitektur" in said(ratna.get(at("holds")))
        assert "Arsitektur" not in said(indra.get(at("holds")))
        assert indra.get(at("hold_release", hold.public_id)).status_code == 404


class TestErasures:
    def ask(self, ratna, **changed):
        given = {"requester": "Budi", "received_on": "2026-01-02", "wish": "Hapus KTP saya"} | changed
        return ratna.post(at("erasure_record"), given)

    def test_from_the_request_to_the_decision(self, archive, ratna, indra):
        a_schedule(archive)
        due = archive.document(classification="000.1", dated_on=LEAP)
        kept = archive.document(content=samples.PDF + b"%2", classification="000.7", title="Peraturan tetap")
        address = self.ask(ratna).headers["Location"]
        request = ErasureRequest.objects.get()
        assert "Arsitektur" in said(ratna.get(address + "?q=arsitektur"))
        for document in (due, kept):
            ratna.post(at("erasure_name", request.public_id, document.public_id))
        assert "Arsip permanen" in said(ratna.get(address))
        assert "Belum diputuskan" in said(ratna.post(address, {}))
        item = request.items.get(document=due)
        refused = ratna.post(
            address, {f"putusan-{item.pk}": "tolak", f"dasar-{item.pk}": "bukan-data-pemohon"}
        )
        assert refused.status_code == 422
        assert 'value="tolak" checked' in said(refused)
        ratna.post(address, {f"putusan-{item.pk}": "kabul"})
        assert "1 dari 2 dikabulkan" in said(indra.get(at("erasures")))
        assert "menunggu pemusnahan yang sah" in said(ratna.get(at("document", due.public_id)))

    def test_the_auditor_reads_and_does_not_decide(self, archive, ratna, indra):
        address = self.ask(ratna).headers["Location"]
        assert "Simpan putusan" not in said(indra.get(address))
        assert indra.post(address, {}).status_code == 403
        request = ErasureRequest.objects.get()
        document = archive.document()
        named = at("erasure_name", request.public_id, document.public_id)
        assert (indra.post(named).status_code, indra.get(named).status_code) == (403, 405)

    def test_another_instansi_finds_no_request(self, archive, ratna, client_of):
        self.ask(ratna)
        charlie = client_of(archive.cast.charlie_account)
        assert charlie.get(at("erasure", ErasureRequest.objects.get().public_id)).status_code == 403

    def test_odd_input_is_refused_and_told(self, archive, ratna):
        assert self.ask(ratna, received_on="2999-01-01").status_code == 422
        address = self.ask(ratna).headers["Location"]
        assert ratna.get(address + "?q=%00").status_code == 200
        assert ratna.post(at("erasure_name", uuid.uuid4(), uuid.uuid4())).status_code == 404
