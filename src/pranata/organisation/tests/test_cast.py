"""The cast that every other test relies on is what it says."""

import pytest

from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Person
from pranata.organisation.queries.actor import assignments_on, seats_of
from pranata.organisation.tests.cast import PASSWORD, TODAY, make_cast

pytestmark = pytest.mark.django_db


def test_each_of_the_cast_holds_the_role_of_their_part():
    cast = make_cast()
    assert cast.alice.has_role("coordinator", unit_id=cast.dinkes.pk)
    assert cast.bob.has_role("contributor", unit_id=cast.dinkes.pk)
    assert not cast.bob.has_role("contributor", unit_id=cast.diskominfo.pk)
    assert cast.dana.has_role("internal_assessor", unit_id=cast.dinkes.pk)
    assert cast.olga.has_role("administrator", unit_id=cast.root.pk)


def test_charlie_lives_in_another_instansi():
    cast = make_cast()
    assert cast.charlie.instansi_id == cast.other_instansi.pk != cast.instansi.pk
    with tenant_scope(cast.instansi.pk):
        assert not Person.objects.filter(name="Charlie").exists()


def test_alice_signs_in_with_the_common_password():
    cast = make_cast()
    assert cast.alice_account.check_password(PASSWORD)


def test_an_account_finds_its_way_to_its_position():
    cast = make_cast()
    (seat,) = seats_of(cast.bob_account.pk)
    with tenant_scope(seat.instansi_id):
        (assignment,) = assignments_on(seat, TODAY)
    assert assignment.pk == cast.bob.assignment_id
