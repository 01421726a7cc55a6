"""Periksa bukti: what anybody may ask, and that nothing but the answer is told or kept."""

import io

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from pranata.ledger.anchoring import trust
from pranata.ledger.bundles.tests.memory_log import MemoryLog, sha
from pranata.ledger.bundles.writing import write_zip
from pranata.portal.web import check_evidence, received

pytestmark = pytest.mark.django_db
ADDRESS = "/cek-bukti/"


@pytest.fixture(autouse=True)
def no_attempts_yet():
    cache.clear()


@pytest.fixture
def log():
    log = MemoryLog()
    log.append("asesmen.tingkat_isi")
    return log


@pytest.fixture
def bundle(log):
    target = io.BytesIO()
    write_zip(log.bundle(), target)
    return target.getvalue()


def sent(client, content, name="paket.zip", **fields):
    return client.post(ADDRESS, {"berkas": SimpleUploadedFile(name, content), **fields})


class TestABundle:
    def test_it_is_only_self_consistent_without_keys_from_outside(self, client, bundle):
        text = sent(client, bundle).content.decode()
        assert "Utuh, kunci belum dipastikan" in text
        assert "SELF-CONSISTENT ONLY" in text
        assert "Paket itu sendiri" in text

    def test_it_is_proven_with_the_fingerprint_from_paper(self, client, bundle, log):
        text = sent(client, bundle, sidik=sha(log.policy).hex().upper()).content.decode()
        assert "is-ok" in text
        assert "Lembar kunci cetak Anda" in text
        assert "Sekretaris Daerah" in text
        assert "entri nomor <b" in text

    def test_it_is_proven_with_the_keys_of_this_site(self, client, bundle, log, tmp_path, monkeypatch):
        (tmp_path / trust.NAME).write_bytes(log.policy)
        monkeypatch.setenv("PRANATA_HOME", str(tmp_path))
        assert "Situs ini, bukan dari paket ini" in sent(client, bundle).content.decode()

    def test_a_changed_byte_is_named(self, client, bundle):
        broken = bundle.replace(b"Sekretaris Daerah", b"Sekretaris Daerbh", 1)
        text = sent(client, broken).content.decode()
        assert "Tidak terbukti" in text
        assert "Ikatan yang putus" in text

    def test_another_fingerprint_is_refused(self, client, bundle):
        assert "sidik kebijakan paket tidak sama" in sent(client, bundle, sidik="0" * 64).content.decode()

    def test_hostile_text_in_a_bundle_stays_text(self, client):
        log = MemoryLog()
        log.append(actor={"jabatan_nama": "<script>alert(1)</script>"})
        target = io.BytesIO()
        write_zip(log.bundle(), target)
        assert "<script>alert" not in sent(client, target.getvalue()).content.decode()

    def test_a_zip_that_names_too_many_files_is_not_opened(self, client, monkeypatch, bundle):
        monkeypatch.setattr(received, "BUNDLE_FILES", 3)
        assert "Berkas tidak dikenal" in sent(client, bundle).content.decode()


class TestAFile:
    def test_one_nobody_recorded_is_unknown(self, client):
        text = sent(client, b"%PDF-1.7 Rencana", "Rencana.pdf").content.decode()
        assert "Berkas tidak dikenal" in text
        assert sha(b"%PDF-1.7 Rencana").hex() in text

    def test_a_script_gets_the_result_alone(self, client):
        answer = client.get(f"{ADDRESS}sidik/{'0' * 64}/").content.decode()
        assert "Berkas tidak dikenal" in answer
        assert "<html" not in answer

    @pytest.mark.parametrize("wrong", ["0" * 63, "0" * 65, "G" * 64, "A" * 64])
    def test_what_is_no_fingerprint_is_not_found(self, client, wrong):
        assert client.get(f"{ADDRESS}sidik/{wrong}/").status_code == 404

    def test_none_is_asked_for(self, client):
        assert client.post(ADDRESS, {}).status_code == 422

    def test_one_that_is_too_large_is_refused(self, client, monkeypatch):
        monkeypatch.setattr(received, "FILE_LIMIT", 100_000)
        assert sent(client, bytes(300_000), "besar.iso").status_code == 413

    def test_a_large_one_is_hashed_and_never_written_to_disk(self, client, monkeypatch):
        monkeypatch.setattr("tempfile.NamedTemporaryFile", None)
        content = bytes(range(256)) * 20_000
        assert sha(content).hex() in sent(client, content, "besar.bin").content.decode()


class TestACode:
    def test_a_typed_code_leads_to_its_page(self, client):
        answer = client.get(ADDRESS, {"kode": " 7f3k9 2qdmx"})
        assert answer.headers["Location"] == f"{ADDRESS}7F3K9-2QDMX/"

    def test_letters_that_look_like_digits_are_read_as_digits(self, client):
        answer = client.get(ADDRESS, {"kode": "oi3k92qdml"})
        assert answer.headers["Location"] == f"{ADDRESS}013K9-2QDM1/"

    def test_an_unknown_code_says_so(self, client):
        answer = client.get(f"{ADDRESS}7F3K9-2QDMX/")
        assert answer.status_code == 404
        assert "tidak dikenal" in answer.content.decode()

    def test_what_is_no_code_is_told(self, client):
        assert "sepuluh huruf dan angka" in client.get(ADDRESS, {"kode": "7F3K"}).content.decode()
        assert client.get(f"{ADDRESS}bukan-kode/").status_code == 404


def test_questions_are_limited(client, monkeypatch):
    monkeypatch.setitem(check_evidence.LIMITS, "ask", 2)
    answers = [client.get(f"{ADDRESS}sidik/{'0' * 64}/").status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_the_verifier_can_be_taken_from_here(client):
    answer = client.get(f"{ADDRESS}verifikasi.py")
    assert answer.content.startswith(b"#!/usr/bin/env python3")
    assert "attachment" in answer["Content-Disposition"]


def test_the_page_is_found_from_every_public_page(client):
    assert f'href="{ADDRESS}"' in client.get("/").content.decode()
