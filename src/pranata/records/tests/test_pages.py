"""The pages under /arsip/: who sees what, what they do, and that they do not slow down with rows."""

import datetime as dt
import uuid
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.blobs import samples
from pranata.organisation.tests.cast import NOW, TODAY
from pranata.records.extraction.finding import index_text
from pranata.records.models import Document, Evidence, TextState, Upload, VersionText
from pranata.records.operations.withdraw_evidence import withdraw_evidence

HOSTILE = "<script>alert(1)</script>{{ 7*7 }}"
NOBODY = uuid.uuid4()


def at(name, *args):
    return reverse(f"records:{name}", args=args)


@pytest.fixture
def bob(archive, client_of):
    return client_of(archive.cast.bob_account)


@pytest.fixture
def dana(archive, client_of):
    return client_of(archive.cast.dana_account)


def fields(archive, **changed):
    return {
        "title": "Arsitektur SPBE ditetapkan",
        "effective_on": "2026-01-02",
        "expires_on": "",
        "unit": archive.cast.dinkes.pk,
        "kind": "keputusan",
        "security": "B",
    } | changed


def file(content=samples.PDF, name="sk.pdf"):
    return SimpleUploadedFile(name, content)


def status(client, address):
    answer = client.get(address)
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer.status_code


class TestWhoSeesWhat:
    def addresses(self, archive):
        version = archive.version()
        evidence = archive.evidence(version)
        document = version.document.public_id
        return [
            at("documents"), at("documents_export", "csv"), at("evidence_list"),
            at("evidence_export", "xlsx"),
            at("document", document), at("download", document, 1), at("show", document, 1),
            at("evidence", evidence.public_id),
        ]  # fmt: skip

    def test_every_role_of_the_instansi_reads(self, archive, dana):
        assert {status(dana, address) for address in self.addresses(archive)} == {200}

    def test_strangers_are_led_to_sign_in(self, archive, client):
        assert {client.get(address).status_code for address in self.addresses(archive)} == {302}

    def test_another_instansi_finds_nothing(self, archive, client_of):
        found = self.addresses(archive)
        charlie = client_of(archive.cast.charlie_account)
        assert [charlie.get(address).status_code for address in found[4:]] == [404] * 4
        assert b"Arsitektur" not in charlie.get(found[0]).content

    def test_a_document_closed_to_somebody_does_not_exist(self, archive, dana, client_of):
        secret = archive.version(security="R").document
        archive.evidence(secret.versions.get())
        olga = client_of(archive.cast.olga_account)
        for reader in (dana, olga):
            assert reader.get(at("document", secret.public_id)).status_code == 404
            assert reader.get(at("download", secret.public_id, 1)).status_code == 404
            assert b"Arsitektur" not in reader.get(at("documents")).content
            assert b"Arsitektur" not in reader.get(at("evidence_list")).content
        ratna = client_of(archive.ratna_account)
        assert ratna.get(at("document", secret.public_id)).status_code == 200

    @pytest.mark.parametrize("name", ["add", "describe", "new_version", "withdraw"])
    def test_who_only_reads_is_refused_the_forms(self, archive, dana, name):
        evidence = archive.evidence()
        document = Document.objects.get()
        args = {"add": [], "withdraw": [evidence.public_id]}.get(name, [document.public_id])
        assert dana.get(at(name, *args)).status_code == 403
        assert dana.post(at(name, *args), fields(archive)).status_code == 403

    def test_what_does_not_exist_is_not_found(self, archive, bob):
        document = archive.document()
        for address in (
            at("document", NOBODY), at("evidence", NOBODY), at("show", document.public_id, 2),
            at("documents_export", "exe"), at("evidence_export", "pdf"),
        ):  # fmt: skip
            assert bob.get(address).status_code == 404


class TestUploading:
    def test_without_scripts_files_come_with_the_form(self, archive, bob):
        answer = bob.post(at("add"), fields(archive, berkas=[file(), file(samples.PNG, "foto.png")]))
        evidence = Evidence.objects.get()
        assert answer.headers["Location"] == at("evidence", evidence.public_id)
        assert evidence.parts.count() == 2
        assert "Bukti tersimpan dan tercatat" in bob.get(answer.headers["Location"]).content.decode()

    def test_what_a_script_sent_before_is_taken(self, archive, bob):
        upload = archive.upload(now=utc_now())
        answer = bob.post(at("add"), fields(archive, unggahan=[str(upload.public_id)]))
        assert answer.status_code == 302

    def test_a_refused_form_keeps_the_files_that_came(self, archive, bob):
        upload = archive.upload(now=utc_now())
        answer = bob.post(at("add"), fields(archive, title="", unggahan=[str(upload.public_id)]))
        assert answer.status_code == 422
        assert str(upload.public_id) in answer.content.decode()

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({}, "belum berisi berkas"),
            ({"berkas": [file(b"MZ\x90", "x.exe")]}, "Jenis berkas x.exe tidak diterima"),
            ({"berkas": [file(samples.PNG, "x.pdf")]}, "sebenarnya berisi PNG"),
            ({"berkas": [file()], "expires_on": "2026-01-02"}, "harus sesudah"),
            ({"berkas": [file()], "classification": "abc"}, "tidak dikenal"),
            ({"unggahan": ["bukan-uuid"]}, "tidak ditemukan"),
            ({"unggahan": [str(NOBODY)]}, "tidak ditemukan"),
            ({"link": "javascript:alert(1)"}, "URL"),
        ],
    )
    def test_a_refusal_stands_on_the_page_and_nothing_is_kept(self, archive, bob, changed, told):
        answer = bob.post(at("add"), fields(archive, **changed))
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert (Document.objects.count(), Evidence.objects.count()) == (0, 0)

    def test_a_unit_out_of_reach_is_refused(self, archive, bob):
        answer = bob.post(at("add"), fields(archive, unit=archive.cast.inspektorat.pk, berkas=[file()]))
        assert answer.status_code == 422

    def test_a_new_version_and_a_stale_one(self, archive, bob):
        document = archive.document()
        given = {"revision": document.revision, "note": "Lampiran diperbaiki"}
        first = bob.post(
            at("new_version", document.public_id), {**given, "berkas": file(samples.PDF + b"%2")}
        )
        assert first.status_code == 302
        stale = bob.post(
            at("new_version", document.public_id), {**given, "berkas": file(samples.PDF + b"%3")}
        )
        assert stale.status_code == 422
        assert "baru saja diubah" in stale.content.decode()

    def test_a_version_is_one_file(self, archive, bob):
        document = archive.document()
        answer = bob.post(at("new_version", document.public_id), {"revision": 1})
        assert "tepat satu berkas" in answer.content.decode()


class TestBytes:
    def test_a_download_is_saved_and_never_opened_here(self, archive, bob):
        version = archive.version(name='a"; x="b.pdf'.replace('"', "'"))
        answer = bob.get(at("download", version.document.public_id, 1))
        assert b"".join(answer.streaming_content) == samples.PDF
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize(
        ("content", "name"), [(samples.PDF, "a.pdf"), (samples.PNG, "a.png")], ids=["pdf", "png"]
    )
    def test_a_preview_is_framed_by_us_only_and_loads_nothing(self, archive, bob, content, name):
        version = archive.version(content, name)
        answer = bob.get(at("show", version.document.public_id, 1))
        assert b"".join(answer.streaming_content) == content
        assert answer.headers["Content-Length"] == str(len(content))
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'self'" in policy
        assert "script-src" not in policy
        assert answer.headers["Cache-Control"] == "private, no-store"

    def test_a_kind_that_a_page_cannot_show_is_not_shown(self, archive, bob):
        version = archive.version(samples.DOCX, "a.docx")
        assert bob.get(at("show", version.document.public_id, 1)).status_code == 404
        assert (
            "tidak dapat ditampilkan" in bob.get(at("document", version.document.public_id)).content.decode()
        )

    def test_swapped_bytes_are_never_handed_out(self, archive, bob):
        version = archive.version()
        for path in (archive.home / "blobs").rglob(version.sha256):
            path.unlink()
            path.write_bytes(samples.PDF + b"palsu")
        answer = bob.get(at("download", version.document.public_id, 1))
        assert answer.status_code == 500
        assert "tidak sama lagi" in answer.content.decode()


class TestSearching:
    @pytest.fixture
    def found(self, archive, bob):
        archive.version(title="Keputusan tentang Arsitektur", number="188.45/112/2024")
        version = archive.version(samples.PDF + b"%t", title="Notula rapat")
        words = f"Para peserta menyepakati pertanggungjawaban layanan {HOSTILE} kepada warga."
        VersionText.objects.filter(version=version).update(content=words, state=TextState.FOUND)
        index_text(VersionText.objects.get(version=version))

        def search(words, **more):
            return bob.get(at("documents"), {"q": words, **more}).content.decode()

        return search

    @pytest.mark.parametrize(
        ("words", "title"),
        [
            ("arsitektur", "Keputusan tentang Arsitektur"),
            ("188.45/112/2024", "Keputusan tentang Arsitektur"),
            ("bertanggung jawab melayani", ""),
            ("kesepakatan warga", "Notula rapat"),
            ("peserta", "Notula rapat"),
            ('"layanan kepada"', ""),
        ],
    )
    def test_titles_numbers_and_text_are_found_by_their_stems(self, found, words, title):
        page = found(words)
        assert (title in page) if title else ("Tidak ada naskah yang cocok" in page)

    def test_a_line_of_the_text_is_shown_and_cannot_run(self, found):
        page = found("peserta")
        assert "<mark>peserta</mark>" in page
        assert "<script>alert" not in page

    @pytest.mark.parametrize("words", ["'", '"', "a\x00b", "!!&|<->", "()", "x" * 5000, "%", HOSTILE])
    def test_no_words_break_the_page(self, found, words):
        assert "naskah" in found(words)

    def test_filters_are_shown_and_can_be_taken_off(self, found):
        page = found("", jenis="keputusan", keamanan="B", unit="99999999999999999999", urut="x", halaman="-1")
        assert "hapus saringan" in page


class TestEvidencePages:
    def test_what_ends_soon_or_has_ended_is_said(self, archive, bob):
        soon = utc_now().date() + dt.timedelta(days=20)
        archive.evidence(title="Hampir habis", effective_on=dt.date(2024, 1, 1), expires_on=soon)
        archive.evidence(
            title="Sudah habis", effective_on=dt.date(2024, 1, 1), expires_on=dt.date(2025, 1, 1)
        )
        archive.evidence(title="Tanpa batas")
        assert "2 bukti sudah atau segera kedaluwarsa" in bob.get(at("documents")).content.decode()
        for standing, title in (
            ("segera", "Hampir habis"),
            ("kedaluwarsa", "Sudah habis"),
            ("berlaku", "Tanpa"),
        ):
            page = bob.get(at("evidence_list"), {"keadaan": standing}).content.decode()
            assert title in page
        ended = Evidence.objects.get(title="Sudah habis")
        assert "Tidak berlaku lagi sejak" in bob.get(at("evidence", ended.public_id)).content.decode()

    def test_withdrawing_says_why_on_the_page(self, archive, bob):
        evidence = archive.evidence()
        address = at("withdraw", evidence.public_id)
        assert bob.post(address, {"reason": ""}).status_code == 422
        assert bob.post(address, {"reason": "Dicabut"}).status_code == 302
        assert "Dicabut" in bob.get(at("evidence", evidence.public_id)).content.decode()
        assert bob.post(address, {"reason": "Lagi"}).status_code == 422

    def test_the_export_is_what_is_filtered(self, archive, bob):
        archive.evidence(title="=1+1")
        withdraw_evidence(
            evidence=archive.evidence(title="Ditarik"), reason="x", actor=archive.cast.bob, now=NOW
        )
        book = load_workbook(BytesIO(bob.get(at("evidence_export", "xlsx"), {"keadaan": "ditarik"}).content))
        assert [row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == ["Ditarik"]
        csv = b"".join(bob.get(at("evidence_export", "csv")).streaming_content).decode()
        assert "'=1+1" in csv

    def test_hostile_words_are_only_words(self, archive, bob):
        version = archive.version(title=HOSTILE, number=HOSTILE)
        evidence = archive.evidence(version, title=HOSTILE, note=HOSTILE)
        for address in (
            at("documents"), at("document", version.document.public_id), at("evidence_list"),
            at("evidence", evidence.public_id), at("withdraw", evidence.public_id),
        ):  # fmt: skip
            page = bob.get(address).content.decode()
            assert "<script>alert" not in page
            assert "&lt;script&gt;alert" in page


class TestDescribing:
    def test_a_correction_is_kept(self, archive, bob):
        document = archive.document()
        given = {"title": "Judul benar", "kind": "surat", "security": "T", "revision": 1}
        assert bob.post(at("describe", document.public_id), given).status_code == 302
        assert "Judul benar" in bob.get(at("document", document.public_id)).content.decode()

    def test_nothing_new_and_stale_ones_are_told(self, archive, bob):
        document = archive.document()
        given = {"title": document.title, "kind": document.kind, "security": "B", "revision": 1}
        for changed, told in (
            ({}, "Tidak ada keterangan yang berubah"),
            ({"revision": 7}, "baru saja diubah"),
        ):
            page = bob.post(at("describe", document.public_id), given | changed)
            assert page.status_code == 422
            assert told in page.content.decode()


@pytest.mark.parametrize("name", ["documents", "evidence_list"])
def test_queries_do_not_grow_with_rows(archive, bob, name, django_assert_max_num_queries):
    archive.evidence()
    bob.get(at(name), {"q": "arsitektur"})
    for number in range(8):
        archive.evidence(archive.version(samples.PDF + str(number).encode()), effective_on=TODAY)
    with django_assert_max_num_queries(15):
        bob.get(at(name), {"q": "arsitektur"})


def test_uploads_left_behind_are_of_nobody_else(archive):
    archive.upload()
    with tenant_scope(archive.cast.other_instansi.pk):
        assert Upload.objects.count() == 0
