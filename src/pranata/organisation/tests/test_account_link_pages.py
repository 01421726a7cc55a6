"""The letter that asks an account's owner, its page, and what the administrator sees meanwhile."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from pranata.foundation.accounts.ownership import prove_address
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.accounts_kit import sign_in
from pranata.organisation.models import AccountLink, Person
from pranata.organisation.tests.acts import make_person
from pranata.organisation.tests.cast import PASSWORD, make_cast

pytestmark = pytest.mark.django_db
NEW = "meja-kayu-jati-lama"
TYPED = {"password1": NEW, "password2": NEW}


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def person(cast) -> Person:
    with tenant_scope(cast.instansi.pk):
        return make_person(cast, "Charlie Kota")


@pytest.fixture
def shown(client, cast, person) -> str:
    """What the administrator sees after inviting an address whose account works; she then leaves."""
    client.force_login(cast.olga_account)
    invite = reverse("organisation:person_invite", args=[person.pk])
    text = client.post(invite, {"email": cast.charlie_account.email}, follow=True).content.decode()
    client.logout()
    return str(text)


def mailed_link() -> str:
    """Return the path of the one link in the latest letter."""
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found
    return found.group(1)


def account_of(cast, person) -> Account | None:
    with tenant_scope(cast.instansi.pk):
        return Person.objects.get(pk=person.pk).account


class TestTheLetter:
    def test_it_goes_to_the_mailbox_and_the_administrator_never_sees_its_link(self, cast, shown):
        assert mail.outbox[-1].to == [cast.charlie_account.email]
        assert mailed_link() not in shown
        assert "/kelola/taut/" not in shown
        assert "Menunggu persetujuan pemilik akun" in shown

    def test_its_page_names_the_account_and_where_it_is_in_use(self, client, cast, shown):
        text = client.get(mailed_link()).content.decode()
        for words in (cast.charlie_account.email, cast.other_instansi.name, cast.instansi.name):
            assert words in text
        assert "Ini bukan akun saya" in text


class TestAnswering:
    def test_the_owner_signs_in_and_accepts(self, client, cast, person, shown):
        prove_address(cast.charlie_account)
        link = mailed_link()
        assert "Ini bukan akun saya" not in client.get(link).content.decode()
        assert sign_in(client, cast.charlie_account.email, PASSWORD, next=link).headers["Location"] == link
        assert "Akun terhubung" in client.post(link, {"answer": "accept"}).content.decode()
        assert account_of(cast, person) == cast.charlie_account
        assert client.get(link).status_code == 410

    def test_an_unproved_owner_gives_a_new_password_and_is_signed_out(self, client, cast, person, shown):
        client.force_login(cast.charlie_account)
        link = mailed_link()
        weak = client.post(link, {"answer": "accept", "password1": "pendek", "password2": "pendek"})
        assert weak.status_code == 422
        assert account_of(cast, person) is None
        assert client.post(link, {"answer": "accept", **TYPED}).status_code == 200
        assert account_of(cast, person) == cast.charlie_account
        assert client.get("/akun/keamanan/").status_code == 302
        assert sign_in(client, cast.charlie_account.email, NEW).status_code == 302

    def test_the_pre_hijacker_is_out_once_the_mailbox_says_so(self, client, cast, person, shown):
        hijacker = type(client)()
        sign_in(hijacker, cast.charlie_account.email, PASSWORD)
        assert hijacker.get("/akun/keamanan/").status_code == 200
        assert client.post(mailed_link(), {"answer": "take_over", **TYPED}).status_code == 200
        assert hijacker.get("/akun/keamanan/").status_code == 302
        assert not sign_in(hijacker, cast.charlie_account.email, PASSWORD).has_header("Location")
        assert account_of(cast, person) == cast.charlie_account

    @pytest.mark.parametrize("who", [None, "olga_account", "alice_account"])
    def test_it_refuses_who_is_not_signed_in_to_the_account(self, client, cast, person, shown, who):
        prove_address(cast.charlie_account)
        if who:
            client.force_login(getattr(cast, who))
        for given in ("accept", "take_over"):
            assert client.post(mailed_link(), {"answer": given, **TYPED}).status_code == 403
        assert account_of(cast, person) is None

    def test_it_refuses_a_nonsense_link_and_a_nonsense_answer(self, client, cast, person, shown):
        assert client.get("/kelola/taut/omong-kosong/").status_code == 410
        assert client.post(mailed_link(), {"answer": "ya", **TYPED}).status_code == 404
        assert account_of(cast, person) is None

    def test_a_refusal_of_the_owner_is_told_to_the_administrator(self, client, cast, person, shown):
        assert "Permintaan ditolak" in client.post(mailed_link(), {"answer": "decline"}).content.decode()
        client.force_login(cast.olga_account)
        page = client.get(reverse("organisation:person", args=[person.pk])).content.decode()
        assert "pemilik akun menolak" in page

    def test_it_refuses_an_answer_that_another_site_sends(self, cast, person, shown):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(cast.charlie_account)
        for given in ("accept", "take_over", "decline"):
            assert strict.post(mailed_link(), {"answer": given, **TYPED}).status_code == 403
        assert account_of(cast, person) is None
        with tenant_scope(cast.instansi.pk):
            assert AccountLink.objects.get().state == "waiting"

    def test_it_leads_nowhere_but_back_after_signing_out(self, client, cast, shown):
        client.force_login(cast.bob_account)
        leave = reverse("account_logout")
        assert client.post(leave, {"next": "//jahat.test/kelola/"}).headers["Location"] == "/"
        client.force_login(cast.bob_account)
        assert client.post(leave, {"next": mailed_link()}).headers["Location"] == mailed_link()

    def test_its_address_is_told_to_no_other_site(self, client, cast, shown):
        answer = client.get(mailed_link())
        assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
        assert "no-store" in answer.headers["Cache-Control"]

    def test_looking_at_it_changes_nothing(self, client, cast, person, shown):
        for _time in range(2):
            assert client.get(mailed_link(), {"answer": "take_over"}).status_code == 200
            assert client.head(mailed_link()).status_code in (200, 405)
        assert account_of(cast, person) is None


class TestAnAccountAnotherInstansiInvitedFirst:
    def test_its_owner_sets_a_password_there_and_then(self, client, cast, person):
        waiting = Account.objects.create_user("tunggu@contoh.test", name="Tunggu")
        with tenant_scope(cast.other_instansi.pk):
            Person.objects.create(instansi=cast.other_instansi, account=waiting, name="Tunggu")
        client.force_login(cast.olga_account)
        invite = reverse("organisation:person_invite", args=[person.pk])
        shown = client.post(invite, {"email": waiting.email}, follow=True).content.decode()
        assert "Menunggu persetujuan pemilik akun" in shown
        client.logout()
        text = client.get(mailed_link()).content.decode()
        assert cast.other_instansi.name in text
        assert "Ini bukan akun saya" not in text
        assert client.post(mailed_link(), {"answer": "accept"}).status_code == 422
        assert "Akun terhubung" in client.post(mailed_link(), {"answer": "accept", **TYPED}).content.decode()
        assert account_of(cast, person) == waiting
        assert sign_in(client, waiting.email, NEW).status_code == 302


class TestTheAdministrator:
    @pytest.mark.parametrize("name", ["person_link_resend", "person_link_cancel"])
    def test_it_refuses_bob_and_does_not_find_for_charlie(self, client, cast, person, shown, name):
        where = reverse(f"organisation:{name}", args=[person.pk])
        client.force_login(cast.bob_account)
        assert client.post(where).status_code == 403
        client.force_login(cast.charlie_account)
        assert client.post(where).status_code in (403, 404)

    def test_she_withdraws_and_the_letter_is_void(self, client, cast, person, shown):
        client.force_login(cast.olga_account)
        client.post(reverse("organisation:person_link_cancel", args=[person.pk]))
        client.logout()
        assert client.get(mailed_link()).status_code == 410

    def test_she_sends_it_again_and_only_the_new_letter_counts(self, client, cast, person, shown):
        former = mailed_link()
        with tenant_scope(cast.instansi.pk):
            AccountLink.objects.update(sent_at="2026-01-01T00:00Z")
        client.force_login(cast.olga_account)
        client.post(reverse("organisation:person_link_resend", args=[person.pk]))
        client.logout()
        assert mailed_link() != former
        assert client.get(former).status_code == 410
        assert client.get(mailed_link()).status_code == 200


class TestWhatProvesAnAddress:
    def set_password(self, client, link):
        form = client.get(link, follow=True).redirect_chain[-1][0]
        client.post(form, TYPED)

    def test_a_link_that_is_shown_does_not(self, client, cast, person):
        client.force_login(cast.olga_account)
        invite = reverse("organisation:person_invite", args=[person.pk])
        text = client.post(invite, {"email": "rini@contoh.test"}).content.decode()
        client.logout()
        self.set_password(client, text.split('id="tautan" readonly value="')[1].split('"')[0])
        account = account_of(cast, person)
        assert account is not None
        assert account.check_password(NEW)
        assert not account.address_is_proved

    def test_a_reset_by_mail_does_and_another_address_loses_it(self, client, cast):
        client.post(reverse("account_reset_password"), {"email": cast.bob_account.email})
        self.set_password(client, mailed_link())
        bob = Account.objects.get(pk=cast.bob_account.pk)
        assert bob.address_is_proved
        bob.email = "lain@contoh.test"
        assert not bob.address_is_proved

    def test_a_shown_link_cannot_be_passed_off_as_a_mailed_one(self, client, cast, person):
        client.force_login(cast.olga_account)
        invite = reverse("organisation:person_invite", args=[person.pk])
        text = client.post(invite, {"email": "rini@contoh.test"}).content.decode()
        client.logout()
        link = text.split('id="tautan" readonly value="')[1].split('"')[0]
        assert b"Tautan tidak berlaku lagi" in client.get(link.replace("-s.", "-")).content
