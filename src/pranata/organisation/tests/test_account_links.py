"""An account that works is connected only by who reads its mailbox and signs in to it."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from django.core import signing

from pranata.foundation.accounts.ownership import prove_address
from pranata.foundation.errors import NotPermitted
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.accounts_kit import add_authenticator
from pranata.organisation.models import AccountLink, LinkState, Person
from pranata.organisation.operations._account_link import LinkNotWaiting, SentJustNow
from pranata.organisation.operations._rules import RuleBroken
from pranata.organisation.operations.accept_account_link import (
    NewPasswordNeeded,
    NotTheAccount,
    accept_account_link,
)
from pranata.organisation.operations.cancel_account_link import cancel_account_link
from pranata.organisation.operations.decline_account_link import decline_account_link
from pranata.organisation.operations.invite_account import AlreadyAsked, invite_account
from pranata.organisation.operations.resend_account_link import AddressLeft, resend_account_link
from pranata.organisation.operations.take_over_account import AddressWasProved, take_over_account
from pranata.organisation.queries.account_links import LinkGone, Ticket, question
from pranata.organisation.queries.actor import held_by, seats_of
from pranata.organisation.tests.acts import at_home, make_assignment, make_person, make_position, recorded
from pranata.organisation.tests.cast import NOW, PASSWORD

pytestmark = pytest.mark.django_db
NEW = "meja-kayu-jati-lama"
OTHERS = pytest.mark.parametrize("name", ["alice", "bob", "dana", "charlie"])


@pytest.fixture
def cast():
    with at_home() as found:
        yield found


@pytest.fixture
def charlie(cast):
    """Charlie serves in the other instansi; whether Charlie reads the mailbox nobody has seen yet."""
    return cast.charlie_account


@pytest.fixture
def proved(charlie):
    prove_address(charlie)
    return charlie


@pytest.fixture
def link(cast, charlie) -> AccountLink:
    """The question of Alice's instansi to the owner of Charlie's account."""
    given = {"email": charlie.email, "actor": cast.olga, "now": NOW}
    found = invite_account(person=make_person(cast, "Charlie", nip="198001012005011009"), **given).link
    assert found is not None
    return found


def accept(link, signed_in, password=None, now=NOW):
    ticket = Ticket.of(link)
    return accept_account_link(ticket=ticket, signed_in=signed_in, new_password=password, now=now)


def holder(link) -> Account | None:
    return Person.objects.get(pk=link.person_id).account


class TestAsking:
    def test_the_person_has_no_account_and_no_seat_until_it_is_accepted(self, cast, link, charlie):
        assert holder(link) is None
        assert [seat.instansi for seat in seats_of(charlie.pk)] == [cast.other_instansi]
        assert recorded()[0] == "taut_akun.minta"

    def test_an_account_with_a_passkey_only_is_asked_too(self, cast):
        account = Account.objects.create_user("kunci@contoh.test", name="Kunci")
        Authenticator.objects.create(user=account, type=Authenticator.Type.WEBAUTHN, data={})
        asked = invite_account(person=make_person(cast), email=account.email, actor=cast.olga, now=NOW)
        assert asked.link is not None
        assert not asked.needs_password

    def test_it_refuses_a_second_question_while_one_waits(self, cast, link):
        with pytest.raises(AlreadyAsked):
            invite_account(person=link.person, email="lain@contoh.test", actor=cast.olga, now=NOW)

    def test_another_instansi_sees_nothing_of_it(self, cast, link):
        with tenant_scope(cast.other_instansi.pk):
            assert not AccountLink.objects.exists()

    def test_the_page_says_where_the_account_is_in_use(self, cast, link):
        asked = question(Ticket.of(link), NOW)
        assert (asked.used_at, asked.instansi_name) == ((cast.other_instansi.name,), cast.instansi.name)


class TestAccepting:
    def test_the_owner_of_a_proved_address_keeps_password_and_factors(self, link, proved):
        add_authenticator(proved)
        accept(link, proved)
        assert holder(link) == proved
        assert Account.objects.get(pk=proved.pk).check_password(PASSWORD)
        assert Authenticator.objects.filter(user=proved).exists()
        assert recorded()[0] == "taut_akun.setujui"

    def test_it_refuses_an_account_whose_address_was_never_proved_without_a_new_password(self, link, charlie):
        with pytest.raises(NewPasswordNeeded):
            accept(link, charlie)
        assert holder(link) is None

    def test_with_a_new_password_everything_the_first_user_knew_dies(self, cast, link, charlie):
        add_authenticator(charlie)
        accept(link, charlie, NEW)
        after = Account.objects.get(pk=charlie.pk)
        assert after.check_password(NEW)
        assert not after.check_password(PASSWORD)
        assert after.address_is_proved
        assert not Authenticator.objects.filter(user=charlie).exists()
        assert {seat.instansi for seat in seats_of(charlie.pk)} == {cast.instansi, cast.other_instansi}

    @pytest.mark.parametrize("who", ["alice_account", "olga_account", None])
    def test_it_refuses_whoever_is_not_signed_in_to_that_account(self, cast, link, proved, who):
        with pytest.raises(NotTheAccount):
            accept(link, getattr(cast, who) if who else None, NEW)
        assert holder(link) is None

    def test_it_refuses_the_same_link_twice(self, link, proved):
        accept(link, proved)
        with pytest.raises(LinkGone):
            accept(link, proved)

    def test_it_refuses_after_three_days(self, link, proved):
        with pytest.raises(LinkGone):
            accept(link, proved, now=NOW + dt.timedelta(days=3))

    def test_it_refuses_the_link_of_a_letter_that_was_sent_again(self, cast, link, proved):
        resend_account_link(link=link, actor=cast.olga, now=NOW + dt.timedelta(minutes=6))
        with pytest.raises(LinkGone):
            accept(link, proved)
        accept(AccountLink.objects.get(pk=link.pk), proved)

    def test_it_refuses_once_the_account_has_another_address(self, link, proved):
        Account.objects.filter(pk=proved.pk).update(email="penyerang@contoh.test")
        with pytest.raises(LinkGone):
            accept(link, proved)

    def test_it_refuses_an_ended_account_and_an_ended_person(self, link, proved):
        Account.objects.filter(pk=proved.pk).update(ended_at=NOW)
        with pytest.raises(LinkGone):
            accept(link, proved)
        Account.objects.filter(pk=proved.pk).update(ended_at=None)
        Person.objects.filter(pk=link.person_id).update(ended_on=dt.date(2024, 1, 1))
        with pytest.raises(LinkGone):
            accept(link, proved)

    def test_it_refuses_a_person_whose_service_ended_this_morning_there(self, link, proved):
        # Still the evening before in UTC.
        dawn = dt.datetime(2026, 3, 3, 18, 0, tzinfo=dt.UTC)
        Person.objects.filter(pk=link.person_id).update(ended_on=dt.date(2026, 3, 4))
        with pytest.raises(LinkGone):
            accept(link, proved, now=dawn)

    def test_it_refuses_a_ticket_of_another_instansi(self, cast, link, proved):
        ticket = replace(Ticket.of(link), instansi_id=cast.other_instansi.pk)
        with pytest.raises(LinkGone):
            accept_account_link(ticket=ticket, signed_in=proved, now=NOW)

    def test_it_refuses_a_forged_ticket(self, link):
        forged = signing.dumps([link.instansi_id, str(link.nonce)], salt="lain")
        for token in (forged, "", "x", Ticket.of(link).sign()[:-1], Ticket(1, uuid.uuid4()).sign() + "x"):
            with pytest.raises(LinkGone):
                Ticket.read(token)

    def test_a_sign_in_still_begins_at_the_seat_it_began_with(self, cast, proved):
        # Registered before Charlie's own seat would be found by its id.
        person = make_person(cast, "Charlie")
        Person.objects.filter(pk=person.pk).update(account_since=None)
        with tenant_scope(cast.other_instansi.pk):
            home = Person.objects.get(account=proved)
            Person.objects.filter(pk=home.pk).update(account=None, account_since=None)
            home.pk, home.public_id = None, uuid.uuid4()
            home.save(force_insert=True)
            assert home.pk > person.pk
        make_assignment(cast, make_position(cast, "x"), person)
        link = invite_account(person=person, email=proved.email, actor=cast.olga, now=NOW).link
        accept(link, proved)
        assert [seat.instansi for seat in seats_of(proved.pk)] == [cast.other_instansi, cast.instansi]
        assert [held.position.title for held in held_by(proved.pk, NOW)][-1] == "x"


class TestAnAccountAnotherInstansiInvitedFirst:
    """It has no password yet: the letter asks for one, as "Lupa kata sandi" would."""

    @pytest.fixture
    def invited(self, cast) -> Account:
        account = Account.objects.create_user("tunggu@contoh.test", name="Tunggu")
        with tenant_scope(cast.other_instansi.pk):
            Person.objects.create(instansi=cast.other_instansi, account=account, name="Tunggu")
        return account

    @pytest.fixture
    def link(self, cast, invited) -> AccountLink:
        given = {"email": invited.email, "actor": cast.olga, "now": NOW}
        found = invite_account(person=make_person(cast, "Tunggu"), **given).link
        assert found is not None
        return found

    def test_its_owner_sets_a_password_and_serves_both(self, cast, link, invited):
        accept(link, None, NEW)
        after = Account.objects.get(pk=invited.pk)
        assert after.check_password(NEW)
        assert after.address_is_proved
        assert {seat.instansi for seat in seats_of(invited.pk)} == {cast.instansi, cast.other_instansi}

    def test_it_refuses_without_a_password(self, link):
        with pytest.raises(NewPasswordNeeded):
            accept(link, None)

    def test_it_refuses_once_somebody_set_one_through_the_link_of_the_first(self, link, invited):
        invited.set_password(PASSWORD)
        invited.save()
        with pytest.raises(NotTheAccount):
            accept(link, None, NEW)
        with pytest.raises(NewPasswordNeeded):
            accept(link, invited)
        assert holder(link) is None


class TestTakingOver:
    def take(self, link, now=NOW):
        return take_over_account(ticket=Ticket.of(link), new_password=NEW, now=now)

    def test_the_pre_hijacker_loses_everything(self, cast, link, charlie):
        add_authenticator(charlie)
        self.take(link)
        after = Account.objects.get(pk=charlie.pk)
        assert (after.check_password(NEW), after.check_password(PASSWORD)) == (True, False)
        assert not Authenticator.objects.filter(user=charlie).exists()
        assert (after.name, after.employee_number) == ("Charlie", "198001012005011009")
        assert holder(link) == charlie
        assert recorded()[0] == "taut_akun.setujui"

    def test_it_gains_nothing_where_the_account_was_in_use(self, cast, link, charlie):
        self.take(link)
        assert [seat.instansi for seat in seats_of(charlie.pk)] == [cast.instansi]
        with tenant_scope(cast.other_instansi.pk):
            assert recorded()[0] == "akun.lepaskan"
            assert not Person.objects.filter(account=charlie).exists()

    def test_it_refuses_an_account_whose_address_was_proved(self, link, proved):
        with pytest.raises(AddressWasProved):
            self.take(link)
        assert Account.objects.get(pk=proved.pk).check_password(PASSWORD)

    def test_it_refuses_a_used_and_an_expired_link(self, link):
        with pytest.raises(LinkGone):
            self.take(link, NOW + dt.timedelta(days=4))
        self.take(link)
        with pytest.raises(LinkGone):
            self.take(link)

    def test_it_leaves_a_nip_to_the_account_that_signs_in_with_it(self, link, charlie):
        Account.objects.create(email="lain@contoh.test", employee_number="198001012005011009")
        self.take(link)
        assert Account.objects.get(pk=charlie.pk).employee_number is None


class TestWithdrawing:
    def test_the_owner_says_no_and_stays_as_before(self, link, charlie):
        decline_account_link(ticket=Ticket.of(link), now=NOW)
        assert AccountLink.objects.get().state == LinkState.DECLINED
        assert recorded()[0] == "taut_akun.tolak"
        assert Account.objects.get(pk=charlie.pk).check_password(PASSWORD)

    def test_it_refuses_to_decline_twice(self, link):
        decline_account_link(ticket=Ticket.of(link), now=NOW)
        with pytest.raises(LinkGone):
            decline_account_link(ticket=Ticket.of(link), now=NOW)

    def test_a_cancelled_question_leads_nowhere_and_makes_way_for_another(self, cast, link, proved):
        cancel_account_link(link=link, actor=cast.olga, now=NOW)
        assert recorded()[0] == "taut_akun.batalkan"
        with pytest.raises(LinkGone):
            accept(link, proved)
        with pytest.raises(LinkNotWaiting):
            cancel_account_link(link=link, actor=cast.olga, now=NOW)
        later = NOW + dt.timedelta(minutes=6)
        assert invite_account(person=link.person, email=proved.email, actor=cast.olga, now=later).link

    def test_it_refuses_to_flood_a_mailbox(self, cast, link):
        with pytest.raises(SentJustNow):
            resend_account_link(link=link, actor=cast.olga, now=NOW + dt.timedelta(minutes=4))

    def test_it_refuses_to_flood_it_by_cancelling_and_asking_again_or_for_another_person(self, cast, link):
        with pytest.raises(SentJustNow):
            invite_account(person=make_person(cast), email=link.address, actor=cast.olga, now=NOW)
        cancel_account_link(link=link, actor=cast.olga, now=NOW)
        with pytest.raises(SentJustNow):
            invite_account(person=link.person, email=link.address, actor=cast.olga, now=NOW)

    def test_it_refuses_to_write_again_to_an_address_the_account_left(self, cast, link, charlie):
        Account.objects.filter(pk=charlie.pk).update(email="baru@contoh.test")
        with pytest.raises(AddressLeft):
            resend_account_link(
                link=AccountLink.objects.get(pk=link.pk), actor=cast.olga, now=NOW + dt.timedelta(hours=1)
            )

    @OTHERS
    def test_it_refuses_everybody_else(self, cast, link, name):
        for operation in (cancel_account_link, resend_account_link):
            with pytest.raises(NotPermitted):
                operation(link=link, actor=getattr(cast, name), now=NOW + dt.timedelta(hours=1))

    def test_it_refuses_a_colleague_who_has_the_account_meanwhile(self, cast, link, proved):
        make_person(cast, "Kembar", account=proved)
        with pytest.raises(RuleBroken):
            accept(link, proved)
        assert holder(link) is None
