"""What an act says about people opens for its own instansi, for as long as its key is kept."""

import hashlib
import os
import stat

import pytest
from django.db import connection, transaction

from pranata.foundation.environment import Environment
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.database import administrator, connect_as
from pranata.ledger import sealing
from pranata.ledger.canonical import Json, canonical
from pranata.ledger.models import Entry
from pranata.ledger.operations.append_entry import append_entry
from pranata.ledger.queries.detail import CannotOpen, DetailErased, open_detail
from pranata.ledger.tests.acts import make_act

DETAIL: dict[str, Json] = {"nama": "Siti Rahayu", "indikator": ["11", 2, None, True], "catatan": "Sesuai"}


def recorded(**changes):
    with tenant_scope(1), transaction.atomic():
        return append_entry(make_act(**{"detail": DETAIL} | changes)).event_id


def stored(table: str) -> bytes:
    with tenant_scope(1), connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return repr(cursor.fetchall()).encode()


@pytest.mark.django_db
class TestOpenDetail:
    def test_it_returns_what_was_sealed(self):
        event_id = recorded()
        with tenant_scope(1):
            assert open_detail(event_id) == DETAIL

    def test_it_returns_none_where_there_was_no_detail(self):
        event_id = recorded(detail=None)
        with tenant_scope(1):
            assert open_detail(event_id) is None

    def test_it_opens_nothing_of_another_tenant(self):
        event_id = recorded()
        with tenant_scope(2), pytest.raises(Entry.DoesNotExist):
            open_detail(event_id)

    def test_nothing_of_it_is_stored_in_clear(self):
        recorded()
        for table in ("ledger.entry", "ledger.sealed", "keystore.dek"):
            assert b"Siti" not in stored(table)

    def test_the_same_detail_never_looks_the_same_twice(self):
        recorded(), recorded()
        with tenant_scope(1):
            assert len({entry.document["payload"]["commit"] for entry in Entry.objects.all()}) == 2


class TestErasure:
    def test_deleting_the_key_erases_the_detail_and_keeps_the_entry(self, committed_db):
        event_id = recorded()
        with connect_as("owner", committed_db) as custodian:
            assert custodian.execute("DELETE FROM keystore.dek").rowcount == 1
        with tenant_scope(1):
            assert Entry.objects.filter(event_id=event_id).exists()
            with pytest.raises(DetailErased):
                open_detail(event_id)

    def test_without_the_salt_a_right_guess_cannot_be_confirmed(self, committed_db):
        event_id = recorded()
        with tenant_scope(1):
            commit = Entry.objects.get(event_id=event_id).document["payload"]["commit"]
        assert hashlib.sha256(canonical(DETAIL)).hexdigest() != commit
        assert sealing.commitment(bytes(32), canonical(DETAIL)).hex() != commit

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE keystore.dek SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)",
            "UPDATE keystore.dek SET wrapped = substr(wrapped, 1, 4)",
            "UPDATE ledger.sealed SET nonce_ct = set_byte(nonce_ct, 20, get_byte(nonce_ct, 20) # 1)",
            "UPDATE ledger.sealed SET nonce_ct = ''",
        ],
    )
    def test_altered_ciphertext_or_key_is_refused_and_not_shown(self, committed_db, change):
        event_id = recorded()
        with administrator(committed_db) as attacker:
            attacker.execute("ALTER TABLE ledger.sealed DISABLE TRIGGER ALL")
            attacker.execute(change)
        with tenant_scope(1), pytest.raises(CannotOpen):
            open_detail(event_id)


class TestTheMasterKey:
    def test_it_is_a_file_only_its_owner_reads(self):
        sealing.master_id()
        path = Environment.of_process().home / "secrets" / "ledger-master"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert path.stat().st_uid == os.getuid()

    def test_a_detail_sealed_under_another_master_key_does_not_open(self, monkeypatch):
        sealed = sealing.seal(DETAIL)
        monkeypatch.setattr(sealing, "_master_key", lambda: bytes(32))
        assert sealing.master_id() != sealed.master_id
        with pytest.raises(CannotOpen, match=sealed.master_id):
            sealing.unseal(sealed)
