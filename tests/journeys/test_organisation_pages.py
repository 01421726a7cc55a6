"""The organisation's pages in a real Chromium, filled with the real units of Kabupaten Banjarnegara."""

import datetime as dt
from importlib import resources

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import FilePayload, Page, expect

from pranata.foundation.clock import utc_now
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.browser import (
    assert_looks,
    every_view,
    page_weight,
    screenshot,
)
from pranata.organisation.models import AccountLink, Assignment, Grant, Person, Unit
from pranata.organisation.operations.apply_import import apply_import
from pranata.organisation.operations.invite_account import invite_account
from pranata.organisation.operations.receive_import import receive_import
from pranata.organisation.queries.account_links import Ticket
from pranata.organisation.tests.acts import make_assignment, make_person, make_position
from pranata.organisation.tests.cast import NOW, PASSWORD, Cast, make_cast

pytestmark = pytest.mark.journey
SINCE_2024 = dt.date(2024, 1, 1)
WRONG = b"""nama,nip,kode jabatan,mulai
Rini,1.98E+17,K-0,
Budi,198001012005011001,K-0,2025-02-01
Sari,,X,45000
"""


def receive(cast: Cast, kind: str, name: str, content: bytes):
    return receive_import(
        kind=kind, file_name=name, content=content, effective_on=SINCE_2024, actor=cast.olga, now=NOW
    )


@pytest.fixture
def cast(served: str):
    found = make_cast()
    data = resources.files("pranata.organisation") / "data"
    with tenant_scope(found.instansi.pk):
        for name in ("opd_banjarnegara.csv", "unit_banjarnegara.csv"):
            pending = receive(found, "unit", name, (data / name).read_bytes())
            apply_import(pending=pending, actor=found.olga, now=NOW)
        for n, unit in enumerate(Unit.objects.filter(kind="opd", starts_on=SINCE_2024)[:24]):
            post = make_position(
                found, f"K-{n}", unit=unit, title=f"Kepala {unit.name}", starts_on=SINCE_2024
            )
            if n % 4:
                capacity = "plt" if n % 5 == 0 else "definitif"
                person = make_person(found, f"Nama Contoh {n}")
                make_assignment(found, post, person, starts_on=SINCE_2024, capacity=capacity)
    return found


@pytest.fixture
def olga(page: Page, served: str, cast: Cast) -> Page:
    return enter(page, served, cast.olga_account)


def enter(page: Page, served: str, account: Account) -> Page:
    """Sign the browser in without its pages."""
    client = Client()
    client.force_login(account)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": served}])
    return page


def ask(cast: Cast, account: Account) -> AccountLink:
    """Ask the owner of an account of the other instansi."""
    with tenant_scope(cast.instansi.pk):
        person = make_person(cast, account.name)
        invited = invite_account(person=person, email=account.email, actor=cast.olga, now=utc_now())
    assert invited.link is not None
    return invited.link


def addresses(cast: Cast) -> dict[str, str]:
    with tenant_scope(cast.instansi.pk):
        wrong = receive(cast, "orang", "pejabat.csv", WRONG)
        assignment = Assignment.objects.get(position_id=cast.bob.position_id)
        grant = Grant.objects.get(position_id=cast.bob.position_id)
        guest = make_person(cast, "Gita Contoh", email="gita@contoh.test")
    unit, post = f"unit/{cast.dinkes.pk}", f"jabatan/{cast.bob.position_id}"
    return {
        "ringkasan": "",
        "unit": "unit/",
        "satu-unit": f"{unit}/",
        "tambah-unit": f"{unit}/tambah/",
        "pindahkan-unit": f"{unit}/pindahkan/",
        "akhiri-unit": f"{unit}/akhiri/",
        "bentuk-jabatan": f"{unit}/jabatan/",
        "jabatan": "jabatan/",
        "satu-jabatan": f"{post}/",
        "ubah-atasan": f"{post}/atasan/",
        "tugaskan": f"{post}/tugaskan/",
        "akhiri-jabatan": f"{post}/akhiri/",
        "akhiri-penugasan": f"penugasan/{assignment.pk}/akhiri/",
        "orang": "orang/",
        "daftarkan-orang": "orang/daftarkan/",
        "satu-orang": f"orang/{cast.bob.person_id}/",
        "akhiri-orang": f"orang/{cast.bob.person_id}/akhiri/",
        "akhiri-akun": f"orang/{cast.bob.person_id}/akhiri-akun/",
        "undang-orang": f"orang/{guest.pk}/undang/",
        "peran": "peran/",
        "beri-peran": "peran/beri/",
        "cabut-peran": f"peran/{grant.pk}/cabut/",
        "impor": "impor/",
        "periksa-impor": f"impor/{wrong.pk}/",
        "riwayat": "riwayat/",
        "bertindak": "bertindak/",
    }


def show(page: Page, address: str, name: str, request) -> None:
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()
    screenshot(page, f"organisasi-{name}-{request.node.callspec.id}")
    assert_looks(page)


@every_view
class TestTheConsentOfAnOwner:
    def letter(self, served: str, link: AccountLink) -> str:
        return served + reverse("organisation:account_link", args=[Ticket.of(link).sign()])

    def test_who_opens_the_letter_is_asked(self, page: Page, served: str, cast: Cast, request):
        show(page, self.letter(served, ask(cast, cast.charlie_account)), "taut-akun", request)

    def test_the_owner_sets_a_new_password_and_agrees(self, page: Page, served: str, cast: Cast, request):
        link = ask(cast, cast.charlie_account)
        show(
            enter(page, served, cast.charlie_account),
            self.letter(served, link),
            "taut-akun-pemilik",
            request,
        )
        for label in ("Kata sandi baru", "Ketik ulang kata sandi baru"):
            page.get_by_label(label, exact=True).fill("meja-kayu-jati-lama")
        page.get_by_role("button", name="Setujui dan ganti kata sandi").click()
        expect(page.locator("h1")).to_have_text("Akun terhubung")
        assert_looks(page)

    def test_who_was_invited_elsewhere_first_sets_one_there(
        self, page: Page, served: str, cast: Cast, request
    ):
        account = Account.objects.create_user("tunggu@contoh.test", name="Tunggu Contoh")
        with tenant_scope(cast.other_instansi.pk):
            Person.objects.create(instansi=cast.other_instansi, account=account, name=account.name)
        show(page, self.letter(served, ask(cast, account)), "taut-akun-pertama", request)

    def test_the_administrator_waits(self, olga: Page, served: str, cast: Cast, request):
        link = ask(cast, cast.charlie_account)
        show(olga, f"{served}/kelola/orang/{link.person_id}/", "menunggu-persetujuan", request)


def say_once_more_who_you_are(page: Page) -> None:
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.locator("h1")).to_have_text("Akhiri akun Bob")


@every_view
def test_every_page_is_accessible_and_fits(olga: Page, served: str, cast: Cast, request):
    for name, address in addresses(cast).items():
        olga.goto(f"{served}/kelola/{address}")
        if name == "akhiri-akun":
            say_once_more_who_you_are(olga)
        expect(olga.locator("h1")).to_be_visible()
        screenshot(olga, f"organisasi-{name}-{request.node.callspec.id}")
        assert_looks(olga)


def test_the_longest_first_view_is_light(olga: Page, served: str, cast: Cast):
    assert page_weight(olga, f"{served}/kelola/unit/") < 100_000


def test_a_refused_form_leads_to_the_field_and_keeps_what_was_typed(olga: Page, served: str, cast: Cast):
    olga.goto(f"{served}/kelola/unit/{cast.root.pk}/tambah/")
    olga.get_by_label("Kode").fill(cast.dinkes.code)
    olga.get_by_label("Nama unit").fill("Dinas Baru")
    olga.get_by_role("button", name="Tambah unit").click()
    olga.get_by_role("alert").get_by_role("link").first.click()
    expect(olga.get_by_label("Kode")).to_be_focused()
    expect(olga.get_by_label("Nama unit")).to_have_value("Dinas Baru")


def test_a_file_is_uploaded_looked_at_applied_and_undone(olga: Page, served: str, cast: Cast):
    olga.goto(f"{served}/kelola/impor/")
    file: FilePayload = {"name": "unit.csv", "mimeType": "text/csv", "buffer": b"kode,nama\nX1,Dinas Uji\n"}
    olga.locator("input[type=file]").set_input_files(file)
    olga.get_by_role("button", name="Periksa berkas").click()
    expect(olga.locator("h1")).to_have_text("Siap diterapkan")
    olga.get_by_role("button", name="Terapkan 1 baris").click()
    expect(olga.locator("h1")).to_have_text("Diterapkan")
    olga.get_by_role("button", name="Urungkan").click()
    expect(olga.locator("h1")).to_have_text("Diurungkan")
