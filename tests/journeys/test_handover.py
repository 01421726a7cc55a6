"""Leaving office in a real browser: the note, the signatures, and the proof that is taken along."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Page, expect
from tests.journeys.test_officials import enter_as

from pranata.foundation.testing.browser import assert_looks, every_view, follow, screenshot
from pranata.ledger.tests.logs import Log
from pranata.ledger.tests.witnesses import cosign, policy_of

pytestmark = pytest.mark.journey
PLT, SEKDA, KEEPER = "Kepala Bidang Perencanaan Pemerintahan", "Sekretaris Daerah", "Pengelola Organisasi"


@pytest.fixture
def log(demonstration_site: str, settings, tmp_path: Path) -> Iterator[Log]:
    """The log of the site, signed once: from then on there are keys, and two witnesses are asked for."""
    settings.UPLOADS = tmp_path / "uploads"
    found = Log(str(connection.settings_dict["NAME"]), tmp_path)
    found.drain()
    (tmp_path / "kebijakan.txt").write_bytes(policy_of(found))
    cosign(found)
    # Undone before the site's database is left, which asks for the home of the whole run.
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PRANATA_HOME", str(tmp_path))
        yield found
    found.close()


def enter_retired(page: Page, site: str) -> None:
    """Sign in as somebody who holds no position any more."""
    page.goto(f"{site}/peragaan/")
    persona = page.locator("li").filter(has_text="Dahulu Kepala Bagian Organisasi")
    persona.get_by_role("button", name="Masuk").click()
    expect(page.locator("h1")).to_have_text("Bukti pribadi")


def ready(page: Page, log: Log) -> None:
    log.drain()
    cosign(log)
    expect(page.locator("h1")).to_have_text("Paket bukti Anda siap diunduh", timeout=30_000)


@every_view
def test_the_pages_are_accessible_and_fit(page: Page, demonstration_site: str, log: Log, request):
    view = request.node.callspec.id
    enter_as(page, demonstration_site, PLT)
    follow(page, page.get_by_role("link", name="Tanda tangani serah terima").first)
    screenshot(page, f"serah-terima-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("link", name="Serah terima jabatan"))
    screenshot(page, f"serah-terima-daftar-{view}")
    assert_looks(page)
    enter_as(page, demonstration_site, KEEPER)
    page.goto(f"{demonstration_site}/meja/serah-terima/")
    follow(page, page.get_by_role("link", name="Buka Kepala Bagian Organisasi"))
    follow(page, page.get_by_role("link", name="Lampirkan SK"))
    screenshot(page, f"serah-terima-mulai-{view}")
    assert_looks(page)
    enter_retired(page, demonstration_site)
    screenshot(page, f"bukti-pribadi-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("button", name="Buat paket bukti"))
    ready(page, log)
    screenshot(page, f"bukti-pribadi-paket-{view}")
    assert_looks(page)
    page.goto(f"{demonstration_site}/meja/bukti/pribadi/")
    follow(page, page.get_by_role("link", name="Buka serah terima"))
    screenshot(page, f"serah-terima-saya-{view}")
    assert_looks(page)


def test_a_plt_writes_his_note_signs_and_the_sekda_receives(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, PLT)
    follow(page, page.get_by_role("link", name="Tanda tangani serah terima").first)
    page.get_by_label("Pesan untuk penerus Anda").fill("Rapat forum dipindah ke hari Kamis.")
    expect(page.locator("[data-save]")).to_contain_text("Tersimpan otomatis")
    # What was typed a moment ago is on the page, so it counts as read.
    page.get_by_role("checkbox").check()
    follow(page, page.get_by_role("button", name="Tanda tangani"))
    expect(page.get_by_text("Menunggu tanda tangan penerima")).to_be_visible()
    enter_as(page, demonstration_site, SEKDA)
    follow(page, page.get_by_role("link", name=f"Tanda tangani serah terima {PLT}").first)
    expect(page.get_by_text("Rapat forum dipindah ke hari Kamis.")).to_be_visible()
    expect(page.get_by_text("sebagai atasan jabatan")).to_be_visible()
    page.get_by_role("checkbox").check()
    follow(page, page.get_by_role("button", name="Tanda tangani"))
    expect(page.get_by_text("Serah terima tuntas pada")).to_be_visible()


def test_somebody_who_retired_takes_proof_that_a_stranger_checks(
    page: Page, demonstration_site: str, log: Log, tmp_path: Path
):
    enter_retired(page, demonstration_site)
    follow(page, page.get_by_role("button", name="Buat paket bukti"))
    expect(page.locator("h1")).to_have_text("Bukti sedang dikunci")
    ready(page, log)
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Unduh paket (zip)").click()
    with zipfile.ZipFile(downloaded.value.path()) as bundle:
        bundle.extractall(tmp_path / "paket")
    (folder,) = (tmp_path / "paket").iterdir()
    keys = tmp_path / "kunci.txt"
    keys.write_bytes(policy_of(log))
    command = [sys.executable, "-I", "-S", "verifikasi.py", "--kunci", str(keys)]
    done = subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, check=False)
    assert (done.returncode, "TERBUKTI" in done.stdout) == (0, True), done.stdout
