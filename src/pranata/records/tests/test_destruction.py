"""Destroying documents: what goes, what stays, who must agree, and what a hold stops, however late."""

import datetime as dt
import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, transaction

from pranata.foundation.blobs import BlobMissing, PlaceRefused
from pranata.foundation.blobs.errors import PlaceLocked, PlaceReadOnly
from pranata.foundation.blobs.folder import FolderPlace
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.blobs import samples
from pranata.ledger.models import Entry
from pranata.ledger.operations.append_entry import EntryRef, OutsideTenant
from pranata.ledger.queries.detail import DetailErased, open_detail
from pranata.ledger.queries.history import history_of
from pranata.ledger.shredding import shred_details
from pranata.organisation.models import Role
from pranata.organisation.tests.acts import recorded
from pranata.organisation.tests.cast import NOW, make_account, make_actor
from pranata.records.destruction import journal
from pranata.records.models import (
    BlobCheck,
    DisposalStep,
    Document,
    ItemState,
    ProposalState,
    VersionText,
)
from pranata.records.models.disposal import PATIENCE
from pranata.records.operations._disposal import ProposalMovedOn, SamePerson
from pranata.records.operations._lock import DocumentDestroyed, DocumentListed
from pranata.records.operations.add_version import add_version
from pranata.records.operations.begin_destruction import begin_destruction
from pranata.records.operations.finish_destruction import NothingToFinish, finish_destruction
from pranata.records.operations.order_destruction import SameUnit, TooLate, order_destruction
from pranata.records.operations.take_up_locked import NothingToTakeUp, take_up_locked
from pranata.records.queries.documents import DocumentFilter, list_documents
from pranata.records.scrubbing import scrub
from pranata.records.tests.retention_scenes import a_hold
from pranata.records.uploads import sweep

LATER = NOW + dt.timedelta(hours=1)


def state(proposal):
    proposal.refresh_from_db()
    return proposal.state


def reload(thing):
    thing.refresh_from_db()
    return thing


class TestDestroying:
    def test_bytes_go_from_both_places_and_the_proposal_is_done(self, disposal):
        version = disposal.version()
        assert disposal.places_of(version) == ["blobs", "copy"]
        proposal = disposal.destroyed(version.document)
        assert disposal.places_of(version) == []
        assert (proposal.state, disposal.item(version.document).state) == ("done", "done")

    def test_the_entries_stay_and_the_last_one_says_who_ordered_it(self, disposal):
        version = disposal.version()
        disposal.destroyed(version.document)
        about = history_of("document", str(version.document.public_id))
        assert [line.action for line in reversed(about)] == [
            "naskah.simpan",
            "arsip.usulmusnah",
            "arsip.nilaimusnah",
            "arsip.setujumusnah",
            "arsip.perintahmusnah",
            "arsip.musnah",
        ]
        done, order = about[0].document, about[1].document
        assert done["prev"] == [order["event_id"]]
        assert order["actor"]["jabatan_nama"] == "Inspektur"
        assert version.sha256 in {thing["sha256"] for thing in done["objects"]}
        assert done["result"] == {"bita_dihapus": 1, "bita_dipakai_bersama": 0, "rincian_dihapus": 1}

    def test_each_step_rests_on_the_one_before(self, disposal):
        proposal = disposal.destroyed()
        steps = list(DisposalStep.objects.filter(proposal=proposal).order_by("pk"))
        entries = {str(e.event_id): e.document for e in Entry.objects.all()}
        for before, after in pairwise(steps):
            assert entries[str(after.event_id)]["prev"] == [str(before.event_id)]

    def test_the_words_and_the_sealed_detail_are_gone_for_good(self, disposal):
        version = disposal.version()
        VersionText.objects.filter(version=version).update(content="rahasia", state="found")
        (kept,) = history_of("document", str(version.document.public_id))
        disposal.destroyed(version.document)
        assert not VersionText.objects.filter(version=version).exists()
        assert reload(version.document).search is None
        with pytest.raises(DetailErased):
            open_detail(kept.event_id)
        assert not list_documents(disposal.ratna, DocumentFilter(words="rahasia"))

    def test_derivatives_and_every_version_go(self, disposal):
        first = disposal.version()
        second = add_version(
            document=first.document,
            upload=disposal.archive.upload(samples.PNG, "a.png"),
            expected_revision=1,
            derived_from=first,
            derivation="gambar",
            actor=disposal.archive.cast.bob,
            now=NOW,
        )
        disposal.destroyed(first.document)
        assert disposal.places_of(first) == disposal.places_of(second) == []

    def test_the_same_bytes_of_another_document_survive_and_are_still_given(self, disposal):
        going, staying = disposal.version(), disposal.version(title="Notula yang dipakai")
        disposal.destroyed(going.document)
        assert disposal.places_of(staying) == ["blobs", "copy"]
        about = history_of("document", str(going.document.public_id))
        assert about[0].document["result"]["bita_dipakai_bersama"] == 1
        disposal.destroyed(staying.document)
        assert disposal.places_of(staying) == []

    def test_bytes_that_are_on_their_way_to_another_document_stay_until_nobody_wants_them(self, disposal):
        version = disposal.version()
        upload = disposal.archive.upload(samples.PDF)
        disposal.destroyed(version.document)
        assert disposal.places_of(version) == ["blobs", "copy"]
        sweep(now=upload.expires_at)
        assert disposal.places_of(version) == []

    def test_scrubbing_neither_reports_what_was_destroyed_nor_brings_it_back(self, disposal):
        version = disposal.version()
        scrub(disposal.archive.cast.instansi.pk, now=NOW)
        disposal.destroyed(version.document)
        assert not BlobCheck.objects.filter(sha256=version.sha256).exists()
        counts = scrub(disposal.archive.cast.instansi.pk, now=NOW + dt.timedelta(days=40))
        assert counts["lost"] == counts["healed"] == 0
        assert disposal.places_of(version) == []

    def test_what_is_destroyed_takes_no_version_and_serves_no_evidence(self, disposal):
        version = disposal.version()
        disposal.destroyed(version.document)
        document = reload(version.document)
        with pytest.raises(DocumentDestroyed):
            add_version(
                document=document,
                upload=disposal.archive.upload(samples.PNG, "a.png"),
                expected_revision=document.revision,
                actor=disposal.archive.cast.bob,
                now=NOW,
            )
        with pytest.raises(DocumentDestroyed):
            disposal.archive.evidence(version)

    def test_what_is_listed_does_not_change_under_those_who_judge_it(self, disposal):
        version = disposal.version()
        disposal.proposed(version.document)
        with pytest.raises(DocumentListed):
            add_version(
                document=version.document,
                upload=disposal.archive.upload(samples.PNG, "a.png"),
                expected_revision=1,
                actor=disposal.archive.cast.bob,
                now=NOW,
            )


class TestTwoPersons:
    def test_nothing_goes_with_the_first_alone(self, disposal):
        version = disposal.version()
        disposal.begun(version.document)
        assert disposal.carry_out() == {}
        assert disposal.places_of(version) == ["blobs", "copy"]

    def test_it_refuses_to_begin_for_who_may_not_and_before_the_approval(self, disposal):
        proposal = disposal.appraised()
        with pytest.raises(ProposalMovedOn):
            begin_destruction(proposal=proposal, actor=disposal.ratna, now=NOW)
        for actor in (disposal.alice, disposal.archive.cast.bob, disposal.archive.cast.charlie):
            with pytest.raises(NotPermitted):
                begin_destruction(proposal=proposal, actor=actor, now=NOW)

    def test_it_refuses_the_same_person_twice_under_another_post_too(self, disposal):
        proposal = disposal.begun()
        with pytest.raises(SamePerson):
            order_destruction(proposal=proposal, actor=disposal.ratna, now=NOW)
        second_post = replace(disposal.indra, person_id=disposal.ratna.person_id)
        second_seat = replace(disposal.indra, account_id=disposal.ratna.account_id)
        for actor in (second_post, second_seat):
            with pytest.raises(SamePerson):
                order_destruction(proposal=proposal, actor=actor, now=NOW)

    def test_it_refuses_two_of_one_unit_where_another_unit_has_somebody(self, disposal):
        proposal = disposal.begun()
        cast = disposal.archive.cast
        colleague = make_actor(
            cast.diskominfo,
            make_account("Rudi"),
            title="Arsiparis Pertama",
            role=Role.ARCHIVIST,
            on=cast.root,
        )
        with pytest.raises(SameUnit):
            order_destruction(proposal=proposal, actor=colleague, now=NOW)

    def test_it_refuses_the_second_after_a_day_until_a_first_begins_anew(self, disposal):
        proposal = disposal.begun()
        with pytest.raises(TooLate):
            order_destruction(proposal=proposal, actor=disposal.indra, now=NOW + PATIENCE)
        begin_destruction(proposal=proposal, actor=disposal.sari, now=NOW + PATIENCE)
        order_destruction(proposal=proposal, actor=disposal.indra, now=NOW + PATIENCE)
        assert state(proposal) == ProposalState.ORDERED

    def test_it_refuses_the_leader_of_another_instansi_and_who_has_no_part(self, disposal):
        proposal = disposal.begun()
        for actor in (disposal.alice, disposal.archive.cast.bob, disposal.archive.cast.charlie):
            with pytest.raises(NotPermitted):
                order_destruction(proposal=proposal, actor=actor, now=NOW)

    def test_the_order_is_given_once(self, disposal):
        proposal = disposal.ordered()
        with pytest.raises(ProposalMovedOn):
            order_destruction(proposal=proposal, actor=disposal.indra, now=NOW)


class TestHolds:
    def test_a_hold_between_approval_and_execution_wins(self, disposal):
        held, free = disposal.version(), disposal.version(samples.PNG, "a.png")
        proposal = disposal.begun(held.document, free.document)
        a_hold(disposal.archive, document=held.document)
        order_destruction(proposal=proposal, actor=disposal.indra, now=NOW)
        disposal.carry_out()
        assert disposal.places_of(held) == ["blobs", "copy"]
        assert disposal.places_of(free) == []
        assert disposal.item(held.document).state == ItemState.HELD
        assert reload(held.document).destroyed_at is None

    def test_after_the_release_two_persons_order_it_anew(self, disposal):
        version = disposal.version()
        proposal = disposal.begun(version.document)
        hold = a_hold(disposal.archive, classification="000")
        order_destruction(proposal=proposal, actor=disposal.indra, now=NOW)
        assert state(proposal) == ProposalState.APPROVED
        ratna = disposal.ratna
        type(hold).objects.filter(pk=hold.pk).update(
            released_at=NOW,
            released_by=ratna.assignment_id,
            released_unit=ratna.unit_id,
            release_reason="Selesai",
        )
        assert disposal.carry_out() == {}
        begin_destruction(proposal=proposal, actor=ratna, now=LATER)
        order_destruction(proposal=proposal, actor=disposal.indra, now=LATER)
        disposal.carry_out()
        assert disposal.places_of(version) == []


class TestObjectLock:
    @pytest.fixture
    def locked(self, disposal, monkeypatch):
        until = NOW + dt.timedelta(days=30)
        monkeypatch.setattr(FolderPlace, "locked_until", lambda _place, _digest: until)
        version = disposal.version()
        proposal = disposal.ordered(version.document)
        return version, proposal, until

    def test_the_item_waits_with_its_date_and_nothing_goes_anywhere(self, disposal, locked):
        version, proposal, until = locked
        item = disposal.item(version.document)
        assert (item.state, item.locked_until) == (ItemState.LOCKED, until)
        assert "sampai 1 April 2026" in item.fault
        assert disposal.carry_out() == {}
        assert disposal.places_of(version) == ["blobs", "copy"]
        assert (state(proposal), reload(version.document).destroyed_at) == (ProposalState.ORDERED, None)

    def test_once_the_lock_ends_it_goes_by_the_order_that_stands(self, disposal, locked, monkeypatch):
        version, proposal, until = locked
        monkeypatch.setattr(FolderPlace, "locked_until", lambda _place, _digest: None)
        assert disposal.carry_out(until) == {"destroyed": 1}
        assert disposal.places_of(version) == []
        assert state(proposal) == ProposalState.DONE

    def test_a_hold_that_came_while_it_waited_wins(self, disposal, locked, monkeypatch):
        version, proposal, until = locked
        monkeypatch.setattr(FolderPlace, "locked_until", lambda _place, _digest: None)
        a_hold(disposal.archive, document=version.document)
        assert disposal.carry_out(until) == {"kept": 1}
        assert disposal.places_of(version) == ["blobs", "copy"]
        assert state(proposal) == ProposalState.APPROVED

    def test_it_refuses_before_the_lock_ends_and_outside_the_scope(self, disposal, locked):
        version, _proposal, until = locked
        item = disposal.item(version.document)
        with pytest.raises(NothingToTakeUp):
            take_up_locked(item=item, on=NOW.date(), now=NOW)
        with tenant_scope(disposal.archive.cast.other_instansi.pk), pytest.raises(type(item).DoesNotExist):
            take_up_locked(item=item, on=until.date(), now=until)

    def test_a_lock_that_shows_only_at_removal_leaves_both_copies_and_says_so(self, disposal, monkeypatch):
        version = disposal.version()
        proposal = disposal.ordered(version.document)

        def refuse(_place, _digest):
            raise PlaceLocked

        with monkeypatch.context() as patch:
            patch.setattr(FolderPlace, "remove", refuse)
            assert disposal.carry_out() == {"refused": 1}
        assert disposal.places_of(version) == ["blobs", "copy"]
        assert "terkunci" in disposal.item(version.document).fault
        assert state(proposal) == ProposalState.ORDERED
        assert disposal.carry_out() == {"destroyed": 1}


class Killed(BaseException):
    """What `kill -9` is to code that runs: nothing after it does."""


class TestBeingKilled:
    def killed_at(self, disposal, monkeypatch, nth, fault=Killed):
        calls, real = [], FolderPlace.remove

        def remove(place, digest):
            calls.append(place)
            if len(calls) == nth:
                raise fault
            real(place, digest)

        with monkeypatch.context() as patch:
            patch.setattr(FolderPlace, "remove", remove)
            try:
                disposal.carry_out()
            except Killed:
                return

    @pytest.mark.parametrize(("nth", "left"), [(1, ["blobs", "copy"]), (2, ["blobs"])])
    def test_between_the_copies_it_is_not_healed_and_goes_on(self, disposal, monkeypatch, nth, left):
        version = disposal.version()
        disposal.ordered(version.document)
        self.killed_at(disposal, monkeypatch, nth)
        assert disposal.places_of(version) == left
        assert disposal.item(version.document).state == ItemState.ERASING
        scrub(disposal.archive.cast.instansi.pk, now=NOW + dt.timedelta(days=40))
        assert disposal.places_of(version) == left
        a_hold(disposal.archive, document=version.document)  # too late: it was destroyed before
        assert disposal.carry_out() == {"destroyed": 1}
        assert disposal.places_of(version) == []
        assert len([a for a in recorded() if a == "arsip.musnah"]) == 1

    def test_a_disk_that_may_only_be_read_leaves_it_to_be_tried_again(self, disposal, monkeypatch):
        version = disposal.version()
        disposal.ordered(version.document)
        self.killed_at(disposal, monkeypatch, 2, PlaceReadOnly)
        assert "tidak dapat ditulisi" in disposal.item(version.document).fault
        assert reload(version.document).destroyed_at is not None
        assert disposal.carry_out() == {"destroyed": 1}
        assert disposal.item(version.document).fault == ""

    def test_without_the_journal_not_one_byte_goes(self, disposal, monkeypatch):
        version = disposal.version()
        disposal.ordered(version.document)

        def full(_line):
            raise PlaceReadOnly

        with monkeypatch.context() as patch:
            patch.setattr(journal, "append", full)
            assert disposal.carry_out() == {"refused": 1}
        assert disposal.places_of(version) == ["blobs", "copy"]

    def test_it_refuses_to_finish_what_nobody_ordered_or_is_done(self, disposal):
        proposal = disposal.begun()
        (item,) = proposal.items.all()
        with pytest.raises(NothingToFinish):
            finish_destruction(item=item, now=NOW)

    def test_it_refuses_to_finish_in_another_instansi(self, disposal):
        (item,) = disposal.ordered().items.all()
        with (
            tenant_scope(disposal.archive.cast.other_instansi.pk),
            pytest.raises((type(item).DoesNotExist, OutsideTenant)),
        ):
            finish_destruction(item=item, now=NOW)


class TestShredding:
    def test_the_database_wants_the_act_that_orders_it(self, disposal):
        version = disposal.version()
        (kept,) = history_of("document", str(version.document.public_id))
        nobody = EntryRef(kept.event_id.__class__(int=7), b"")
        with pytest.raises(Exception, match="no act of this transaction"), transaction.atomic():
            shred_details([kept.event_id], by=nobody)
        detail: Any = open_detail(kept.event_id)
        assert detail["judul"] == version.document.title

    def test_another_instansi_shreds_nothing_here(self, disposal):
        version = disposal.version()
        (kept,) = history_of("document", str(version.document.public_id))
        with (
            tenant_scope(disposal.archive.cast.other_instansi.pk),
            pytest.raises(Exception, match="no act of this transaction"),
            transaction.atomic(),
        ):
            shred_details([kept.event_id], by=EntryRef(kept.event_id, b""))

    def test_the_application_cannot_delete_a_key_by_itself(self, disposal):
        disposal.version()
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            connection.cursor().execute("DELETE FROM keystore.dek")


class TestTheJournal:
    def test_each_destruction_is_a_line_that_names_bytes_and_details(self, disposal):
        version = disposal.version()
        disposal.destroyed(version.document)
        (line,) = journal.lines()
        assert (line.document, line.digests) == (str(version.document.public_id), [version.sha256])
        assert len(line.details) == 1

    def test_a_torn_last_line_is_passed_over_and_written_over(self, disposal, settings):
        for content, name in ((samples.PDF, "a.pdf"), (samples.PNG, "a.png")):
            disposal.destroyed(disposal.version(content, name).document)
            path = settings.DESTRUCTION_JOURNAL
            path.write_bytes(path.read_bytes() + b'{"torn')
        assert len(list(journal.lines())) == 2

    @pytest.mark.parametrize("fault", ["altered", "cut", "added", "swapped"])
    def test_a_line_that_is_not_ours_or_is_missing_stops_everything(self, disposal, settings, fault):
        for content, name in ((samples.PDF, "a.pdf"), (samples.PNG, "a.png")):
            disposal.destroyed(disposal.version(content, name).document)
        path = settings.DESTRUCTION_JOURNAL
        one, two = path.read_bytes().splitlines(keepends=True)
        forged = json.dumps(json.loads(one) | {"digests": ["0" * 64]}).encode() + b"\n"
        path.write_bytes(
            {"altered": forged + two, "cut": two, "added": one + two + forged, "swapped": two + one}[fault]
        )
        with pytest.raises(journal.JournalDamaged):
            list(journal.lines())


def test_a_destroyed_document_gives_no_bytes(disposal):
    version = disposal.version()
    disposal.destroyed(version.document)
    assert Document.objects.get(pk=version.document_id).destroyed_at == NOW
    with pytest.raises((BlobMissing, PlaceRefused)):
        FolderPlace(disposal.archive.home / "blobs" / str(version.instansi_id)).open(version.sha256)
