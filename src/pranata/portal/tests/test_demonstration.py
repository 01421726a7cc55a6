import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pranata.foundation.models import Account, SignInSession
from pranata.organisation.tests.cast import make_cast

pytestmark = pytest.mark.django_db

LOCAL: dict[str, Any] = {"HTTP_HOST": "127.0.0.1:8000", "REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture
def demonstration(settings) -> None:
    settings.DEMONSTRATION = True
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture
def persona(demonstration) -> Account:
    account = make_cast().alice_account
    Account.objects.filter(pk=account.pk).update(is_demonstration=True)
    return account


def personas(**environment: Any):
    return Client().get("/peragaan/", **{**LOCAL, **environment})


class TestDemonstration:
    def test_it_shows_each_person_with_the_post_they_hold(self, persona):
        page = personas().content.decode()
        assert "Kepala Dinas Komunikasi dan Informatika" in page
        assert "Kota Contoh" in page
        assert "Koordinator SPBE" in page

    def test_it_lets_in_with_one_press(self, persona):
        client = Client()
        answer = client.post(reverse("demo_enter", args=[persona.pk]), **LOCAL)
        assert answer.headers["Location"] == "/meja/"
        assert client.session["_auth_user_id"] == str(persona.pk)
        assert SignInSession.objects.filter(account=persona).count() == 1

    def test_it_needs_the_token_of_the_form(self, persona):
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(reverse("demo_enter", args=[persona.pk]), **LOCAL).status_code == 403

    def test_it_does_nothing_on_a_mere_visit(self, persona):
        assert Client().get(reverse("demo_enter", args=[persona.pk]), **LOCAL).status_code == 405

    @pytest.mark.parametrize(
        "environment",
        [
            {"REMOTE_ADDR": "10.0.0.7"},
            {"REMOTE_ADDR": "203.0.113.9", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
            {"REMOTE_ADDR": "203.0.113.9", "HTTP_HOST": "localhost"},
            {"REMOTE_ADDR": ""},
            {"HTTP_HOST": "spbe.contoh.go.id"},
            {"HTTP_HOST": "jahat.test:8000"},
            {"HTTP_HOST": "127.0.0.1.jahat.test"},
            {"HTTP_HOST": "localhost.jahat.test"},
            {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
            {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
            {"SERVER_PROTOCOL": "HTTP/1.0"},
            {"HTTP_FORWARDED": "for=203.0.113.9"},
            {"HTTP_X_REAL_IP": "203.0.113.9"},
            {"HTTP_X_FORWARDED_HOST": "localhost"},
        ],
        ids=str,
    )
    def test_it_does_not_exist_for_anybody_else(self, persona, environment):
        assert personas(**environment).status_code == 404
        entered = Client().post(reverse("demo_enter", args=[persona.pk]), **{**LOCAL, **environment})
        assert entered.status_code == 404
        assert not SignInSession.objects.exists()

    @pytest.mark.parametrize(
        ("host", "address"),
        [("localhost:8000", "127.0.0.1"), ("[::1]:8000", "::1"), ("127.0.0.1", "::ffff:127.0.0.1")],
    )
    def test_it_exists_under_every_name_of_this_machine(self, persona, host, address):
        assert personas(HTTP_HOST=host, REMOTE_ADDR=address).status_code == 200

    def test_it_does_not_exist_in_production(self, persona, settings):
        settings.DEMONSTRATION = False
        assert personas().status_code == 404
        assert Client().post(reverse("demo_enter", args=[persona.pk]), **LOCAL).status_code == 404

    def test_it_refuses_an_account_that_is_no_example(self, demonstration):
        real = Account.objects.create_user("nyata@contoh.test", name="Nyata")
        assert Client().post(reverse("demo_enter", args=[real.pk]), **LOCAL).status_code == 404

    def test_it_refuses_an_ended_example(self, persona):
        Account.objects.filter(pk=persona.pk).update(ended_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        assert "Kota Contoh" not in personas().content.decode()
        assert Client().post(reverse("demo_enter", args=[persona.pk]), **LOCAL).status_code == 404
