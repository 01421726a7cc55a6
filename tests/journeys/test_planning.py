"""From the gap to an accepted plan: coordinator, officer and Bappeda on the pages."""

import json
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect
from tests.journeys.test_officials import COORDINATOR, OFFICER, enter_as

from pranata.config.demonstration.plan import HIGHER
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.browser import assert_looks, every_view, follow, screenshot
from pranata.organisation.models import Instansi
from pranata.planning.models import Plan, PlanRun
from pranata.planning.operations.keep_answer import keep_answer
from pranata.planning.tests.scenes import answer_with

pytestmark = pytest.mark.journey

BAPPEDA = "Kepala Bidang Perencanaan Pemerintahan"


def answer_latest(*places: str) -> Plan:
    """Answer the plan that was asked last, as the solver would; the solver itself has tests of its own."""
    with tenant_scope(Instansi.objects.get(slug="kota-bandar-lampung").pk):
        plan = Plan.objects.latest("pk")
        keep_answer(plan=plan, answer=answer_with(plan, *places), now=utc_now())
        PlanRun.objects.filter(plan=plan).update(ended_at=utc_now(), started_at=utc_now(), part="ended")
    return plan


def answer_latest_as_proven(file: Path) -> Plan:
    """Answer the plan that was asked last with what the solver said to this question beforehand."""
    found = json.loads(file.read_text(encoding="utf-8"))
    with tenant_scope(Instansi.objects.get(slug="kota-bandar-lampung").pk):
        plan = Plan.objects.latest("pk")
        keep_answer(plan=plan, answer=found["answer"], now=utc_now())
        Plan.objects.filter(pk=plan.pk).update(frontier=found["frontier"], worth=found["worth"])
        PlanRun.objects.filter(plan=plan).update(ended_at=utc_now(), started_at=utc_now(), part="ended")
    return plan


@every_view
def test_the_pages_of_plans_are_accessible_and_fit(page: Page, demonstration_site: str, request):
    view = request.node.callspec.id
    enter_as(page, demonstration_site, COORDINATOR)
    page.goto(f"{demonstration_site}/rencana/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dari 2,15 ke atas: 47 indikator dapat naik")
    screenshot(page, f"rencana-kesenjangan-{view}")
    assert_looks(page)
    follow(
        page,
        page.get_by_role("navigation", name="Bagian rencana").get_by_role("link", name="Rencana", exact=True),
    )
    screenshot(page, f"rencana-daftar-{view}")
    follow(page, page.get_by_role("link", name="R-2027-01"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Dari 2,15 ke 2,60 dengan biaya terendah")
    expect(page.get_by_text("Terbukti optimal", exact=True)).to_be_visible()
    assert_looks(page)
    follow(page, page.get_by_role("button", name="Bandingkan"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("R-2027-02 lebih mahal")
    screenshot(page, f"rencana-banding-{view}")
    assert_looks(page)
    page.goto(f"{demonstration_site}/rencana/perkiraan/?aspek=2")
    screenshot(page, f"rencana-perkiraan-{view}")
    assert_looks(page)
    follow(page, page.locator("#ts").get_by_role("link", name="12. Peta Rencana SPBE").first)
    screenshot(page, f"rencana-langkah-{view}")
    assert_looks(page)


@every_view
def test_a_plan_to_three_and_a_half_is_asked_shown_and_printed_on_one_page(
    page: Page, demonstration_site: str, request
):
    view = request.node.callspec.id
    enter_as(page, demonstration_site, OFFICER)
    page.goto(f"{demonstration_site}/rencana/susun/?target=3,50")
    page.get_by_label("Bulan mulai").fill("2027-01")
    page.get_by_label("Selesai paling lambat").fill("2028-12-31")
    screenshot(page, f"rencana-susun-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("button", name="Hitung rencana"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Mencari langkah termurah dari 2,15 ke 3,50")
    plan = answer_latest_as_proven(HIGHER)
    page.goto(f"{demonstration_site}/rencana/{plan.pk}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dari 2,15 ke 3,50 dengan biaya terendah")
    expect(page.get_by_text("baru berarti pada tambahan")).to_be_visible()
    screenshot(page, f"rencana-{view}")
    assert_looks(page)
    assert len(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))) == 1
    answer = page.request.get(f"{demonstration_site}/rencana/{plan.pk}/lembar.pdf")
    assert len(pypdfium2.PdfDocument(answer.body())) == 1


def test_an_officer_proposes_and_the_sekda_accepts(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, OFFICER)
    page.goto(f"{demonstration_site}/rencana/susun/?target=2,20")
    follow(page, page.get_by_role("button", name="Hitung rencana"))
    plan = answer_latest("12:2", "13:2")
    page.goto(f"{demonstration_site}/rencana/{plan.pk}/")
    follow(page, page.get_by_role("button", name="Ajukan ke Sekda"))
    expect(page.get_by_role("button", name="Tetapkan rencana ini")).to_have_count(0)
    page.context.clear_cookies()
    enter_as(page, demonstration_site, BAPPEDA)
    page.goto(f"{demonstration_site}/rencana/{plan.pk}/")
    expect(page.get_by_role("button", name="Tetapkan rencana ini")).to_have_count(0)
    page.context.clear_cookies()
    enter_as(page, demonstration_site, COORDINATOR)
    page.goto(f"{demonstration_site}/rencana/{plan.pk}/")
    follow(page, page.get_by_role("button", name="Tetapkan rencana ini"))
    expect(page.get_by_text("Ditetapkan").first).to_be_visible()
    answer = page.request.get(f"{demonstration_site}/rencana/{plan.pk}/lembar.pdf")
    assert len(pypdfium2.PdfDocument(answer.body())) == 1
    page.goto(f"{demonstration_site}/rencana/aksi/")
    follow(page, page.get_by_role("link", name="Lihat akibatnya"))
    expect(page.get_by_role("heading", name="2 aksi diteruskan")).to_be_visible()
    screenshot(page, "aksi-ganti-1440-terang")
    page.set_viewport_size({"width": 360, "height": 800})
    screenshot(page, "aksi-ganti-360-terang")
    assert_looks(page)
    page.get_by_label("Alasan mengganti rencana aksi").fill("Anggaran perubahan lebih kecil.")
    follow(page, page.get_by_role("button", name="Ganti rencana aksi"))
    expect(page.get_by_text("Anggaran perubahan lebih kecil.")).to_be_visible()
