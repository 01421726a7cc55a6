"""The yearly assessment from call to published result, as seven people do it on the real levels of 2023.

KemenPANRB calls; Diskominfo divides; an agency answers with evidence; the city's own assessor judges; the
Sekda hands on; an assessor of the ministry judges on documents, interview and visit; a second pair of eyes
looks; report, minutes and publication. It ends where the evaluation report of 2023 ended: 4309/2000.
"""

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader, PdfWriter
from tests.journeys.test_answering import answer
from tests.journeys.test_officials import enter_as, saved
from tests.journeys.whole_cycle_scene import City, fill_in, make_city, stage_days

from pranata.assessment.models import Assessment
from pranata.assessment.tasks import tend_campaigns
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.browser import View, assert_looks, follow, open_page, screenshot

pytestmark = pytest.mark.journey

MINISTRY = "Kementerian Pendayagunaan"
POSTS = {
    "organiser": ("Sekretaris Tim Evaluasi SPBE", MINISTRY),
    "coordinator": ("Kepala Dinas Komunikasi dan Informatika", "Kota Bandar Lampung"),
    "officer": ("Kepala Bidang Aplikasi Informatika", "Kota Bandar Lampung"),
    "inner": ("Auditor Ahli Muda", "Kota Bandar Lampung"),
    "sekda": ("Sekretaris Daerah", "Kota Bandar Lampung"),
    "outer": ("Asesor Eksternal SPBE 1", MINISTRY),
    "reviewer": ("Anggota Tim Reviu SPBE", MINISTRY),
}
NAME = "Evaluasi SPBE 2023"


class People:
    """Seven people, each at a browser of their own; each signs in when first needed."""

    def __init__(self, chromium: Browser, site: str) -> None:
        self.chromium, self.site = chromium, site
        self.pages: dict[str, Page] = {}

    def __getitem__(self, role: str) -> Page:
        if role not in self.pages:
            self.pages[role] = open_page(self.chromium, View())
            self.pages[role].set_default_timeout(30_000)
            enter_as(self.pages[role], self.site, *POSTS[role])
        return self.pages[role]

    def desk(self, role: str, task: str) -> Page:
        """Return the page a task of the role's desk leads to."""
        page = self[role]
        page.goto(f"{self.site}/meja/")
        follow(page, page.get_by_role("link", name=task).first)
        return page


@pytest.fixture
def people(chromium: Browser, served: str, settings) -> Iterator[People]:
    settings.DEMONSTRATION = True
    found = People(chromium, served)
    yield found
    for page in found.pages.values():
        page.context.close()


def test_seven_people_bring_the_levels_of_2023_to_the_published_report(people: People, monkeypatch):
    city = make_city(monkeypatch)
    call(people["organiser"], people.site)
    assessment = begun(city)
    divide(people, assessment)
    answer_with_evidence(people, assessment)
    hand_to_the_inside(people, assessment)
    judge_inside(people)
    hand_on(people)
    give_outer_tasks(people)
    judge_outside(people, assessment)
    review(people)
    conclude_and_sign(people, assessment)
    publish(people, city, assessment)


def call(page: Page, site: str) -> None:
    """The ministry plans the call with the stages of the instrument, and opens it."""
    page.goto(f"{site}/penilaian/panggilan/baru/")
    page.get_by_label("Nama panggilan").fill(NAME)
    page.get_by_label("Instrumen", exact=True).select_option("spbe-2020")
    page.get_by_label("Tahun yang dinilai").fill("2023")
    for stage, (first, last) in stage_days(utc_now().date()).items():
        group = page.get_by_role("group", name=stage)
        group.get_by_label("Mulai").fill(first.isoformat())
        group.get_by_label("Sampai").fill(last.isoformat())
    page.get_by_label("Nama instansi").fill("Kota Bandar Lampung")
    follow(page, page.get_by_role("button", name="Periksa dahulu"))
    follow(page, page.get_by_role("button", name="Susun panggilan"))
    follow(page, page.get_by_role("link", name="Buka panggilan"))
    follow(page, page.get_by_role("button", name="Buka panggilan"))


def begun(city: City) -> Assessment:
    """The worker reaches the city; what the agencies sent by Excel stands."""
    tend_campaigns(now=utc_now())
    with tenant_scope(city.instansi.pk):
        assessment = Assessment.objects.get(year=2023)
    fill_in(city, assessment)
    return assessment


def divide(people: People, assessment: Assessment) -> None:
    """Diskominfo finds the call behind the bell and gives the last open indicator to its post."""
    page = people["coordinator"]
    page.goto(f"{people.site}/meja/pemberitahuan/")
    follow(page, page.get_by_role("button", name="memanggil instansi Anda").first)
    follow(page, page.get_by_role("link", name="Pembagian indikator"))
    page.get_by_label("17.").check()
    page.get_by_label("Yang dicentang untuk jabatan").select_option(
        label="Kepala Bidang Aplikasi Informatika"
    )
    follow(page, page.get_by_role("button", name="Jadikan penanggung jawab"))


def answer_with_evidence(people: People, assessment: Assessment) -> None:
    """The officer answers the checklist of its indicator and puts evidence to it."""
    page = people.desk("officer", "Lengkapi penilaian 2023")
    follow(page, page.get_by_role("link", name="Isi indikator 17"))
    for key in ("2.1", "3.1"):
        answer(page, key, "Terpenuhi")
        saved(page)
    page.locator('[data-req="3.1"]').get_by_role("button", name="Tambah bukti").click()
    sheet = page.locator("[data-evidence-sheet]")
    sheet.locator("#berkas").set_input_files(
        {"name": "SK.pdf", "mimeType": "application/pdf", "buffer": one_page()}
    )
    sheet.get_by_label("Nama bukti").last.fill("Keputusan jaringan intra")
    expect(sheet).to_contain_text("Terkirim utuh", timeout=20_000)
    sheet.get_by_role("button", name="Simpan dan pasang").click()
    expect(page.locator('[data-req="3.1"]')).to_contain_text("Keputusan jaringan intra")


def one_page() -> bytes:
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(file)
    return file.getvalue()


def hand_to_the_inside(people: People, assessment: Assessment) -> None:
    """The coordinator closes the answers and gives them to the city's own assessor."""
    page = people.desk("coordinator", "Tutup penilaian 2023")
    follow(page, page.get_by_role("button", name="Tutup penilaian"))
    follow(page, page.get_by_role("link", name="Asesor dan tahap").first)
    follow(page, page.get_by_role("button", name="Beri tugas"))


def declare(people: People, role: str) -> Page:
    """Declare that nothing stands against it, from the desk."""
    page = people.desk(role, "Nyatakan benturan kepentingan")
    page.get_by_label("Tidak ada benturan kepentingan").check()
    follow(page, page.get_by_role("button", name="Catat pernyataan"))
    return page


def judge_inside(people: People) -> None:
    page = declare(people, "inner")
    judge_one(page, "11", 1, "Domain arsitektur belum ditetapkan.")


def judge_one(page: Page, number: str, level: int, why: str) -> None:
    """Judge one indicator from the page of a task."""
    follow(page, page.locator("th a").filter(has_text=f"{number}. ").first)
    page.locator(f'input[name="tingkat"][value="{level}"]').check(force=True)
    page.get_by_label("Justifikasi").fill(why)
    follow(page, page.get_by_role("button", name="Simpan dan"))


def hand_on(people: People) -> None:
    """The Sekda signs what the city's own assessor judged, and hands it on."""
    page = people.desk("sekda", "Tandatangani dan ajukan penilaian 2023")
    follow(page, page.get_by_role("button", name="Tandatangani dan ajukan"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("penilaian dokumen")


def give_outer_tasks(people: People) -> None:
    """The ministry hears that the city handed on, and gives the lead and the second pair of eyes."""
    page = people["organiser"]
    page.goto(f"{people.site}/penilaian/panggilan/")
    follow(page, page.get_by_role("link", name=NAME))
    follow(page, page.get_by_role("link", name="Kota Bandar Lampung", exact=True))
    for post, part in (
        ("Asesor Eksternal SPBE 1", "Ketua tim asesor"),
        ("Anggota Tim Reviu SPBE", "Peninjau"),
    ):
        choice = page.get_by_label("Jabatan", exact=True)
        choice.select_option(choice.locator("option", has_text=post).get_attribute("value"))
        page.get_by_label("Bagian", exact=True).select_option(label=part)
        follow(page, page.get_by_role("button", name="Beri tugas"))


def judge_outside(people: People, assessment: Assessment) -> None:
    """On documents, in the interview and at the visit; asked and answered on the way."""
    lead = declare(people, "outer")
    ask(people, lead)
    stages = (
        ("14", 2, "Anggaran belum terpadu."),
        ("20", 3, "Belum dievaluasi."),
        ("41", 3, "Belum kolaboratif."),
    )
    for number, level, why in stages:
        page = people.desk("outer", "Nilai Kota Bandar Lampung 2023")
        judge_one(page, number, level, why)
        close_stage(people, assessment)
    expect(people["organiser"].get_by_role("heading", level=1)).to_contain_text("reviu")


def close_stage(people: People, assessment: Assessment) -> None:
    page = people["organiser"]
    page.goto(f"{people.site}/penilaian/{assessment.pk}/asesor/")
    follow(page, page.get_by_role("button", name="Tutup tahap ini"))


def ask(people: People, lead: Page) -> None:
    """The assessor asks about the evidence; the officer finds the question behind the bell and answers."""
    follow(lead, lead.locator("th a").filter(has_text="17. ").first)
    expect(lead.locator("#p2")).to_contain_text("Keputusan jaringan intra")
    lead.get_by_label("Pesan").fill("Mohon sebutkan tanggal penetapannya.")
    follow(lead, lead.get_by_role("button", name="Minta klarifikasi"))
    officer = people["officer"]
    officer.goto(f"{people.site}/meja/pemberitahuan/")
    follow(officer, officer.get_by_role("button", name="meminta klarifikasi indikator 17").first)
    officer.get_by_label("Pesan").fill("Ditetapkan 4 Januari 2023.")
    follow(officer, officer.get_by_role("button", name="Tanggapi"))


def review(people: People) -> None:
    """The second pair of eyes looks at every value the outer stages changed; then the ministry closes."""
    declare(people, "reviewer")
    for number in ("14", "20", "41"):
        page = people.desk("reviewer", "Tinjau")
        follow(page, page.locator("th a").filter(has_text=f"{number}. ").first)
        follow(page, page.get_by_role("button", name="Valid", exact=True))


def conclude_and_sign(people: People, assessment: Assessment) -> None:
    """The lead writes, reads the report, and signs once the last stage is closed; then the Sekda."""
    page = people["outer"]
    page.goto(f"{people.site}/penilaian/tugas/")
    follow(page, page.get_by_role("link", name="Kota Bandar Lampung 2023"))
    follow(page, page.get_by_role("link", name="Kekuatan, kelemahan, dan rekomendasi"))
    follow(page, page.get_by_role("link", name="Tulis Layanan Administrasi Pemerintahan"))
    follow(page, page.get_by_role("link", name="Isi yang kosong dengan usulan"))
    follow(page, page.get_by_role("button", name="Simpan kesimpulan"))
    close_stage(people, assessment)
    page = people.desk("outer", "Tanda tangani berita acara Reviu")
    sign(page)
    sekda = people.desk("sekda", "Tanda tangani berita acara Reviu")
    sign(sekda)
    expect(sekda.get_by_role("heading", level=1)).to_have_text("Berita acara lengkap")
    follow(page, page.get_by_role("link", name="Hasil 2023"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Hasil 2023: indeks 2,15, Cukup")
    screenshot(page, "menilai-hasil-1440-terang")
    assert_looks(page)


def sign(page: Page) -> None:
    page.get_by_label("Saya sudah membaca berita acara ini").check()
    follow(page, page.get_by_role("button", name="Tanda tangani"))


def publish(people: People, city: City, assessment: Assessment) -> None:
    """The coordinator publishes; report and public page say what the ministry's report of 2023 said."""
    report = people["outer"].request.get(report_address(people["outer"]))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(report.body())).pages)
    for value in (*city.published.domains.values(), *city.published.aspects.values(), city.published.index):
        assert str(value).replace(".", ",") in text
    page = people.desk("coordinator", "Simpan berita acara Reviu 2023")
    follow(page, page.get_by_role("button", name="Simpan ke arsip"))
    expect(page.locator(".pr-main")).to_contain_text("tersimpan di arsip")
    page = people.desk("coordinator", "Umumkan hasil 2023")
    follow(page, page.get_by_role("button", name="Umumkan hasil"))
    page.goto(f"{people.site}/instansi/{city.instansi.slug}/?tahun=2023")
    expect(page.locator("main")).to_contain_text("2,15")
    file = people["outer"].request.get(f"{people.site}/penilaian/{assessment.pk}/hasil.json{suffix(people)}")
    document = file.json()
    assert document["claimed"]["index_exact"] == city.published.exact == "4309/2000"
    assert document["levels"] == {number: str(level) for number, level in city.published.levels.items()}


def report_address(page: Page) -> str:
    link = page.get_by_role("link", name="Laporan hasil evaluasi (PDF)")
    return page.url.split("/penilaian/")[0] + str(link.get_attribute("href"))


def suffix(people: People) -> str:
    return "?" + people["outer"].url.split("?")[1]
