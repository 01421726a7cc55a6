"""Ending an account everywhere, and leaving no instansi without an administrator on the way."""

from typing import Any

import pytest

from pranata.foundation.accounts.invitations import AlreadyEnded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Grant, Person
from pranata.organisation.operations._last import LastAdministrator
from pranata.organisation.operations.end_account import end_account
from pranata.organisation.operations.invite_account import invite_account
from pranata.organisation.operations.take_over_account import SoleAdministrator, take_over_account
from pranata.organisation.queries.account_links import Ticket
from pranata.organisation.tests.acts import make_person, recorded
from pranata.organisation.tests.cast import NOW, PASSWORD, SINCE, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def charlie(cast: Cast) -> Account:
    """Charlie alone administers the other instansi, and sits in Alice's too."""
    with tenant_scope(cast.other_instansi.pk):
        fields: dict[str, Any] = {
            "instansi": cast.other_instansi,
            "unit": cast.other_root,
            "starts_on": SINCE,
        }
        Grant.objects.create(position_id=cast.charlie.position_id, role="administrator", **fields)
    return cast.charlie_account


def end(account, actor=None):
    return end_account(account=account, reason="meninggal", actor=actor, now=NOW)


class TestEnding:
    def test_every_instansi_it_sits_in_hears_of_it(self, cast):
        with tenant_scope(cast.instansi.pk):
            make_person(cast, "Charlie", account=cast.charlie_account)
        end(cast.charlie_account)
        for instansi in (cast.instansi, cast.other_instansi):
            with tenant_scope(instansi.pk):
                assert recorded() == ["akun.akhiri"]
        assert Account.objects.get(pk=cast.charlie_account.pk).ended_at == NOW

    def test_it_refuses_the_last_administrator_of_any_of_them(self, cast, charlie):
        with tenant_scope(cast.instansi.pk):
            make_person(cast, "Charlie", account=charlie)
        with pytest.raises(LastAdministrator):
            end(charlie)
        assert Account.objects.get(pk=charlie.pk).ended_at is None
        with tenant_scope(cast.instansi.pk):
            assert recorded() == []

    def test_it_refuses_twice(self, cast):
        end(cast.bob_account)
        with pytest.raises(AlreadyEnded):
            end(cast.bob_account)

    @pytest.mark.parametrize("name", ["alice", "bob", "charlie", "dana", "olga"])
    def test_it_refuses_everybody_in_an_instansi(self, cast, name):
        with pytest.raises(NotPermitted):
            end(cast.bob_account, actor=getattr(cast, name))


class TestTakingOver:
    def take(self, cast, account):
        with tenant_scope(cast.instansi.pk):
            given: dict[str, Any] = {"email": account.email, "actor": cast.olga, "now": NOW}
            link = invite_account(person=make_person(cast, "Charlie"), **given).link
            assert link is not None
        return take_over_account(ticket=Ticket.of(link), new_password="meja-kayu-jati-lama", now=NOW)

    def test_it_refuses_to_leave_an_instansi_without_an_administrator(self, cast, charlie):
        with pytest.raises(SoleAdministrator) as refused:
            self.take(cast, charlie)
        assert cast.other_instansi.name in str(refused.value)
        after = Account.objects.get(pk=charlie.pk)
        assert after.check_password(PASSWORD)
        with tenant_scope(cast.other_instansi.pk):
            assert Person.objects.get(pk=cast.charlie.person_id).account == charlie

    def test_of_one_who_administers_nothing_it_is_theirs(self, cast):
        assert self.take(cast, cast.charlie_account).account == cast.charlie_account
