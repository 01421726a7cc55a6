import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from pranata.foundation.accounts import lockout
from pranata.foundation.accounts.lockout import ACCOUNT_LIMIT, NETWORK_LIMIT, PAUSE, WINDOW, Gate
from pranata.foundation.models import Account, SecurityEvent, SecurityEventKind, SignInThrottle
from pranata.foundation.tests.accounts_kit import NIP, NOW, make_alice, sign_in

GATE = Gate("a" * 64, 3)


@pytest.fixture
def alice(db) -> Account:
    return make_alice()


def fail(client: Client, times: int, login: str = NIP, **environment: str) -> str:
    page = ""
    for _attempt in range(times):
        data = {"login": login, "password": "salah-sekali"}
        page = client.post(reverse("account_login"), data, headers=environment).content.decode()
    return page


def has_passed(span: dt.timedelta) -> None:
    for row in SignInThrottle.objects.all():
        row.window_started_at -= span
        row.locked_until = row.locked_until and row.locked_until - span
        row.save()


class TestAnAccount:
    def test_it_is_closed_after_a_few_wrong_passwords_even_to_the_right_one(self, client, alice):
        page = fail(client, ACCOUNT_LIMIT)
        assert "coba lagi setelah pukul" in page
        assert "WIB" in page
        assert "coba lagi setelah pukul" in sign_in(Client()).content.decode()

    def test_it_counts_address_and_nip_as_one(self, client, alice):
        fail(client, 3)
        fail(client, 2, login="alice@contoh.test")
        assert "coba lagi setelah pukul" in sign_in(Client()).content.decode()

    def test_it_opens_again_by_itself(self, client, alice):
        fail(client, ACCOUNT_LIMIT)
        has_passed(PAUSE + dt.timedelta(seconds=1))
        assert sign_in(client).status_code == 302

    def test_it_forgets_failures_of_long_ago(self, client, alice):
        fail(client, ACCOUNT_LIMIT - 1)
        has_passed(WINDOW + dt.timedelta(seconds=1))
        fail(client, ACCOUNT_LIMIT - 1)
        assert sign_in(client).status_code == 302

    def test_it_starts_afresh_after_a_success(self, client, alice):
        for _round in range(3):
            fail(Client(), ACCOUNT_LIMIT - 1)
            assert sign_in(Client()).status_code == 302

    def test_it_behaves_alike_for_a_name_nobody_has(self, client, alice):
        known = [fail(Client(), 1) for _try in range(ACCOUNT_LIMIT + 1)]
        unknown = [fail(Client(), 1, login="199901012020011009") for _try in range(ACCOUNT_LIMIT + 1)]
        assert ["setelah pukul" in page for page in known] == ["setelah pukul" in page for page in unknown]
        assert ["setelah pukul" in page for page in known] == [False] * 4 + [True, True]

    def test_it_is_told_to_its_owner(self, client, alice):
        fail(client, ACCOUNT_LIMIT + 3)
        kinds = SecurityEvent.objects.filter(account=alice).values_list("kind", flat=True)
        assert list(kinds) == [SecurityEventKind.LOCKED_OUT]

    def test_it_is_counted_for_the_present_password_of_a_change_too(self, client, alice):
        sign_in(client)
        for _try in range(ACCOUNT_LIMIT):
            answer = client.post(
                reverse("account_change_password"),
                {"oldpassword": "salah-sekali", "password1": "b" * 16, "password2": "b" * 16},
            )
        assert "setelah pukul" in answer.content.decode() or answer.status_code == 429

    def test_its_table_names_neither_accounts_nor_addresses(self, client, alice):
        fail(client, 1)
        for key in SignInThrottle.objects.values_list("key", flat=True):
            assert len(key) == 64
            assert NIP not in key


class TestANetwork:
    def test_it_is_closed_after_many_failures_on_different_names(self, client, alice):
        for number in range(NETWORK_LIMIT):
            fail(client, 1, login=f"nama{number}@contoh.test")
        assert "coba lagi setelah pukul" in sign_in(Client()).content.decode()

    def test_it_cannot_be_disguised_by_a_forwarded_address(self, client, alice):
        for number in range(NETWORK_LIMIT):
            fail(client, 1, login=f"nama{number}@contoh.test", **{"X-Forwarded-For": f"198.51.100.{number}"})
        assert "coba lagi setelah pukul" in sign_in(Client()).content.decode()

    def test_it_is_not_cleaned_by_signing_in_to_an_own_account(self, client, alice):
        fail(client, 2, login="satu@contoh.test")
        sign_in(client)
        assert sorted(SignInThrottle.objects.values_list("failures", flat=True)) == [0, 2, 2]


class TestCounting:
    def test_it_counts_every_one_of_many_guesses_at_once(self, committed_db, django_db_blocker):
        def guess(_number: int) -> bool:
            try:
                lockout.count_attempt(GATE, now=NOW)
            except lockout.LockedOut:
                return False
            finally:
                connections.close_all()
            return True

        with django_db_blocker.unblock(), ThreadPoolExecutor(8) as crowd:
            allowed = list(crowd.map(guess, range(24)))
        assert sum(allowed) == GATE.limit

    def test_it_refuses_unseen_while_all_tries_are_being_checked(self, db):
        for _try in range(GATE.limit):
            lockout.count_attempt(GATE, now=NOW)
        with pytest.raises(lockout.LockedOut):
            lockout.count_attempt(GATE, now=NOW)
        assert lockout.close_if_spent(GATE, now=NOW) == NOW + PAUSE

    def test_it_forgets_what_is_old(self, db):
        lockout.count_attempt(Gate("b" * 64, 3), now=NOW - dt.timedelta(days=2))
        lockout.count_attempt(GATE, now=NOW)
        assert list(SignInThrottle.objects.values_list("key", flat=True)) == [GATE.key]
