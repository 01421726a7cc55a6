"""A hold and the order to destroy meet, each on a connection of its own: one waits for the other."""

import threading
from collections.abc import Callable
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import NOW
from pranata.records.models import Hold, ItemState
from pranata.records.operations._lock import DocumentDestroyed
from pranata.records.operations.order_destruction import order_destruction
from pranata.records.operations.place_hold import HoldScope, place_hold
from pranata.records.tests.disposal_scenes import disposal_in
from pranata.records.tests.scenes import archive_at

WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


@pytest.fixture
def scene(committed_db, tmp_path, settings):
    """An archive whose commits are real, with a document that the first person has confirmed."""
    with archive_at(tmp_path, settings) as archive:
        disposal = disposal_in(archive)
        version = disposal.version()
        yield disposal, version, disposal.begun(version.document)


@contextmanager
def waiting(tenant_id: int, act: Callable[[], object]):
    """Begin an act on another connection, see that it waits, and afterwards that it came to its end."""

    def run() -> None:
        try:
            with tenant_scope(tenant_id):
                act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        yield
        thread.start()
        for _ in range(200):
            with connection.cursor() as cursor:
                cursor.execute(WAITING)
                if cursor.fetchone()[0]:
                    break
            thread.join(0.05)
        else:
            pytest.fail("the second did not wait for the first")
    thread.join(30)
    assert not thread.is_alive()


def test_a_hold_that_is_being_placed_stops_the_order_and_the_bytes_stay(scene):
    disposal, version, begun = scene
    with waiting(
        version.instansi_id, lambda: order_destruction(proposal=begun, actor=disposal.indra, now=NOW)
    ):
        hold(disposal, version)
    assert disposal.item(version.document).state == ItemState.HELD
    assert disposal.carry_out() == {}
    assert disposal.places_of(version) == ["blobs", "copy"]


def test_a_hold_that_comes_after_the_order_is_refused_for_the_document_is_destroyed(scene):
    disposal, version, begun = scene

    def too_late():
        with pytest.raises(DocumentDestroyed):
            hold(disposal, version)

    with waiting(version.instansi_id, too_late):
        order_destruction(proposal=begun, actor=disposal.indra, now=NOW)
    assert disposal.item(version.document).state == ItemState.ERASING
    assert not Hold.objects.exists()
    assert disposal.carry_out() == {"destroyed": 1}
    assert disposal.places_of(version) == []
    too_late()


def hold(disposal, version):
    scope = HoldScope(document=version.document)
    place_hold(scope=scope, ground="perkara", reason="Alat bukti", actor=disposal.ratna, now=NOW)
