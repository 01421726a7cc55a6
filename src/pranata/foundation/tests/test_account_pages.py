"""Every page under `/akun/` is ours: its template, its words, its policy."""

import re
from pathlib import Path

import pytest
from allauth.account import views as library
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import get_resolver, reverse

from pranata.foundation.models import Account
from pranata.foundation.tests.accounts_kit import (
    add_authenticator,
    code_now,
    confirm,
    mailed_link,
    make_alice,
    sign_in,
)
from pranata.foundation.web.accounts import urls

pytestmark = pytest.mark.django_db

OURS = Path(__file__).resolve().parents[2]
ENGLISH = re.compile(
    r"\b(password|sign in|log ?in|security key|submit|required|email address|the|your)\b", re.I
)

STRANGERS = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
]
OWN = [
    "account_security",
    "account_sessions",
    "account_activity",
    "account_second_factor_required",
    "account_change_password",
    "account_email",
    "account_reauthenticate",
    "account_logout",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
]


@pytest.fixture
def alice() -> Account:
    return make_alice()


@pytest.fixture
def inside(alice) -> Client:
    client = Client()
    sign_in(client)
    confirm(client)
    return client


def check(answer, status: int = 200) -> str:
    assert answer.status_code == status
    foreign = [
        template.name
        for template in answer.templates
        if template.origin
        and template.name
        and not Path(template.origin.name).is_relative_to(OURS)
        # Widgets are drawn by Django; their classes come from our renderer.
        and not template.name.startswith("django/forms/")
    ]
    assert not foreign
    page: str = answer.content.decode()
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", page, flags=re.S)
    assert not ENGLISH.findall(text), ENGLISH.findall(text)
    return page


class TestPages:
    @pytest.mark.parametrize("name", STRANGERS)
    def test_those_for_strangers_are_ours(self, client, name):
        check(client.get(reverse(name)))

    @pytest.mark.parametrize("name", OWN)
    def test_those_of_the_own_account_are_ours_and_lead_strangers_to_sign_in(self, inside, client, name):
        check(inside.get(reverse(name)))
        if name != "account_logout":
            assert client.get(reverse(name)).headers["Location"].startswith("/akun/masuk/")

    def test_those_of_a_second_factor_are_ours(self, client, alice):
        add_authenticator(alice)
        sign_in(client)
        page = check(client.get(reverse("mfa_authenticate")))
        assert "one-time-code" in page
        check(client.post(reverse("mfa_authenticate"), {"code": ""}))
        client.post(reverse("mfa_authenticate"), {"code": code_now()})
        check(client.get(reverse("mfa_reauthenticate")))
        confirm(client)
        check(client.get(reverse("mfa_deactivate_totp")))
        check(client.get(reverse("mfa_generate_recovery_codes")))
        client.post(reverse("mfa_generate_recovery_codes"))
        check(client.get(reverse("mfa_view_recovery_codes")))
        check(client.get(reverse("mfa_download_recovery_codes")))

    def test_those_of_a_passkey_are_ours(self, inside, alice):
        key = Authenticator.objects.create(user=alice, type="webauthn", data={"name": "Kunci kantor"})
        check(inside.get(reverse("mfa_edit_webauthn", args=[key.pk])))
        check(inside.get(reverse("mfa_remove_webauthn", args=[key.pk])))
        assert "Kunci kantor" in check(inside.get(reverse("mfa_list_webauthn")))

    def test_that_of_a_first_password_is_ours(self, inside, alice):
        Account.objects.filter(pk=alice.pk).update(password="!")
        alice.refresh_from_db()
        inside.force_login(alice)
        check(inside.get(reverse("account_set_password")))

    @pytest.mark.parametrize("data", [{}, {"login": "a", "password": "b"}])
    def test_mistakes_are_told_in_our_words(self, client, data):
        check(client.post(reverse("account_login"), data))

    def test_a_dead_link_is_told_in_our_words(self, client):
        check(client.get("/akun/setel/1-abc-def/"))
        check(client.get(reverse("account_confirm_email", args=["salah"])))

    def test_too_many_requests_are_told_in_our_words(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
        client.post(reverse("account_login"))
        check(client.post(reverse("account_login")), 429)

    def test_no_page_of_the_library_is_reachable_under_another_name(self, client):
        for address in ("/accounts/login/", "/akun/login/", "/akun/mfa/", "/akun/signup/", "/akun/social/"):
            assert client.get(address).status_code == 404


class TestRoutes:
    def test_every_one_has_a_policy(self):
        for pattern in urls.urlpatterns:
            assert getattr(pattern.callback, "access_policy", None) in {"public", "signed_in"}

    def test_no_view_of_the_library_is_changed_by_it(self):
        assert not hasattr(library.login, "access_policy")

    def test_the_start_leads_to_the_overview(self, client):
        assert client.get("/akun/").headers["Location"] == "/akun/keamanan/"
        assert getattr(get_resolver().resolve("/akun/keamanan/").func, "access_policy", "") == "signed_in"


class TestAddress:
    NEW = "alice.baru@contoh.test"

    def ask(self, client: Client, address: str):
        return client.post(reverse("account_email"), {"action_add": "", "email": address})

    def test_it_changes_once_its_link_is_opened(self, inside, alice):
        self.ask(inside, self.NEW)
        assert mail.outbox[-1].to == [self.NEW]
        alice.refresh_from_db()
        assert alice.email == "alice@contoh.test"
        link = mailed_link()
        check(inside.get(link))
        inside.post(link)
        alice.refresh_from_db()
        assert alice.email == self.NEW
        assert sign_in(Client(), self.NEW).status_code == 302
        assert "tidak cocok" in sign_in(Client(), "alice@contoh.test").content.decode()

    def test_it_refuses_one_that_another_account_signs_in_with(self, inside):
        Account.objects.create_user("bob@contoh.test", None, name="Bob")
        assert "tidak dapat dipakai" in check(self.ask(inside, "Bob@contoh.test"))
        assert not mail.outbox

    def test_it_refuses_a_link_once_another_account_took_the_address(self, inside, alice):
        self.ask(inside, self.NEW)
        Account.objects.create_user(self.NEW, None, name="Bob")
        waiting = EmailAddress.objects.get(user=alice, email=self.NEW)
        link = reverse("account_confirm_email", args=[EmailConfirmationHMAC.create(waiting).key])
        answer = inside.post(link)
        assert answer.status_code in {200, 302, 404}
        alice.refresh_from_db()
        assert alice.email == "alice@contoh.test"
