"""Who acts is frozen into evidence as position and public id, never as a name or a number of the person."""

import json

import pytest

from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.actions import declare, known_actions
from pranata.ledger.models import Entry
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.ledger.queries.history import history_of, tenant_history
from pranata.organisation.tests.cast import NOW, make_cast

pytestmark = pytest.mark.django_db

TESTED = known_actions().get("uji.bukti") or declare(
    "uji.bukti", "membuktikan sesuatu", detail=None, retention="log"
)


def test_it_names_the_post_its_unit_and_the_decree():
    alice = make_cast().alice
    assert alice.evidence() == {
        "person": str(alice.person_public_id),
        "jabatan": str(alice.position_id),
        "jabatan_nama": "Kepala Dinas Komunikasi dan Informatika",
        "unit": str(alice.unit_id),
        "unit_nama": "Dinas Komunikasi dan Informatika",
        "capacity": "definitif",
        "basis": {"type": "SK", "no": alice.decree_number},
    }


def test_it_holds_nothing_personal():
    alice = make_cast().alice
    assert alice.person_name not in json.dumps(alice.evidence())


def test_an_entry_keeps_it_as_it_was_and_tells_it_as_a_sentence():
    alice = make_cast().alice
    with tenant_scope(alice.instansi_id):
        append_entry(Act(action=TESTED, tenant_id=alice.instansi_id, actor=alice.evidence(), occurred_at=NOW))
        assert Entry.objects.get().document["actor"] == alice.evidence()
        assert tenant_history()[0].sentence == (
            "Kepala Dinas Komunikasi dan Informatika membuktikan sesuatu."
        )
        assert history_of("assessment", "1") == []
