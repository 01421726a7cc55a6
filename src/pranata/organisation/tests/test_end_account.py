"""Ending an account everywhere, and leaving no instansi without an administrator on the way."""

from typing import Any

import pytest
from django.test import Client

from pranata.foundation.accounts.invitations import AlreadyEnded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.accounts_kit import confirm
from pranata.ledger.models import Entry
from pranata.organisation.models import Grant, Person
from pranata.organisation.operations._last import LastAdministrator
from pranata.organisation.operations.end_account import (
    OwnAccount,
    ReasonMissing,
    ServesElsewhere,
    end_account,
)
from pranata.organisation.operations.invite_account import invite_account
from pranata.organisation.operations.take_over_account import SoleAdministrator, take_over_account
from pranata.organisation.queries.account_links import Ticket
from pranata.organisation.queries.actor import seats_of
from pranata.organisation.tests.acts import make_person, recorded
from pranata.organisation.tests.cast import (
    NOW,
    PASSWORD,
    SINCE,
    Cast,
    make_account,
    make_actor,
    make_cast,
)

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


class TestByAnAdministrator:
    def test_it_ends_an_account_of_the_own_instansi_and_says_who_did(self, cast):
        with tenant_scope(cast.instansi.pk):
            end(cast.bob_account, actor=cast.olga)
            [entry] = Entry.objects.all()
            said = entry.document
        assert (said["action"], said["actor"]["jabatan_nama"]) == ("akun.akhiri", "Kepala Bagian Organisasi")
        assert Account.objects.get(pk=cast.bob_account.pk).ended_at == NOW

    def test_a_new_account_of_the_person_opens_their_own_proof_again(self, cast):
        with tenant_scope(cast.instansi.pk):
            end(cast.bob_account, actor=cast.olga)
            bob = Person.objects.get(pk=cast.bob.person_id)
            given: dict[str, Any] = {"email": "bob.baru@contoh.test", "actor": cast.olga, "now": NOW}
            account = invite_account(person=bob, **given).account
        assert [seat.pk for seat in seats_of(account.pk)] == [cast.bob.person_id]
        assert Account.objects.get(pk=cast.bob_account.pk).ended_at == NOW

    def test_it_refuses_other_roles_another_instansi_and_who_administers_only_a_part(self, cast):
        with tenant_scope(cast.instansi.pk):
            part = make_actor(cast.dinkes, make_account("Sari"), title="Kasubag", role="administrator")
            for actor in (cast.alice, cast.bob, cast.dana, part):
                with pytest.raises(NotPermitted):
                    end(cast.bob_account, actor=actor)
            with pytest.raises(ServesElsewhere):
                end(cast.charlie_account, actor=cast.olga)
        with tenant_scope(cast.other_instansi.pk), pytest.raises(NotPermitted):
            end(cast.bob_account, actor=cast.charlie)
        assert not Account.objects.filter(ended_at__isnull=False).exists()

    def test_it_refuses_an_account_that_serves_elsewhere_too_and_says_nothing_there(self, cast):
        with tenant_scope(cast.instansi.pk):
            make_person(cast, "Charlie", account=cast.charlie_account)
            with pytest.raises(ServesElsewhere):
                end(cast.charlie_account, actor=cast.olga)
        with tenant_scope(cast.other_instansi.pk):
            assert recorded() == []

    def test_it_refuses_ones_own_account_no_reason_and_twice(self, cast):
        with tenant_scope(cast.instansi.pk):
            with pytest.raises(OwnAccount):
                end(cast.olga_account, actor=cast.olga)
            with pytest.raises(ReasonMissing):
                end_account(account=cast.bob_account, reason=" ", actor=cast.olga, now=NOW)
            end(cast.bob_account, actor=cast.olga)
            with pytest.raises(AlreadyEnded):
                end(cast.bob_account, actor=cast.olga)

    def test_the_page_states_the_consequences_first_and_signs_the_person_out(self, cast, client):
        bob = Client()
        bob.force_login(cast.bob_account)
        assert bob.get("/meja/").status_code == 200
        client.force_login(cast.olga_account)
        page = f"/kelola/orang/{cast.bob.person_id}/akhiri-akun/"
        assert page in client.get(f"/kelola/orang/{cast.bob.person_id}/").content.decode()
        assert client.get(page)["Location"].startswith("/akun/")
        confirm(client, PASSWORD)
        shown = client.get(page).content.decode()
        assert "1 jabatan tetap dipegangnya" in shown
        assert "Bukti pribadi" in shown
        assert client.post(page, {"reason": ""}).status_code == 422
        assert client.post(page, {"reason": "pensiun"})["Location"] == f"/kelola/orang/{cast.bob.person_id}/"
        assert bob.get("/meja/").status_code == 302
        assert page not in client.get(f"/kelola/orang/{cast.bob.person_id}/").content.decode()
        client.force_login(cast.alice_account)
        assert client.get(page).status_code == 403


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
