"""Deciding about a list before anything is destroyed: proposing, appraising, approving, withdrawing."""

import datetime as dt

import pytest

from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.blobs import samples
from pranata.ledger.models import Entry
from pranata.organisation.models import Role
from pranata.organisation.tests.cast import NOW, make_account, make_actor
from pranata.records.models import (
    DisposalPath,
    ProposalState,
)
from pranata.records.operations._disposal import ProposalMovedOn, WordsMissing
from pranata.records.operations._lock import DocumentListed
from pranata.records.operations.appraise_disposal import NotOnTheList, appraise_disposal
from pranata.records.operations.approve_disposal import approve_disposal
from pranata.records.operations.propose_disposal import NotDue, NothingProposed, propose_disposal
from pranata.records.operations.withdraw_proposal import withdraw_proposal
from pranata.records.tests.disposal_scenes import LETTER
from pranata.records.tests.retention_scenes import a_hold


def state(proposal):
    proposal.refresh_from_db()
    return proposal.state


def reload(thing):
    thing.refresh_from_db()
    return thing


class TestProposing:
    def test_it_lists_each_document_with_the_rule_that_makes_it_due(self, disposal):
        version = disposal.version()
        proposal = disposal.proposed(version.document)
        (item,) = proposal.items.all()
        assert "kode 000.1: aktif 1 tahun, inaktif 2 tahun, musnah" in item.basis
        assert proposal.number == 1

    @pytest.mark.parametrize(
        "described",
        [
            {"dated_on": dt.date(2025, 1, 1)},
            {"classification": "000.7"},
            {"classification": ""},
            {"dated_on": None},
        ],
        ids=["not yet", "permanent", "no class", "no day"],
    )
    def test_what_is_not_due_for_destruction_is_refused(self, disposal, described):
        with pytest.raises(NotDue):
            disposal.proposed(disposal.version(**described).document)

    def test_what_is_held_is_refused(self, disposal):
        document = disposal.version().document
        a_hold(disposal.archive, document=document)
        with pytest.raises(NotDue):
            disposal.proposed(document)

    def test_a_document_is_on_one_open_list_only_until_that_is_withdrawn(self, disposal):
        document = disposal.version().document
        proposal = disposal.proposed(document)
        with pytest.raises(DocumentListed):
            disposal.proposed(document)
        withdraw_proposal(proposal=proposal, reason="Keliru", actor=disposal.ratna, now=NOW)
        assert disposal.proposed(document).number == 2

    def test_an_empty_list_and_one_without_a_reason_are_refused(self, disposal):
        with pytest.raises(NothingProposed):
            propose_disposal(documents=[], path=DisposalPath.DESTROY, note="x", actor=disposal.ratna, now=NOW)
        with pytest.raises(WordsMissing):
            propose_disposal(
                documents=[disposal.version().document],
                path=DisposalPath.DESTROY,
                note=" ",
                actor=disposal.ratna,
                now=NOW,
            )

    @pytest.mark.parametrize("who", ["alice", "bob", "charlie", "dana", "olga"])
    def test_it_refuses_all_but_the_archivist(self, disposal, who):
        actor = getattr(disposal.archive.cast, who)
        document = disposal.version().document
        with pytest.raises(NotPermitted):
            propose_disposal(documents=[document], path=DisposalPath.DESTROY, note="x", actor=actor, now=NOW)

    def test_it_refuses_the_archivist_of_another_unit(self, disposal):
        cast = disposal.archive.cast
        rudi = make_actor(
            cast.diskominfo, make_account("Rudi"), title="Arsiparis Pertama", role=Role.ARCHIVIST
        )
        document = disposal.version().document
        with pytest.raises(NotPermitted):
            propose_disposal(documents=[document], path=DisposalPath.DESTROY, note="x", actor=rudi, now=NOW)
        with pytest.raises(NotPermitted):
            appraise_disposal(
                proposal=disposal.proposed(document), kept={}, panel="x", note="", actor=rudi, now=NOW
            )

    def test_another_instansi_has_no_such_document(self, disposal):
        document = disposal.version().document
        other = disposal.archive.cast.other_instansi
        with tenant_scope(other.pk):
            mira = make_actor(
                disposal.archive.cast.other_root,
                make_account("Mira"),
                title="Arsiparis",
                role=Role.ARCHIVIST,
            )
            with pytest.raises(NothingProposed):
                propose_disposal(
                    documents=[document], path=DisposalPath.DESTROY, note="x", actor=mira, now=NOW
                )


class TestAppraising:
    def test_a_document_is_kept_with_its_ground_and_free_again(self, disposal):
        going, staying = disposal.version(), disposal.version(samples.PNG, "a.png")
        proposal = disposal.proposed(going.document, staying.document)
        item = disposal.item(staying.document)
        appraise_disposal(
            proposal=proposal,
            kept={item.pk: "Bernilai sejarah"},
            panel="Alice",
            note="",
            actor=disposal.alice,
            now=NOW,
        )
        assert (state(proposal), reload(item).state) == ("appraised", "kept")

    def test_when_all_are_kept_the_proposal_is_over(self, disposal):
        proposal = disposal.proposed()
        kept = dict.fromkeys(proposal.items.values_list("pk", flat=True), "Masih dipakai")
        appraise_disposal(proposal=proposal, kept=kept, panel="Alice", note="", actor=disposal.alice, now=NOW)
        assert state(proposal) == ProposalState.DONE

    def test_a_verdict_without_ground_or_on_another_list_is_refused(self, disposal):
        proposal = disposal.proposed()
        (item,) = proposal.items.all()
        for kept, refusal in (({item.pk: " "}, WordsMissing), ({item.pk + 999: "x"}, NotOnTheList)):
            with pytest.raises(refusal):
                appraise_disposal(
                    proposal=proposal, kept=kept, panel="A", note="", actor=disposal.alice, now=NOW
                )

    def test_it_refuses_who_proposed_and_who_has_no_part_in_it(self, disposal):
        proposal = disposal.proposed()
        cast = disposal.archive.cast
        for actor in (disposal.ratna, cast.bob, cast.charlie, disposal.sari):
            with pytest.raises(NotPermitted):
                appraise_disposal(proposal=proposal, kept={}, panel="x", note="", actor=actor, now=NOW)

    def test_it_refuses_who_may_not_read_one_of_the_documents(self, disposal):
        proposal = disposal.proposed(disposal.version(security="R").document)
        with pytest.raises(NotPermitted):
            appraise_disposal(proposal=proposal, kept={}, panel="x", note="", actor=disposal.indra, now=NOW)


class TestApproving:
    def test_the_letter_is_kept_as_a_document_that_the_entry_fixes(self, disposal):
        proposal = disposal.approved()
        step = proposal.steps.get(kind="approve")
        assert step.document.number == LETTER.number
        letter = step.document.versions.get()
        entry = Entry.objects.get(event_id=step.event_id).document
        assert letter.sha256 in {thing["sha256"] for thing in entry["objects"]}

    def test_it_refuses_all_but_a_leader_and_a_letter_without_number(self, disposal):
        proposal = disposal.appraised()
        cast = disposal.archive.cast
        for actor in (disposal.ratna, disposal.alice, disposal.indra, cast.bob, cast.charlie):
            upload = disposal.archive.upload(samples.PNG, "a.png", cast.bob)
            with pytest.raises(NotPermitted):
                approve_disposal(proposal=proposal, upload=upload, letter=LETTER, actor=actor, now=NOW)

    def test_nothing_is_approved_before_it_is_appraised(self, disposal):
        upload = disposal.archive.upload(samples.PNG, "a.png", disposal.sari)
        with pytest.raises(ProposalMovedOn):
            approve_disposal(
                proposal=disposal.proposed(), upload=upload, letter=LETTER, actor=disposal.sari, now=NOW
            )


class TestWithdrawing:
    def test_it_refuses_after_two_persons_ordered_it_and_who_has_no_part_in_it(self, disposal):
        proposal = disposal.proposed()
        for actor in (disposal.archive.cast.bob, disposal.archive.cast.charlie, disposal.alice):
            with pytest.raises(NotPermitted):
                withdraw_proposal(proposal=proposal, reason="x", actor=actor, now=NOW)
        withdraw_proposal(proposal=proposal, reason="x", actor=disposal.ratna, now=NOW)
        ordered = disposal.ordered(disposal.version(samples.PNG, "a.png").document)
        with pytest.raises(ProposalMovedOn):
            withdraw_proposal(proposal=ordered, reason="x", actor=disposal.ratna, now=NOW)
