"""Unduh bukti: from a document in the archive to a bundle that somebody else proves."""

import pytest
from django.urls import reverse

from pranata.foundation.errors import NotPermitted
from pranata.foundation.tests.blobs import samples
from pranata.ledger.models import Entry
from pranata.ledger.queries.bundle import NotYetWitnessed
from pranata.organisation.tests.cast import NOW
from pranata.records.operations.export_proof import export_document_proof, export_evidence_proof
from pranata.records.queries import proof
from pranata.records.queries.proof import BundleClosed, TooManyActs, proof_bundle

POLICY = b"quorum none\n"


def exported(archive, actor=None, **subject):
    export = export_evidence_proof if "evidence" in subject else export_document_proof
    return export(**subject, policy=POLICY, actor=actor or archive.cast.bob, now=NOW).event_id


def listed(export_id):
    return Entry.objects.get(event_id=export_id).document


class TestExporting:
    def test_a_document_brings_its_own_acts_and_every_version(self, archive):
        version = archive.version()
        archive.evidence(version, archive.version(samples.PNG, "foto.png", security="R"))
        lines = proof.acts_of_document(version.document)
        assert [line.action for line in lines] == ["naskah.simpan"]
        assert set(proof.digests(lines)) == {version.sha256}

    def test_evidence_brings_the_acts_on_its_documents_too(self, archive):
        evidence = archive.evidence()
        actions = {line.action for line in proof.acts_of_evidence(evidence)}
        assert actions == {"bukti.tambah", "naskah.simpan"}

    def test_it_is_an_act_of_its_own(self, archive):
        entry = listed(exported(archive, evidence=archive.evidence()))
        assert entry["action"] == "berkas.ekspor"
        assert entry["actor"]["person"] == str(archive.cast.bob.person_public_id)

    def test_it_refuses_a_document_that_is_closed(self, archive):
        closed = archive.document(security="R")
        with pytest.raises(NotPermitted):
            exported(archive, archive.cast.dana, document=closed)

    def test_it_refuses_evidence_with_one_closed_document(self, archive):
        evidence = archive.evidence(archive.version(), archive.version(samples.PNG, "a.png", security="R"))
        with pytest.raises(NotPermitted):
            exported(archive, archive.cast.dana, evidence=evidence)

    def test_it_refuses_charlie_from_another_instansi(self, archive):
        for subject in ({"document": archive.document()}, {"evidence": archive.evidence()}):
            with pytest.raises(NotPermitted):
                exported(archive, archive.cast.charlie, **subject)

    def test_too_long_a_history_is_refused_and_nothing_left_out(self, archive, monkeypatch):
        monkeypatch.setattr(proof, "MOST_ACTS", 0)
        with pytest.raises(TooManyActs):
            exported(archive, document=archive.document())


class TestTheBundle:
    def test_until_the_log_has_signed_it_is_not_there(self, archive):
        export_id = exported(archive, document=archive.document())
        with pytest.raises(NotYetWitnessed):
            proof_bundle(export_id, actor=archive.cast.bob, policy=POLICY)

    def test_it_is_closed_to_everybody_but_who_exported_it(self, archive):
        export_id = exported(archive, document=archive.document())
        with pytest.raises(BundleClosed):
            proof_bundle(export_id, actor=archive.cast.alice, policy=POLICY)

    def test_an_entry_that_is_no_export_is_closed(self, archive):
        act = proof.acts_of_document(archive.document())[0]
        with pytest.raises(BundleClosed):
            proof_bundle(act.event_id, actor=archive.cast.bob, policy=POLICY)


class TestThePages:
    def test_strangers_are_led_to_sign_in(self, archive, client):
        document = archive.document()
        address = reverse("records:export_document", args=[document.public_id])
        assert client.post(address).status_code == 302

    def test_an_export_is_not_made_by_looking(self, archive, client_of):
        address = reverse("records:export_document", args=[archive.document().public_id])
        assert client_of(archive.cast.bob_account).get(address).status_code == 405

    def test_a_closed_document_does_not_exist(self, archive, client_of):
        address = reverse("records:export_document", args=[archive.document(security="R").public_id])
        assert client_of(archive.cast.dana_account).post(address).status_code == 404

    def test_without_keys_it_says_so(self, archive, client_of, monkeypatch, tmp_path):
        monkeypatch.setenv("PRANATA_HOME", str(tmp_path))
        address = reverse("records:export_document", args=[archive.document().public_id])
        answer = client_of(archive.cast.bob_account).post(address)
        assert answer.status_code == 409
        assert "Kunci buku catatan belum ada" in answer.content.decode()
