"""Signing in as people do: with a password, a code, a passkey; and every page of it looked at."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as product
from django.urls import reverse
from playwright.sync_api import Browser, CDPSession, Page, expect

from pranata.foundation.accounts.events import record_event
from pranata.foundation.clock import utc_now
from pranata.foundation.models import Account, SecurityEventKind
from pranata.foundation.testing.browser import (
    View,
    assert_looks,
    every_view,
    follow,
    open_page,
    page_weight,
    screenshot,
)
from pranata.foundation.tests.accounts_kit import (
    NIP,
    PASSWORD,
    add_authenticator,
    code_now,
    make_alice,
)
from pranata.foundation.web.accounts.invitations import invitation_key

pytestmark = pytest.mark.journey

WIDE_NIP = "19800101 200501 1 001"


@pytest.fixture
def site(served: str, django_db_blocker: Any) -> Iterator[str]:
    """The product under the name a passkey can belong to; a bare address cannot have one."""
    product.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    with django_db_blocker.unblock():
        yield served.replace("127.0.0.1", "localhost")


@pytest.fixture
def alice(site: str) -> Account:
    return make_alice()


def sign_in(page: Page, site: str, login: str = WIDE_NIP, to: str = "/akun/keamanan/") -> None:
    page.goto(f"{site}/akun/masuk/?next={to}")
    page.get_by_label("Surel atau NIP").fill(login)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    follow(page, page.get_by_role("button", name="Masuk", exact=True))


def confirm(page: Page) -> None:
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    follow(page, page.get_by_role("button", name="Lanjutkan"))


def plug_in_authenticator(page: Page) -> CDPSession:
    """Give Chromium a device that stores passkeys and always recognises its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    return session


def look_at(page: Page, name: str, view: View) -> None:
    screenshot(page, f"akun-{name}-{view}")
    assert_looks(page)


class TestPassword:
    def test_it_lets_in_with_an_nip_as_it_is_printed(self, page, site, alice):
        sign_in(page, site)
        expect(page.get_by_role("heading", name="Keamanan akun")).to_be_visible()
        expect(page.get_by_text("Chrome di Linux").first).to_be_visible()

    def test_it_can_be_shown_while_typing_and_is_hidden_again_when_sent(self, page, site, alice):
        page.goto(f"{site}/akun/masuk/")
        field = page.get_by_label("Kata sandi", exact=True)
        expect(field).to_have_attribute("type", "password")
        page.get_by_label("Tampilkan kata sandi").check()
        expect(field).to_have_attribute("type", "text")

    def test_it_works_without_scripts_and_offers_no_passkey_then(self, chromium: Browser, site, alice):
        context = chromium.new_context(java_script_enabled=False, locale="id-ID")
        plain = context.new_page()
        plain.goto(f"{site}/akun/masuk/")
        expect(plain.get_by_role("button", name="Masuk dengan passkey")).to_be_hidden()
        sign_in(plain, site, NIP)
        expect(plain.get_by_role("heading", name="Keamanan akun")).to_be_visible()
        context.close()

    def test_its_page_is_light(self, page, site):
        page_weight(page, f"{site}/akun/masuk/")


class TestPasskey:
    def test_it_is_made_and_then_lets_in_alone(self, page, site, alice):
        plug_in_authenticator(page)
        sign_in(page, site, to="/akun/passkey/tambah/")
        confirm(page)
        page.get_by_label("Nama passkey").fill("Laptop kantor")
        page.get_by_role("button", name="Buat passkey").click()
        expect(page.get_by_role("heading", name="Kode cadangan")).to_be_visible()
        self._sign_out(page, site)
        page.goto(f"{site}/akun/masuk/?next=/akun/passkey/")
        page.get_by_role("button", name="Masuk dengan passkey").click()
        expect(page.get_by_role("heading", name="Passkey", exact=True)).to_be_visible()
        expect(page.get_by_text("Laptop kantor").first).to_be_visible()

    def test_it_stands_for_the_code_after_a_password(self, page, site, alice):
        plug_in_authenticator(page)
        sign_in(page, site, to="/akun/passkey/tambah/")
        confirm(page)
        page.get_by_role("button", name="Buat passkey").click()
        expect(page.get_by_role("heading", name="Kode cadangan")).to_be_visible()
        self._sign_out(page, site)
        sign_in(page, site)
        expect(page.get_by_role("heading", name="Faktor kedua")).to_be_visible()
        page.get_by_role("button", name="Pakai passkey").click()
        expect(page.get_by_role("heading", name="Keamanan akun")).to_be_visible()

    def test_it_is_refused_when_its_account_has_ended(self, page, site, alice):
        plug_in_authenticator(page)
        sign_in(page, site, to="/akun/passkey/tambah/")
        confirm(page)
        page.get_by_role("button", name="Buat passkey").click()
        expect(page.get_by_role("heading", name="Kode cadangan")).to_be_visible()
        self._sign_out(page, site)
        Account.objects.filter(pk=alice.pk).update(ended_at=utc_now())
        page.goto(f"{site}/akun/masuk/")
        page.get_by_role("button", name="Masuk dengan passkey").click()
        expect(page.get_by_role("heading", name="Akun tidak aktif")).to_be_visible()

    def test_a_missing_one_is_told_kindly(self, page, site, alice):
        page.add_init_script(
            "navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
        )
        page.goto(f"{site}/akun/masuk/")
        page.get_by_role("button", name="Masuk dengan passkey").click()
        expect(page.get_by_text("Passkey tidak terbaca")).to_be_visible()

    def test_it_is_not_offered_under_a_bare_address(self, page, site, alice):
        page.goto(f"{site.replace('localhost', '127.0.0.1')}/akun/masuk/")
        expect(page.get_by_role("button", name="Masuk dengan passkey")).to_be_hidden()

    def _sign_out(self, page: Page, site: str) -> None:
        page.goto(f"{site}/akun/keluar/")
        page.get_by_role("button", name="Keluar", exact=True).last.click()
        page.wait_for_url(re.compile(r"/$"))


class TestSessions:
    def test_a_lost_phone_is_out_at_its_next_request(self, page, chromium: Browser, site, alice):
        phone = open_page(chromium, View(360))
        sign_in(phone, site)
        sign_in(page, site, to="/akun/sesi/")
        page.get_by_role("button", name="Akhiri semua sesi lain").click()
        expect(page.get_by_text("Semua sesi lain sudah diakhiri")).to_be_visible()
        phone.reload()
        expect(phone.get_by_role("heading", name="Masuk")).to_be_visible()
        phone.context.close()


@every_view
class TestLooks:
    def test_those_for_strangers(self, page, site, request):
        view = request.node.callspec.params["page"]
        for name, address in (
            ("masuk", "/akun/masuk/"),
            ("lupa-kata-sandi", "/akun/lupa-kata-sandi/"),
            ("tautan-terkirim", "/akun/lupa-kata-sandi/terkirim/"),
            ("tautan-mati", "/akun/setel/1-a-b/"),
            ("undangan", "/akun/daftar/"),
            ("tidak-aktif", "/akun/tidak-aktif/"),
            ("kata-sandi-disetel", "/akun/setel/selesai/"),
            ("surel-terkirim", "/akun/surel/terkirim/"),
            ("surel-tautan-mati", "/akun/surel/tidak-ada/"),
        ):
            page.goto(site + address)
            look_at(page, name, view)
        page.goto(f"{site}/akun/masuk/")
        follow(page, page.get_by_role("button", name="Masuk", exact=True))
        look_at(page, "masuk-salah", view)

    def test_those_of_the_own_account(self, page, site, alice, request):
        view = request.node.callspec.params["page"]
        record_event(alice, SecurityEventKind.LOCKED_OUT, now=utc_now())
        sign_in(page, site)
        look_at(page, "keamanan", view)
        for name, address in (
            ("sesi", "/akun/sesi/"),
            ("kegiatan", "/akun/kegiatan/"),
            ("kata-sandi", "/akun/kata-sandi/"),
            ("surel", "/akun/surel/"),
            ("passkey", "/akun/passkey/"),
            ("faktor-wajib", "/akun/faktor-kedua/"),
            ("keluar", "/akun/keluar/"),
            ("konfirmasi", "/akun/konfirmasi/?next=/akun/autentikator/"),
        ):
            page.goto(site + address)
            look_at(page, name, view)
        page.goto(f"{site}/akun/konfirmasi/?next=/akun/autentikator/")
        confirm(page)
        look_at(page, "autentikator", view)
        page.goto(f"{site}/akun/passkey/tambah/")
        look_at(page, "passkey-tambah", view)

    def test_the_one_behind_the_link_of_a_letter(self, page, site, alice, request):
        key = invitation_key(alice)
        page.goto(site + reverse("account_reset_password_from_key", kwargs=key))
        expect(page.get_by_label("Kata sandi baru", exact=True)).to_be_visible()
        look_at(page, "setel-kata-sandi", request.node.callspec.params["page"])

    def test_those_of_a_passkey(self, page, site, alice, request):
        view = request.node.callspec.params["page"]
        plug_in_authenticator(page)
        sign_in(page, site, to="/akun/passkey/tambah/")
        confirm(page)
        page.get_by_label("Nama passkey").fill("Laptop kantor")
        page.get_by_role("button", name="Buat passkey").click()
        expect(page.get_by_role("heading", name="Kode cadangan")).to_be_visible()
        passkey = Authenticator.objects.get(user=alice, type=Authenticator.Type.WEBAUTHN)
        for name in ("passkey-ubah", "passkey-hapus"):
            page.goto(f"{site}/akun/passkey/{passkey.pk}/{name.removeprefix('passkey-')}/")
            look_at(page, name, view)

    def test_those_of_a_second_factor(self, page, site, alice, request):
        view = request.node.callspec.params["page"]
        add_authenticator(alice)
        sign_in(page, site)
        look_at(page, "faktor-kedua", view)
        page.get_by_label("Kode").fill(code_now(1))
        follow(page, page.get_by_role("button", name="Masuk", exact=True))
        page.goto(f"{site}/akun/konfirmasi/?next=/akun/kode-cadangan/buat/")
        confirm(page)
        look_at(page, "kode-cadangan-buat", view)
        page.goto(f"{site}/akun/konfirmasi/kode/?next=/akun/kode-cadangan/")
        look_at(page, "konfirmasi-kode", view)
        page.goto(f"{site}/akun/kode-cadangan/buat/")
        follow(page, page.get_by_role("button", name="Buat kode"))
        look_at(page, "kode-cadangan", view)
        page.goto(f"{site}/akun/autentikator/hapus/")
        look_at(page, "autentikator-hapus", view)
