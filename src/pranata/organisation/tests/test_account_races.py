"""Two at once about one account: the second sees what the first did, and neither waits for ever."""

import threading
from functools import partial
from typing import Any

import pytest

from pranata.foundation.accounts.ownership import prove_address
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import AccountLink, Person
from pranata.organisation.operations.accept_account_link import accept_account_link
from pranata.organisation.operations.cancel_account_link import cancel_account_link
from pranata.organisation.operations.grant_role import grant_role
from pranata.organisation.operations.invite_account import invite_account
from pranata.organisation.queries.account_links import Ticket
from pranata.organisation.tests.acts import make_assignment, make_person, make_position, reach
from pranata.organisation.tests.cast import NOW, TODAY, Cast, make_cast
from pranata.organisation.tests.test_concurrency import Race


@pytest.fixture
def cast(committed_db) -> Cast:
    return make_cast()


@pytest.fixture
def link(cast) -> AccountLink:
    prove_address(cast.charlie_account)
    with tenant_scope(cast.instansi.pk):
        person = make_person(cast, "Charlie")
        given: dict[str, Any] = {"email": cast.charlie_account.email, "actor": cast.olga, "now": NOW}
        found = invite_account(person=person, **given).link
    assert found is not None
    return found


def accept(cast, link):
    return lambda: accept_account_link(ticket=Ticket.of(link), signed_in=cast.charlie_account, now=NOW)


def test_of_two_answers_at_once_the_second_finds_the_question_gone(cast, link):
    assert Race(cast).run(accept(cast, link), accept(cast, link)) == ["done", "LinkGone"]


def test_a_cancellation_under_way_makes_the_answer_find_nothing(cast, link):
    cancel = partial(cancel_account_link, link=link, actor=cast.olga, now=NOW)
    assert Race(cast).run(cancel, accept(cast, link)) == ["done", "LinkGone"]
    assert Race(cast).run(accept(cast, link), cancel) == ["LinkGone", "LinkNotWaiting"]


def test_an_answer_that_holds_the_account_and_a_cancellation_do_not_wait_for_each_other(cast, link):
    reached = threading.Event()

    def answer_slowly() -> None:
        Account.objects.select_for_update().get(pk=link.account_id)
        reached.set()
        threading.Event().wait(1.5)
        accept(cast, link)()

    def cancel() -> None:
        reached.wait(10)
        cancel_account_link(link=link, actor=cast.olga, now=NOW)

    race = Race(cast)
    race.first_wrote.set()
    assert race.run(answer_slowly, cancel) == ["LinkGone", "done"]


def test_of_two_administrators_who_invite_one_person_the_second_is_told(cast):
    with tenant_scope(cast.instansi.pk):
        person = make_person(cast)

    def invite(email: str):
        def work() -> None:
            invite_account(person=Person.objects.get(pk=person.pk), email=email, actor=cast.olga, now=NOW)

        return work

    def stale() -> None:
        invite_account(person=person, email="b@contoh.test", actor=cast.olga, now=NOW)

    assert Race(cast).run(invite("a@contoh.test"), stale) == ["done", "InvitedMeanwhile"]
    with tenant_scope(cast.instansi.pk):
        assert Person.objects.get(pk=person.pk).email == "a@contoh.test"
    assert not Account.objects.filter(email="b@contoh.test").exists()


class TestPowerAndAnInvitation:
    @pytest.fixture
    def works(self, cast):
        """A local administrator invites somebody while the whole administrator gives that person power."""
        local = reach(cast.bob, cast.dinkes)
        with tenant_scope(cast.instansi.pk):
            position, person = make_position(cast, "calon"), make_person(cast)
            make_assignment(cast, position, person)
        given: dict[str, Any] = {
            "unit": cast.root,
            "role": "coordinator",
            "starts_on": TODAY,
            "actor": cast.olga,
            "now": NOW,
        }
        return (
            lambda: invite_account(person=person, email="rini@contoh.test", actor=local, now=NOW),
            lambda: grant_role(position=position, **given),
        )

    def test_the_grant_sees_the_link_that_is_being_shown(self, cast, works):
        assert Race(cast).run(*works) == ["done", "AddressNotProved"]

    def test_the_invitation_sees_the_power_that_is_being_given(self, cast, works):
        assert Race(cast).run(*reversed(works)) == ["done", "NotPermitted"]
