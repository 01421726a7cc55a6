"""Act and evidence stand or fall together, whatever goes wrong between them."""

import pytest
from django.db import OperationalError, connection, transaction

from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.database import administrator
from pranata.ledger.models import Entry
from pranata.ledger.operations.append_entry import NotInTransaction, append_entry
from pranata.ledger.tests.acts import make_act


class Abandoned(Exception):
    pass


def business_write() -> None:
    Account.objects.create_user("alice@contoh.go.id")


def kept() -> tuple[int, int]:
    with tenant_scope(1):
        return Account.objects.count(), Entry.objects.count()


def test_it_refuses_to_append_outside_a_transaction(committed_db):
    with tenant_scope(1), pytest.raises(NotInTransaction):
        append_entry(make_act())


def test_act_and_entry_are_kept_together(committed_db):
    act(business_write, append)
    assert kept() == (1, 1)


def test_act_and_entry_vanish_together_on_rollback(committed_db):
    def abandon():
        raise Abandoned

    with pytest.raises(Abandoned):
        act(business_write, append, abandon)
    assert kept() == (0, 0)


def test_a_connection_killed_between_act_and_entry_leaves_neither(committed_db):
    with pytest.raises(OperationalError):
        act(business_write, kill_own_backend, append)
    connection.close()
    assert kept() == (0, 0)


def test_a_connection_killed_between_entry_and_commit_leaves_neither(committed_db):
    with pytest.raises(OperationalError):
        act(business_write, append, kill_own_backend, business_write)
    connection.close()
    assert kept() == (0, 0)


def act(*steps) -> None:
    with tenant_scope(1), transaction.atomic():
        for step in steps:
            step()


def append() -> None:
    append_entry(make_act())


def kill_own_backend() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with administrator() as server:
        server.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
