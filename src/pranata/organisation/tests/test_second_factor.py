"""A position that can change what others answer must be held with a second factor."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from pranata.foundation.access import official, public
from pranata.foundation.models import Account
from pranata.foundation.web.accounts.middleware import SecondFactorMiddleware
from pranata.organisation.policies import Actor
from pranata.organisation.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@official
def act(request: HttpRequest) -> HttpResponse:
    return HttpResponse("acted")


@public
def look(request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


@pytest.fixture
def cast(settings, no_second_factor_asked) -> Cast:
    settings.SECOND_FACTOR_RULES = no_second_factor_asked
    return make_cast()


def held_back(actor: Actor, account: Account, view=act, method: str = "get", **headers: str):
    request = getattr(RequestFactory(), method)("/penilaian/1/", headers=headers)
    request.actor, request.user = actor, account
    return SecondFactorMiddleware(lambda _request: HttpResponse()).process_view(request, view, (), {})


class TestDuty:
    @pytest.mark.parametrize("who", ["alice", "olga"])
    def test_it_holds_back_a_coordinator_and_an_administrator(self, cast, who):
        answer = held_back(getattr(cast, who), getattr(cast, f"{who}_account"))
        assert answer is not None
        assert answer.headers["Location"] == "/akun/faktor-kedua/?next=%2Fpenilaian%2F1%2F"

    @pytest.mark.parametrize("who", ["bob", "dana"])
    def test_it_lets_everybody_else_act(self, cast, who):
        assert held_back(getattr(cast, who), getattr(cast, f"{who}_account")) is None

    def test_it_holds_back_an_act_and_not_only_a_look(self, cast):
        answer = held_back(cast.alice, cast.alice_account, method="post")
        assert answer is not None
        assert answer.status_code == 302

    def test_it_sends_the_whole_page_on_when_a_part_was_asked_for(self, cast):
        answer = held_back(cast.alice, cast.alice_account, **{"HX-Request": "true"})
        assert answer is not None
        assert answer.headers["HX-Redirect"].startswith("/akun/faktor-kedua/")

    def test_it_leaves_public_pages_open(self, cast):
        assert held_back(cast.alice, cast.alice_account, view=look) is None

    def test_it_is_done_with_an_authenticator(self, cast):
        TOTP.activate(cast.alice_account, "JBSWY3DPEHPK3PXP")
        assert held_back(cast.alice, cast.alice_account) is None

    def test_it_exempts_people_of_a_running_demonstration_only(self, cast, settings):
        cast.alice_account.is_demonstration = True
        assert held_back(cast.alice, cast.alice_account) is not None
        settings.DEMONSTRATION = True
        assert held_back(cast.alice, cast.alice_account) is None

    def test_it_is_met_on_the_way_to_a_real_page(self, cast, client):
        client.force_login(cast.alice_account)
        assert client.get("/penilaian/").headers["Location"].startswith("/akun/faktor-kedua/")
