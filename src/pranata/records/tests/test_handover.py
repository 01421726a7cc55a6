"""Permanent records go to the archive institution as a bundle, and its receipt is an act."""

import datetime as dt

import pytest

from pranata.foundation.errors import NotPermitted
from pranata.foundation.tests.blobs import samples
from pranata.ledger.queries.history import history_of
from pranata.organisation.tests.acts import recorded
from pranata.organisation.tests.cast import NOW
from pranata.records.models import ItemState, ProposalState
from pranata.records.operations._disposal import ProposalMovedOn, WordsMissing
from pranata.records.operations._lock import DocumentHandedOver
from pranata.records.operations.add_version import add_version
from pranata.records.operations.approve_disposal import Letter
from pranata.records.operations.begin_destruction import begin_destruction
from pranata.records.operations.hand_over_records import hand_over_records
from pranata.records.operations.record_receipt import record_receipt
from pranata.records.queries.exported import exported_of
from pranata.records.queries.proof import own_export
from pranata.records.queries.retention import retention_of
from pranata.records.tests.retention_scenes import a_hold

POLICY = b"log contoh\nquorum none\n"
RECEIPT = Letter(issuer="Dinas Kearsipan Provinsi", number="BA 7/2026", dated_on=dt.date(2026, 3, 2))


@pytest.fixture
def permanent(disposal):
    def made(content=samples.PDF, name="sk.pdf"):
        return disposal.version(content, name, classification="000.7")

    return made


@pytest.fixture
def handed_over(disposal):
    def done(proposal, actor=None):
        return hand_over_records(
            proposal=proposal,
            receiver="Lembaga Kearsipan Daerah",
            policy=POLICY,
            actor=actor or disposal.ratna,
            now=NOW,
        )

    return done


@pytest.fixture
def received(disposal):
    def done(proposal, actor=None, letter=RECEIPT):
        upload = disposal.archive.upload(samples.PNG, "ba.png", disposal.ratna)
        return record_receipt(
            proposal=proposal, upload=upload, letter=letter, actor=actor or disposal.ratna, now=NOW
        )

    return done


class TestHandingOver:
    def test_each_document_has_its_entry_and_all_go_in_one_bundle(self, disposal, permanent, handed_over):
        first, second = permanent(), permanent(samples.PNG, "a.png")
        proposal = disposal.approved(first.document, second.document, path="serah")
        export = handed_over(proposal)
        assert [a for a in recorded() if a == "arsip.serah"] == ["arsip.serah"] * 2
        held = exported_of(own_export(export.event_id, disposal.ratna))
        assert (held.documents, held.withheld) == (2, 1)  # the approval's letter is not part of it
        proposal.refresh_from_db()
        assert proposal.state == ProposalState.HANDED_OVER

    def test_with_the_receipt_the_documents_are_handed_over_and_their_copies_stay(
        self, disposal, permanent, handed_over, received
    ):
        version = permanent()
        proposal = disposal.approved(version.document, path="serah")
        handed_over(proposal)
        received(proposal)
        proposal.refresh_from_db()
        version.document.refresh_from_db()
        assert (proposal.state, version.document.handed_over_at) == (ProposalState.DONE, NOW)
        assert retention_of(version.document, on=NOW.date()).state == "diserahkan"
        assert disposal.places_of(version) == ["blobs", "copy"]
        assert history_of("document", str(version.document.public_id))[0].action == "arsip.terimaserah"

    def test_what_was_handed_over_changes_no_more(self, disposal, permanent, handed_over, received):
        version = permanent()
        proposal = disposal.approved(version.document, path="serah")
        handed_over(proposal)
        received(proposal)
        with pytest.raises(DocumentHandedOver):
            add_version(
                document=version.document,
                upload=disposal.archive.upload(samples.PNG, "b.png"),
                expected_revision=1,
                actor=disposal.archive.cast.bob,
                now=NOW,
            )

    def test_what_is_held_stays_on_the_list(self, disposal, permanent, handed_over, received):
        held, free = permanent(), permanent(samples.PNG, "a.png")
        proposal = disposal.approved(held.document, free.document, path="serah")
        a_hold(disposal.archive, document=held.document)
        handed_over(proposal)
        received(proposal)
        proposal.refresh_from_db()
        assert disposal.item(held.document).state == ItemState.HELD
        assert proposal.state == ProposalState.APPROVED

    def test_a_list_for_handover_is_never_destroyed_and_the_other_way_round(
        self, disposal, permanent, handed_over
    ):
        permanent_list = disposal.approved(permanent().document, path="serah")
        with pytest.raises(ProposalMovedOn):
            begin_destruction(proposal=permanent_list, actor=disposal.ratna, now=NOW)
        with pytest.raises(ProposalMovedOn):
            handed_over(disposal.approved(disposal.version(samples.PNG, "a.png").document))

    def test_it_refuses_all_but_the_archivist(self, disposal, permanent, handed_over, received):
        proposal = disposal.approved(permanent().document, path="serah")
        cast = disposal.archive.cast
        for actor in (disposal.sari, disposal.indra, disposal.alice, cast.bob, cast.charlie):
            with pytest.raises(NotPermitted):
                handed_over(proposal, actor)
        with pytest.raises(ProposalMovedOn):
            received(proposal)
        handed_over(proposal)
        with pytest.raises(NotPermitted):
            received(proposal, cast.charlie)

    def test_a_receipt_says_from_whom_and_its_number(self, disposal, permanent, handed_over, received):
        proposal = disposal.approved(permanent().document, path="serah")
        handed_over(proposal)
        with pytest.raises(WordsMissing):
            received(proposal, letter=Letter(issuer=" ", number="1", dated_on=NOW.date()))
