import datetime as dt

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from pranata.foundation.accounts.sessions import end_sessions, sessions_of
from pranata.foundation.clock import utc_now
from pranata.foundation.models import Account, SecurityEvent, SecurityEventKind, SignInSession
from pranata.foundation.tests.accounts_kit import PASSWORD, make_alice, sign_in

pytestmark = pytest.mark.django_db

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"}
NEW = "meja-kayu-jati-lama"


@pytest.fixture
def alice() -> Account:
    return make_alice()


@pytest.fixture
def here(alice) -> Client:
    client = Client()
    sign_in(client)
    return client


@pytest.fixture
def phone(alice) -> Client:
    client = Client(headers=PHONE)
    sign_in(client)
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("account_security")).status_code == 200


def session_on(alice: Account, device: str) -> SignInSession:
    return sessions_of(alice, now=utc_now()).get(device=device)


class TestSessions:
    def test_it_lists_every_browser_and_marks_this_one(self, here, phone):
        page = here.get(reverse("account_sessions")).content.decode()
        assert "Chrome di Android" in page
        assert page.count("Sesi ini") == 1
        assert "127.0.0.1" not in page

    def test_it_refuses_an_ended_session_at_the_next_request(self, alice, here, phone):
        other = session_on(alice, "Chrome di Android")
        here.post(reverse("account_end_session", args=[other.public_id]))
        assert not is_in(phone)
        assert is_in(here)
        assert SecurityEvent.objects.filter(kind=SecurityEventKind.SESSION_REVOKED).count() == 1

    def test_it_ends_all_but_this_one(self, alice, here, phone):
        here.post(reverse("account_end_other_sessions"))
        assert not is_in(phone)
        assert is_in(here)
        assert sessions_of(alice, now=utc_now()).count() == 1

    def test_it_cannot_end_somebody_elses(self, alice, here):
        Account.objects.create_user("charlie@contoh.test", PASSWORD, name="Charlie")
        charlie = Client()
        sign_in(charlie, "charlie@contoh.test")
        answer = charlie.post(reverse("account_end_session", args=[session_on(alice, "").public_id]))
        assert answer.status_code == 404
        assert is_in(here)

    def test_it_does_not_end_on_a_mere_visit(self, alice, here, phone):
        other = session_on(alice, "Chrome di Android")
        assert here.get(reverse("account_end_session", args=[other.public_id])).status_code == 405
        assert is_in(phone)

    def test_it_ends_at_sign_out_and_is_listed_no_more(self, alice, here):
        key = here.session.session_key
        here.post(reverse("account_logout"))
        assert not sessions_of(alice, now=utc_now()).exists()
        replayed = Client()
        replayed.cookies["sessionid"] = key
        assert not is_in(replayed)

    def test_it_does_not_sign_out_on_a_mere_visit(self, here):
        here.get(reverse("account_logout"))
        assert is_in(here)

    def test_it_survives_the_new_key_of_a_changed_password_and_others_do_not(self, alice, here, phone):
        here.post(
            reverse("account_change_password"),
            {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
        )
        assert is_in(here)
        assert not is_in(phone)
        rows = sessions_of(alice, now=utc_now())
        assert [row.session_key for row in rows] == [here.session.session_key]

    def test_it_does_not_come_back_by_a_request_under_way(self, alice, here):
        session = here.session
        session["under way"] = True
        end_sessions(alice, now=utc_now())
        session["late"] = True
        with pytest.raises(UpdateError):
            session.save()
        assert not Session.objects.exists()

    def test_it_is_noted_as_seen_only_now_and_then(self, alice, here, django_assert_num_queries):
        is_in(here)
        before = SignInSession.objects.get().last_seen_at
        is_in(here)
        assert SignInSession.objects.get().last_seen_at == before
        session = here.session
        note = session["pranata_sign_in"]
        session["pranata_sign_in"] = {**note, "seen": note["seen"] - 301}
        session.save()
        is_in(here)
        assert SignInSession.objects.get().last_seen_at > before

    def test_it_costs_the_same_however_many_there_are(self, alice, here, django_assert_max_num_queries):
        for _time in range(4):
            sign_in(Client())
        with django_assert_max_num_queries(8):
            here.get(reverse("account_sessions"))

    def test_a_session_that_ran_out_is_not_listed(self, alice, here):
        Session.objects.update(expire_date=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        assert not sessions_of(alice, now=utc_now()).exists()
