"""What must be shown: evidence goes out of the archive as a bundle that a stranger's computer proves."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Page, expect
from tests.journeys.test_records import choose, enter_as, large, open_first, save

from pranata.foundation.testing.browser import assert_looks, every_view, follow, screenshot
from pranata.ledger.tests.logs import Log
from pranata.ledger.tests.witnesses import cosign, policy_of
from pranata.records.web.views.proof import PAUSES

pytestmark = pytest.mark.journey
SEKDA = "Sekretaris Daerah"


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


def upload(page: Page, site: str, content: bytes) -> None:
    page.goto(f"{site}/arsip/unggah/")
    choose(page, content)
    expect(page.locator("[data-upload-list]")).to_contain_text("Terkirim utuh", timeout=30_000)
    page.get_by_label("Nama bukti").fill("Peta rencana SPBE ditetapkan")
    save(page)


def printed_fingerprint(page: Page, site: str) -> str:
    """Return the fingerprint as somebody types it from the sheet, gaps and all."""
    page.goto(f"{site}/cek-bukti/lembar-kunci/")
    return page.locator("[data-fingerprint]").inner_text()


def checked(folder: Path, fingerprint: str) -> tuple[int, dict[str, object]]:
    """Run the verifier of the bundle with nothing but Python: no packages, no environment, no Pranata."""
    command = [sys.executable, "-I", "-S", "verifikasi.py", "--sidik", fingerprint, "--json"]
    done = subprocess.run(command, cwd=folder, env={}, capture_output=True, check=False)
    return done.returncode, json.loads(done.stdout)


def test_the_sekda_downloads_proof_that_a_stranger_checks(
    page: Page, demonstration_site: str, log: Log, tmp_path: Path
):
    content = large(20_000)
    enter_as(page, demonstration_site, SEKDA)
    upload(page, demonstration_site, content)
    expect(page.get_by_role("region", name="Keadaan bukti")).to_contain_text("Tercatat")
    follow(page, page.get_by_role("button", name="Unduh bukti"))
    expect(page.locator("h1")).to_have_text("Bukti sedang dikunci")
    log.drain()
    # The page asks again by itself.
    expect(page.locator("h1")).to_have_text("Bukti menunggu saksi", timeout=15_000)
    cosign(log)
    expect(page.locator("h1")).to_have_text("Paket bukti siap diunduh", timeout=30_000)
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Unduh paket (zip)").click()
    with zipfile.ZipFile(downloaded.value.path()) as bundle:
        bundle.extractall(tmp_path / "paket")
    (folder,) = (tmp_path / "paket").iterdir()
    fingerprint = printed_fingerprint(page, demonstration_site)

    status, report = checked(folder, fingerprint)
    assert (status, report["verdict"]) == (0, "PROVEN"), report

    kept = next(path for path in (folder / "data/naskah").iterdir() if path.read_bytes() == content)
    kept.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    status, report = checked(folder, fingerprint)
    assert (status, report["verdict"]) == (2, "NOT PROVEN")
    assert kept.name in str(report["reason"])


def test_the_code_on_the_page_leads_to_where_the_entry_stands(page: Page, demonstration_site: str, log: Log):
    enter_as(page, demonstration_site, SEKDA)
    open_first(page, demonstration_site)
    expect(page.get_by_role("region", name="Keadaan bukti")).to_contain_text("Disaksikan")
    code = page.get_by_role("region", name="Keadaan bukti").locator("a.num")
    expect(page.get_by_role("img", name="Kode QR ke halaman pemeriksaan")).to_be_visible()
    text = code.inner_text()
    follow(page, code)
    expect(page.locator("h2").first).to_have_text(re.compile(text))


@every_view
def test_the_new_pages_are_accessible_and_fit(page: Page, demonstration_site: str, log: Log, request):
    view = request.node.callspec.id
    enter_as(page, demonstration_site, SEKDA)
    open_first(page, demonstration_site)
    follow(page, page.get_by_role("button", name="Unduh bukti"))
    waiting = page.url.split("?")[0]
    page.goto(f"{waiting}?ke={len(PAUSES)}")  # where it no longer asks again while it is looked at
    screenshot(page, f"arsip-paket-menunggu-{view}")
    assert_looks(page)
    log.drain()
    cosign(log)
    page.goto(waiting)
    expect(page.locator("h1")).to_have_text("Paket bukti siap diunduh", timeout=30_000)
    screenshot(page, f"arsip-paket-{view}")
    assert_looks(page)
    page.goto(f"{demonstration_site}/cek-bukti/lembar-kunci/")
    screenshot(page, f"lembar-kunci-{view}")
    assert_looks(page)


def test_the_key_sheet_is_one_page_of_paper(page: Page, demonstration_site: str, log: Log):
    page.goto(f"{demonstration_site}/cek-bukti/lembar-kunci/")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
