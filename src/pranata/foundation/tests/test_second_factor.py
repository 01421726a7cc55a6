import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.fernet import InvalidToken
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from pranata.foundation.accounts.lockout import ACCOUNT_LIMIT
from pranata.foundation.accounts.secrets import seal, unseal
from pranata.foundation.models import Account, SecurityEvent, SecurityEventKind
from pranata.foundation.tests.accounts_kit import (
    PASSWORD,
    SECRET,
    add_authenticator,
    code_now,
    confirm,
    make_alice,
    sign_in,
)

pytestmark = pytest.mark.django_db

CODE = "/akun/masuk/kode/"
EVERYBODY = "pranata.foundation.tests.test_second_factor.everybody"


@pytest.fixture
def alice() -> Account:
    return make_alice()


@pytest.fixture
def guarded(alice: Account) -> Account:
    add_authenticator(alice)
    return alice


def is_in(client: Client) -> bool:
    return client.get(reverse("account_security")).status_code == 200


class TestCode:
    def test_it_is_asked_for_after_the_password(self, client, guarded):
        assert sign_in(client).headers["Location"] == CODE
        assert not is_in(client)
        assert client.post(CODE, {"code": code_now()}).headers["Location"] == "/meja/"
        assert is_in(client)

    def test_it_may_be_typed_with_a_gap(self, client, guarded):
        sign_in(client)
        code = code_now()
        client.post(CODE, {"code": f" {code[:3]} {code[3:]} "})
        assert is_in(client)

    @pytest.mark.parametrize("offset", [-1, 1])
    def test_it_allows_for_a_phone_that_runs_late_or_early(self, client, guarded, offset):
        sign_in(client)
        client.post(CODE, {"code": code_now(offset)})
        assert is_in(client)

    @pytest.mark.parametrize("offset", [-10, 10])
    def test_it_refuses_a_code_of_another_time(self, client, guarded, offset):
        sign_in(client)
        client.post(CODE, {"code": code_now(offset)})
        assert not is_in(client)

    def test_it_is_taken_once(self, client, guarded):
        code = code_now(1)
        sign_in(client)
        client.post(CODE, {"code": code})
        thief = Client()
        sign_in(thief)
        assert "sudah dipakai" in thief.post(CODE, {"code": code}).content.decode()
        assert not is_in(thief)

    def test_it_is_taken_once_even_when_the_library_has_forgotten_it(self, client, guarded):
        code = code_now(1)
        sign_in(client)
        client.post(CODE, {"code": code})
        cache.delete(f"allauth.mfa.totp.used?user={guarded.pk}&code={code}")
        thief = Client()
        sign_in(thief)
        thief.post(CODE, {"code": code})
        assert not is_in(thief)

    def test_it_cannot_be_guessed(self, client, guarded):
        sign_in(client)
        for _try in range(ACCOUNT_LIMIT):
            page = client.post(CODE, {"code": "000000"}).content.decode()
        assert "setelah pukul" in page
        client.post(CODE, {"code": code_now()})
        assert not is_in(client)
        kinds = set(SecurityEvent.objects.values_list("kind", flat=True))
        assert kinds == {SecurityEventKind.FACTOR_REFUSED, SecurityEventKind.LOCKED_OUT}

    def test_it_cannot_be_reached_without_the_password(self, client, guarded):
        assert client.get(CODE).headers["Location"] == reverse("account_login")
        client.post(CODE, {"code": code_now()})
        assert not is_in(client)


class TestEnrolment:
    def test_it_needs_the_password_once_more(self, client, alice):
        sign_in(client)
        answer = client.get(reverse("mfa_activate_totp"))
        assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))

    def test_it_shows_a_drawn_code_and_keeps_its_secret_sealed(
        self, client, alice, django_capture_on_commit_callbacks
    ):
        sign_in(client)
        confirm(client)
        page = client.get(reverse("mfa_activate_totp")).content.decode()
        assert "<svg" in page
        secret = client.session["mfa.totp.secret"]
        assert secret in page
        with django_capture_on_commit_callbacks(execute=True):
            answer = self._activate(client, secret)
        assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
        stored = Authenticator.objects.get(user=alice, type="totp").data["secret"]
        assert secret not in stored
        assert unseal(stored) == secret
        kinds = list(SecurityEvent.objects.values_list("kind", flat=True).order_by("pk"))
        assert kinds[1:] == [SecurityEventKind.FACTOR_ADDED, SecurityEventKind.RECOVERY_CODES_MADE]

    def _activate(self, client: Client, secret: str):
        counter = list(yield_hotp_counters_from_time())[1]
        return client.post(
            reverse("mfa_activate_totp"), {"code": format_hotp_value(hotp_value(secret, counter))}
        )

    def test_its_secret_is_unreadable_without_the_installations_key(self, settings):
        sealed = seal(SECRET)
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another key altogether"
        assert unseal(sealed) == SECRET
        settings.SECRET_KEY_FALLBACKS = []
        with pytest.raises(InvalidToken):
            unseal(sealed)

    def test_recovery_codes_work_once_each(self, client, alice):
        sign_in(client)
        confirm(client)
        client.get(reverse("mfa_activate_totp"))
        self._activate(client, client.session["mfa.totp.secret"])
        page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
        code = re.findall(r"<li>(\d{4} \d{4})</li>", page)[0]
        first, second = Client(), Client()
        for guest in (first, second):
            sign_in(guest)
            guest.post(CODE, {"code": code})
        assert is_in(first)
        assert not is_in(second)


class TestDuty:
    def test_the_rules_in_force_are_those_of_the_organisation(self, no_second_factor_asked):
        assert no_second_factor_asked == ["pranata.organisation.web.second_factor.holds_powerful_role"]

    def test_it_can_be_told_from_the_overview(self, client, alice, settings):
        settings.SECOND_FACTOR_RULES = [EVERYBODY]
        sign_in(client)
        assert "mewajibkan faktor kedua" in client.get(reverse("account_security")).content.decode()

    def test_people_of_the_demonstration_are_exempt_and_told_so(self, client, alice, settings):
        settings.SECOND_FACTOR_RULES = [EVERYBODY]
        settings.DEMONSTRATION = True
        Account.objects.filter(pk=alice.pk).update(is_demonstration=True)
        sign_in(client, password=PASSWORD)
        page = client.get(reverse("account_security")).content.decode()
        assert "Akun peragaan" in page
        assert "mewajibkan faktor kedua" not in page


def everybody(_request: object) -> bool:
    return True
