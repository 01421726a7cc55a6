import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from pranata.foundation.accounts.lockout import ACCOUNT_LIMIT
from pranata.foundation.accounts.sessions import sessions_of
from pranata.foundation.clock import utc_now
from pranata.foundation.models import Account
from pranata.foundation.tests.accounts_kit import NIP, PASSWORD, mailed_link, make_alice, sign_in

pytestmark = pytest.mark.django_db

NEW = "meja-kayu-jati-lama"


@pytest.fixture
def alice() -> Account:
    return make_alice()


def ask(client: Client, typed: str):
    return client.post(reverse("account_reset_password"), {"email": typed})


def follow(client: Client, address: str, password: str = NEW):
    form = client.get(address, follow=True)
    here = form.redirect_chain[-1][0] if form.redirect_chain else address
    return client.post(here, {"password1": password, "password2": password})


class TestLink:
    @pytest.mark.parametrize("typed", ["alice@contoh.test", NIP, "19800101 200501 1 001"])
    def test_it_goes_to_the_accounts_own_address(self, client, alice, typed):
        ask(client, typed)
        assert mail.outbox[0].to == ["alice@contoh.test"]
        assert mail.outbox[0].subject == "[Pranata] Buat kata sandi Anda"
        follow(client, mailed_link())
        assert sign_in(client, password=NEW).status_code == 302

    def test_it_answers_alike_for_a_name_nobody_has_and_sends_nothing(self, client, alice):
        known, unknown = ask(client, "alice@contoh.test"), ask(client, "hantu@contoh.test")
        assert known.headers["Location"] == unknown.headers["Location"]
        assert len(mail.outbox) == 1

    def test_it_sends_nothing_to_an_ended_account(self, client, alice):
        Account.objects.filter(pk=alice.pk).update(ended_at="2026-01-01T00:00Z")
        ask(client, NIP)
        assert not mail.outbox

    def test_it_is_spent_after_one_use(self, client, alice):
        ask(client, NIP)
        address = mailed_link()
        follow(client, address)
        again = Client()
        page = again.get(address, follow=True).content.decode()
        assert "tidak berlaku lagi" in page
        follow(again, address, "lain-sekali-kata-ini")
        assert sign_in(Client(), password=NEW).status_code == 302

    def test_it_is_spent_once_the_password_changed_otherwise(self, client, alice):
        ask(client, NIP)
        address = mailed_link()
        alice.set_password(NEW)
        alice.save()
        assert "tidak berlaku lagi" in client.get(address, follow=True).content.decode()

    def test_it_does_not_fit_another_account(self, client, alice):
        Account.objects.create_user("bob@contoh.test", PASSWORD, name="Bob")
        ask(client, NIP)
        mine = mailed_link()
        ask(client, "bob@contoh.test")
        other = mailed_link()
        forged = mine.split("-", 1)[0] + "-" + other.split("-", 1)[1]
        assert "tidak berlaku lagi" in client.get(forged, follow=True).content.decode()

    def test_it_does_not_stay_in_the_address_bar(self, client, alice):
        ask(client, NIP)
        assert client.get(mailed_link()).headers["Location"].endswith("-set-password/")

    def test_it_ends_every_session_and_lifts_the_pause(self, client, alice):
        signed_in = Client()
        sign_in(signed_in)
        for _try in range(ACCOUNT_LIMIT):
            sign_in(Client(), password="salah")
        ask(client, NIP)
        follow(client, mailed_link())
        assert not sessions_of(alice, now=utc_now()).exists()
        assert signed_in.get(reverse("account_security")).status_code == 302
        assert sign_in(Client(), password=NEW).status_code == 302

    def test_it_is_not_written_for_a_foreign_host(self, client, alice):
        answer = client.post(
            reverse("account_reset_password"), {"email": NIP}, headers={"Host": "jahat.test"}
        )
        assert answer.status_code == 400
        assert not mail.outbox

    def test_its_owner_is_told_of_the_change(self, client, alice):
        ask(client, NIP)
        follow(client, mailed_link())
        assert mail.outbox[-1].subject == "[Pranata] Kata sandi disetel ulang"
        assert "127.0.0.1" not in str(mail.outbox[-1].body)


class TestRules:
    @pytest.mark.parametrize(
        ("password", "told"),
        [
            ("pendek", "paling sedikit 12 karakter"),
            ("password1234", "sering dipakai"),
            ("Diskominfo2026!!", "sering dipakai"),
            ("rahasia!!20262026", "sering dipakai"),
            ("alice.wijaya", "mirip dengan nama"),
            (NIP, "mirip dengan NIP"),
        ],
    )
    def test_it_refuses_what_is_guessed_first_and_says_why_in_indonesian(self, alice, password, told):
        with pytest.raises(ValidationError) as refused:
            validate_password(password, alice)
        assert told in " ".join(refused.value.messages)

    @pytest.mark.parametrize(
        "password", [NEW, "rahasia-sekali-2026", "empat kata acak saja", "ĝis revido amiko"]
    )
    def test_it_takes_a_few_words(self, alice, password):
        validate_password(password, alice)

    def test_it_is_kept_as_scrypt(self, settings):
        settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[1:]
        alice = make_alice()
        assert alice.password.startswith("scrypt$16384$")
