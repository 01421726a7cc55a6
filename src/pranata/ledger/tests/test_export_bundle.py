"""From the record of an act to a bundle that somebody else proves, and the honest states before."""

import io
import uuid

import pytest
from django.db import transaction

from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.bundles import verifikasi
from pranata.ledger.bundles.tests.memory_log import sha
from pranata.ledger.bundles.writing import Document, write_zip
from pranata.ledger.operations.append_entry import ObjectRef, append_entry
from pranata.ledger.operations.export_bundle import EntriesNotFound, export_bundle
from pranata.ledger.queries.bundle import ExportOutdated, NotYetWitnessed, bundle_of
from pranata.ledger.queries.person_acts import person_acts
from pranata.ledger.shredding import shred_details
from pranata.ledger.tests.acts import ALICE, NOW, make_act
from pranata.ledger.tests.logs import Log, write
from pranata.ledger.tests.witnesses import WITNESSES, cosign, policy_of

DOCUMENT = b"Rencana SPBE 2026\n"
DIGEST = sha(DOCUMENT).hex()


@pytest.fixture
def log(committed_db, tmp_path):
    found = Log(committed_db, tmp_path)
    write()
    found.drain()  # The keys of a log are made when it is first signed.
    yield found
    found.close()


def uploaded(**changes):
    thing = ObjectRef(role="naskah", type="document", id="7", sha256=DIGEST)
    with tenant_scope(1), transaction.atomic():
        return append_entry(make_act(objects=(thing,), **changes)).event_id


def exported(log, event_ids, **changes):
    fields = {
        "event_ids": event_ids,
        "readable": {DIGEST},
        "opened": (),
        "policy": policy_of(log),
        "tenant_id": 1,
        "actor": ALICE,
        "now": NOW,
        **changes,
    }
    with tenant_scope(1):
        return export_bundle(**fields).event_id


def bundle(log, export_id, policy=None):
    with tenant_scope(1):
        return bundle_of(
            export_id, policy=policy or policy_of(log), document=lambda _sha: Document.of_bytes(DOCUMENT)
        )


def checked(contents, keys):
    target = io.BytesIO()
    write_zip(contents, target)
    return verifikasi.verify(verifikasi.of_zip(target), keys)


class TestAnExport:
    def test_it_becomes_a_bundle_that_is_proven(self, log):
        first = uploaded()
        later = uploaded(prev=(first,))
        export = exported(log, [later], opened=[later])
        log.drain()
        cosign(log)
        found = checked(bundle(log, export), policy_of(log))
        assert found.reason == ""
        assert (found.verdict, found.export) == (verifikasi.PROVEN, str(export))
        assert {event.event_id for event in found.events} == {str(first), str(later), str(export)}
        assert (found.documents, found.opened, found.withheld) == (2, 1, [])

    def test_each_entry_has_the_earliest_checkpoint_that_was_witnessed(self, log):
        first = uploaded()
        log.drain()
        second = uploaded()
        log.drain()
        export = exported(log, [first, second])
        log.drain()
        cosign(log)
        found = checked(bundle(log, export), policy_of(log))
        assert [event.size for event in found.events] == [2, 3, 4]

    def test_a_document_the_receiver_may_not_have_is_withheld_and_said_so(self, log):
        export = exported(log, [uploaded()], readable=())
        log.drain()
        cosign(log)
        found = checked(bundle(log, export), policy_of(log))
        assert (found.verdict, found.withheld) == (verifikasi.PROVEN, [DIGEST])

    def test_an_export_of_exports_is_proven(self, log):
        earlier = exported(log, [uploaded()])
        export = exported(log, [earlier])
        log.drain()
        cosign(log)
        found = checked(bundle(log, export), policy_of(log))
        assert (found.verdict, len(found.withheld)) == (verifikasi.PROVEN, 1)

    def test_it_crosses_tiles(self, log):
        entries = [ref.event_id for ref in write(300)]
        export = exported(log, [entries[0], entries[255], entries[256], entries[-1]])
        log.drain()
        cosign(log)
        assert checked(bundle(log, export), policy_of(log)).verdict == verifikasi.PROVEN


class TestAfterADestruction:
    def test_an_export_that_opens_what_was_destroyed_since_asks_for_a_new_one(self, log):
        shown = uploaded()
        export = exported(log, [shown], opened=[shown])
        log.drain()
        cosign(log)
        with tenant_scope(1), transaction.atomic():
            shred_details([shown], by=append_entry(make_act()))
        with pytest.raises(ExportOutdated, match="dimusnahkan"):
            bundle(log, export)


class TestBeforeItIsWitnessed:
    def test_an_entry_without_a_place_is_not_yet_locked(self, log):
        with pytest.raises(NotYetWitnessed, match="belum terkunci") as found:
            bundle(log, exported(log, [uploaded()]))
        assert not found.value.sequenced

    def test_a_quorum_that_is_not_reached_is_not_yet_witnessed(self, log):
        export = exported(log, [uploaded()])
        log.drain()
        cosign(log, WITNESSES[:1])
        with pytest.raises(NotYetWitnessed, match="belum disaksikan") as found:
            bundle(log, export)
        assert found.value.sequenced

    def test_a_policy_that_changed_since_asks_for_a_new_export(self, log):
        export = exported(log, [uploaded()])
        log.drain()
        cosign(log)
        with pytest.raises(ExportOutdated):
            bundle(log, export, policy=policy_of(log).replace(b"quorum saksi", b"quorum none"))


class TestWhatIsNotYours:
    def test_it_refuses_entries_of_another_instansi(self, log):
        with tenant_scope(2), transaction.atomic():
            theirs = append_entry(make_act(2)).event_id
        for asked in (theirs, uuid.uuid4()):
            with pytest.raises(EntriesNotFound):
                exported(log, [asked])

    def test_it_refuses_entries_that_rest_on_those_of_another_instansi(self, log):
        with tenant_scope(2), transaction.atomic():
            theirs = append_entry(make_act(2)).event_id
        with pytest.raises(EntriesNotFound):
            exported(log, [uploaded(prev=(theirs,))])


def test_the_acts_of_a_person_are_their_own_and_no_others(log):
    bob = ALICE | {"person": "9a6b6f0e-6f43-4c43-9d6c-0f6a2f1d0a99"}
    mine, _bobs = uploaded(), uploaded(actor=bob)
    mentioned = uploaded(actor=bob | {"atas_permintaan": {"person": ALICE["person"]}})
    with tenant_scope(1):
        found = person_acts(str(ALICE["person"]))
        assert person_acts(str(ALICE["person"]), limit=1) == found[:1]
    assert mine in found
    assert mentioned not in found
    with tenant_scope(2):
        assert person_acts(str(ALICE["person"])) == []
