"""Periksa bukti in a real browser: a file never leaves it, a bundle is sent when its owner says so."""

import hashlib

import pytest
from django.db import connection, transaction
from playwright.sync_api import Page, expect

from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.browser import (
    assert_accessible,
    assert_fits,
    every_view,
    page_weight,
    screenshot,
)
from pranata.foundation.testing.database import connect_as
from pranata.ledger.bundles.tests.memory_log import MemoryLog, Signer, sha
from pranata.ledger.bundles.writing import write_zip
from pranata.ledger.operations.append_entry import append_entry
from pranata.ledger.queries.standing import code_of
from pranata.ledger.tests.acts import make_act

pytestmark = pytest.mark.journey
ADDRESS = "/cek-bukti/"
OFFICES = ("Dinas-Kominfo-Provinsi-Lampung", "Inspektorat-Kota-Bandar-Lampung")


@pytest.fixture(scope="module")
def log():
    log = MemoryLog(origin="bandarlampung.example/log/1", called=OFFICES)
    document = b"Rencana SPBE 2026\n"
    uploaded = log.append(
        "asesmen.buat",
        documents=[sha(document).hex()],
        actor={
            "jabatan": "1",
            "jabatan_nama": "Sekretaris Daerah",
            "unit_nama": "Pemerintah Kota Bandar Lampung",
        },
    )
    log.append("jawaban.simpan", prev=[uploaded])
    return log, log.bundle(documents=[document])


@pytest.fixture
def bundle(log, tmp_path):
    path = tmp_path / "bukti-sekda.zip"
    with path.open("wb") as target:
        write_zip(log[1], target)
    return path


def send(page: Page, address: str, path, fingerprint=""):
    page.goto(address + ADDRESS)
    if fingerprint:
        page.locator("summary", has_text="lembar kunci").click()
        page.get_by_label("Sidik kunci").fill(fingerprint)
    page.set_input_files("#berkas", path)
    page.get_by_role("button", name="Kirim dan periksa").click()


@every_view
def test_every_answer_is_accessible_and_fits(page: Page, served: str, log, bundle, tmp_path, request):
    view = request.node.callspec.id
    page.goto(served + ADDRESS)
    assert_fits(page)
    assert_accessible(page)
    screenshot(page, f"cek-bukti-{view}")
    send(page, served, bundle, sha(log[0].policy).hex())
    expect(page.locator("#hasil")).to_contain_text("Terbukti")
    assert_fits(page)
    screenshot(page, f"cek-bukti-terbukti-{view}")
    assert_accessible(page)
    send(page, served, bundle)
    expect(page.locator("#hasil")).to_contain_text("Utuh, kunci belum dipastikan")
    assert_fits(page)
    assert_accessible(page)
    broken = tmp_path / "rusak.zip"
    broken.write_bytes(bundle.read_bytes().replace(b"Sekretaris Daerah", b"Sekretaris Daerbh", 1))
    send(page, served, broken)
    expect(page.locator("#hasil")).to_contain_text("Tidak terbukti")
    assert_fits(page)
    screenshot(page, f"cek-bukti-tidak-terbukti-{view}")
    assert_accessible(page)


@every_view
def test_a_printed_code_shows_how_far_its_entry_is_proven(
    page: Page, served: str, request, tmp_path, monkeypatch
):
    offices = [Signer(name, 4) for name in OFFICES]
    policy = "".join(f"witness {signer.name} {signer.vkey}\n" for signer in offices)
    (tmp_path / "kebijakan.txt").write_text(f"{policy}group saksi all {' '.join(OFFICES)}\nquorum saksi\n")
    monkeypatch.setenv("PRANATA_WITNESS_POLICY", str(tmp_path / "kebijakan.txt"))
    with tenant_scope(1), transaction.atomic():
        entry = append_entry(make_act())
    with connect_as("administrator", str(connection.settings_dict["NAME"])) as server:
        server.execute(
            "INSERT INTO ledger.leaf (seq, log, event_id, leaf_hash) VALUES (0, 1, %s, %s)",
            [entry.event_id, entry.leaf_hash],
        )
        server.execute(
            "INSERT INTO ledger.checkpoint (log, size, root, note, signed_at) VALUES (1, 1, %s, '', now())",
            [bytes(32)],
        )
        for witness in OFFICES:
            server.execute(
                "INSERT INTO ledger.cosignature (log, size, witness, line, received_at)"
                " VALUES (1, 1, %s, '', now())",
                [witness],
            )
    page.goto(f"{served}{ADDRESS}{code_of(entry.leaf_hash)}/")
    expect(page.locator(".pr-badge.k-hijau").first).to_be_visible()
    assert_fits(page)
    screenshot(page, f"cek-bukti-kode-{request.node.callspec.id}")
    assert_accessible(page)


def test_the_page_is_light_and_asks_nobody_else(page: Page, served: str):
    page_weight(page, served + ADDRESS)


@pytest.mark.parametrize("size", [0, 1000, 40_000_000])
def test_a_file_is_hashed_here_and_only_its_hash_is_sent(page: Page, served: str, tmp_path, size):
    content = (bytes(range(251)) * (size // 251 + 1))[:size]
    path = tmp_path / "Rencana.pdf"
    path.write_bytes(content)
    page.goto(served + ADDRESS)
    asked: list[tuple[str, str | None]] = []
    page.on("request", lambda r: None if "/static/" in r.url else asked.append((r.url, r.post_data)))
    page.set_input_files("#berkas", path)
    expect(page.get_by_text("Berkas tidak dikenal")).to_be_visible()
    digest = hashlib.sha256(content).hexdigest()
    expect(page.locator("[data-result]")).to_contain_text(digest)
    assert asked == [(f"{served}{ADDRESS}sidik/{digest}/", None)]


def test_a_browser_without_its_own_sha256_hashes_the_same(page: Page, served: str, tmp_path):
    page.add_init_script("Object.defineProperty(window, 'crypto', {value: undefined})")
    page.goto(served + ADDRESS)
    for size in (0, 3, 55, 56, 63, 64, 119, 120, 5_000_001):
        path = tmp_path / f"{size}.bin"
        path.write_bytes(b"x" * size)
        page.set_input_files("#berkas", path)
        expect(page.locator("[data-result]")).to_contain_text(hashlib.sha256(path.read_bytes()).hexdigest())


def test_an_office_file_that_is_a_zip_stays_here(page: Page, served: str, tmp_path):
    path = tmp_path / "Lampiran.xlsx"
    path.write_bytes(b"PK\x03\x04 xl/workbook.xml")
    page.goto(served + ADDRESS)
    page.set_input_files("#berkas", path)
    expect(page.get_by_text("Berkas tidak dikenal")).to_be_visible()


def test_it_works_without_scripts(plain: Page, served: str, log, bundle):
    plain.goto(served + ADDRESS)
    plain.set_input_files("#berkas", bundle)
    plain.locator("summary", has_text="lembar kunci").click()
    plain.get_by_label("Sidik kunci").fill(sha(log[0].policy).hex())
    plain.get_by_role("button", name="Periksa", exact=True).click()
    expect(plain.locator("#hasil")).to_contain_text("Terbukti")
    plain.get_by_label("Atau masukkan kode").fill("7f3k92qdmx")
    plain.get_by_role("button", name="Cari kode").click()
    expect(plain.get_by_role("heading", name="Kode 7F3K9-2QDMX tidak dikenal")).to_be_visible()
