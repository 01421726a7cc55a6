"""Somebody who can sign in administers the whole instansi on every day on which somebody did."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection

from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment, Capacity, Grant, Person, Position
from pranata.organisation.operations._last import LastAdministrator
from pranata.organisation.operations.apply_import import apply_import
from pranata.organisation.operations.assign_person import assign_person
from pranata.organisation.operations.end_assignment import end_assignment
from pranata.organisation.operations.end_person import end_person
from pranata.organisation.operations.end_position import end_position
from pranata.organisation.operations.receive_import import receive_import
from pranata.organisation.operations.revoke_role import revoke_role
from pranata.organisation.operations.undo_import import undo_import
from pranata.organisation.policies import Actor
from pranata.organisation.queries.actor import actor_of
from pranata.organisation.queries.administration import powerful_below_the_root
from pranata.organisation.tests.acts import at_home, make_assignment, make_person, make_position
from pranata.organisation.tests.cast import NOW, SINCE, TODAY, Cast, make_account, make_cast

PAST, SOON, LATER = dt.date(2024, 7, 1), dt.date(2026, 6, 1), dt.date(2026, 9, 1)
ON_EVERY_DAY = pytest.mark.parametrize("on", [PAST, TODAY, SOON], ids=["past", "today", "scheduled"])


@pytest.fixture
def cast(db):
    with at_home() as found:
        yield found


def second_administrator(cast: Cast, account: Account | None = None, **given: object) -> Actor:
    """Return somebody in another post that administers the whole instansi."""
    position = make_position(cast, "kedua", unit=cast.root)
    Grant.objects.create(
        instansi=cast.instansi, position=position, unit=cast.root, role="administrator", starts_on=SINCE
    )
    person = make_person(cast, "Sita", account=account)
    return actor_of(make_assignment(cast, position, person, **given), TODAY)


def end_olga(cast: Cast, actor: Actor, on: dt.date = SOON) -> Assignment:
    seat = Assignment.objects.get(pk=cast.olga.assignment_id)
    return end_assignment(assignment=seat, ends_on=on, decree_number="SK", actor=actor, now=NOW)


class TestTheLast:
    @ON_EVERY_DAY
    def test_it_refuses_to_end_the_assignment_of_the_last(self, cast, on):
        with pytest.raises(LastAdministrator):
            end_olga(cast, cast.olga, on)
        assert Assignment.objects.get(pk=cast.olga.assignment_id).ends_on is None

    @ON_EVERY_DAY
    def test_it_refuses_to_end_the_service_of_the_last(self, cast, on):
        olga = Person.objects.get(pk=cast.olga.person_id)
        with pytest.raises(LastAdministrator):
            end_person(person=olga, ended_on=on, reason="pindah", actor=cast.olga, now=NOW)

    def test_it_refuses_to_end_the_post_of_the_last(self, cast):
        post = Position.objects.get(pk=cast.olga.position_id)
        with pytest.raises(LastAdministrator):
            end_position(position=post, ends_on=SOON, legal_basis="", actor=cast.olga, now=NOW)

    def test_it_refuses_a_successor_who_cannot_sign_in_yet(self, cast):
        post, heir = Position.objects.get(pk=cast.olga.position_id), make_person(cast)
        given: dict[str, Any] = {"capacity": "definitif", "decree_number": "SK", "starts_on": SOON}
        other = second_administrator(cast)
        with pytest.raises(LastAdministrator):
            assign_person(position=post, person=heir, **given, end_current=True, actor=other, now=NOW)

    def test_a_successor_who_can_sign_in_takes_over_on_the_same_day(self, cast):
        post = Position.objects.get(pk=cast.olga.position_id)
        heir = make_person(cast, account=make_account("Penerus"))
        assign_person(
            position=post,
            person=heir,
            capacity="definitif",
            decree_number="SK",
            starts_on=SOON,
            end_current=True,
            actor=second_administrator(cast),
            now=NOW,
        )
        assert Assignment.objects.get(pk=cast.olga.assignment_id).ends_on == SOON


class TestTheOther:
    def test_with_another_who_can_sign_in_she_may_go(self, cast):
        assert end_olga(cast, second_administrator(cast, make_account("Sita"))).ends_on == SOON

    def test_it_refuses_while_the_other_has_no_account(self, cast):
        with pytest.raises(LastAdministrator):
            end_olga(cast, second_administrator(cast))

    def test_it_refuses_while_the_other_never_set_a_password(self, cast):
        invited = Account.objects.create_user("sita@contoh.test", name="Sita")
        with pytest.raises(LastAdministrator):
            end_olga(cast, second_administrator(cast, invited))

    def test_it_refuses_while_the_account_of_the_other_was_ended(self, cast):
        account = make_account("Sita")
        Account.objects.filter(pk=account.pk).update(ended_at=NOW)
        with pytest.raises(LastAdministrator):
            end_olga(cast, second_administrator(cast, account))

    def test_it_refuses_while_the_other_holds_office_only_for_a_time(self, cast):
        acting = {"capacity": Capacity.PLT, "ends_on": LATER}
        with pytest.raises(LastAdministrator):
            end_olga(cast, second_administrator(cast, make_account("Sita"), **acting))

    def test_it_refuses_while_the_other_begins_only_after_a_gap(self, cast):
        with pytest.raises(LastAdministrator):
            end_olga(cast, second_administrator(cast, make_account("Sita"), starts_on=LATER))

    def test_it_refuses_the_second_of_two_scheduled_ends_in_whatever_order(self, cast):
        sita = second_administrator(cast, make_account("Sita"))
        end_olga(cast, sita, LATER)
        seat = Assignment.objects.get(pk=sita.assignment_id)
        with pytest.raises(LastAdministrator):
            end_assignment(assignment=seat, ends_on=SOON, decree_number="", actor=cast.olga, now=NOW)

    def test_one_who_could_not_sign_in_anyway_may_go(self, cast):
        retired = second_administrator(cast)
        seat = Assignment.objects.get(pk=retired.assignment_id)
        end_assignment(assignment=seat, ends_on=SOON, decree_number="", actor=cast.olga, now=NOW)

    def test_it_refuses_the_role_when_the_other_post_is_held_by_nobody(self, cast):
        sita = second_administrator(cast, make_account("Sita"), ends_on=SOON)
        grant = Grant.objects.get(position_id=cast.olga.position_id)
        with pytest.raises(LastAdministrator):
            revoke_role(grant=grant, ends_on=LATER, actor=sita, now=NOW)

    def test_it_refuses_to_undo_the_file_that_brought_the_other(self, cast):
        sita = second_administrator(cast, make_account("Sita"))
        person = make_person(cast, "Tono", nip="198001012005011001", account=make_account("Tono"))
        head = "nama,nip,kode jabatan,kapasitas,nomor sk,mulai"
        file = f"{head}\nTono,198001012005011001,kedua,plt,SK 2,2026-01-01\n"
        pending = receive_import(
            kind="orang",
            file_name="a.csv",
            content=file.encode(),
            effective_on=SINCE,
            actor=cast.olga,
            now=NOW,
        )
        pending = apply_import(pending=pending, actor=cast.olga, now=NOW)
        assert person.assignments.exists()
        end_olga(cast, sita)
        seat = Assignment.objects.get(pk=sita.assignment_id)
        end_assignment(assignment=seat, ends_on=SOON, decree_number="", actor=cast.olga, now=NOW)
        with pytest.raises(LastAdministrator):
            undo_import(pending=pending, actor=cast.olga, now=NOW)
        assert person.assignments.exists()


def test_of_two_administrators_who_end_each_other_at_once_one_stays(committed_db):
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        sita = second_administrator(cast, make_account("Sita"))
    barrier, outcomes = threading.Barrier(2), []

    def end(person_id: int, actor: Actor) -> None:
        try:
            with tenant_scope(cast.instansi.pk):
                person = Person.objects.get(pk=person_id)
                barrier.wait(10)
                end_person(person=person, ended_on=TODAY, reason="", actor=actor, now=NOW)
            outcomes.append("ended")
        except LastAdministrator:
            outcomes.append("refused")
        finally:
            connection.close()

    pairs = ((sita.person_id, cast.olga), (cast.olga.person_id, sita))
    threads = [threading.Thread(target=end, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["ended", "refused"]
    with tenant_scope(cast.instansi.pk):
        assert Person.objects.filter(ended_on__isnull=False).count() == 1


def test_roles_over_everything_that_sit_below_the_top_unit_are_found(cast):
    found = {grant.position_id for grant in powerful_below_the_root(TODAY)}
    assert found == {cast.alice.position_id}
    second_administrator(cast)
    Grant.objects.filter(position_id=cast.alice.position_id).update(ends_on=PAST)
    assert not powerful_below_the_root(TODAY).exists()
