"""Two windows dispute at the same moment, then two answer: one each stands, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from pranata.foundation.errors import ProductError
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.models import Entry
from pranata.receipts.models import Answer, Dispute
from pranata.receipts.operations.answer_dispute import AlreadyAnswered
from pranata.receipts.operations.dispute_entry import AlreadyDisputed
from pranata.receipts.tests.scenes import make_scene


def together(tenant_id, *acts):
    """Do all of these at the same moment; return what each was told."""
    start = Barrier(len(acts))

    def do(act):
        try:
            with tenant_scope(tenant_id):
                start.wait()
                act()
        except ProductError as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return set(pool.map(do, acts))


def test_one_of_two_stands(committed_db):
    scene = make_scene()
    tenant = scene.cast.instansi.pk
    assert together(tenant, scene.dispute, scene.dispute) == {None, AlreadyDisputed}
    with tenant_scope(tenant):
        dispute = Dispute.objects.get()
    by = (lambda: scene.answer(dispute), lambda: scene.answer(dispute, scene.cast.olga))
    assert together(tenant, *by) == {None, AlreadyAnswered}
    with tenant_scope(tenant):
        assert Answer.objects.count() == 1
        assert [e.document["action"] for e in Entry.objects.order_by("event_id")] == [
            "unit.akhiri",
            "catatan.sangkal",
            "catatan.jawabsangkal",
        ]
