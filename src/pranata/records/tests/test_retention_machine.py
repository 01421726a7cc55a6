"""Retention and disposal as a state machine: whatever is done, in any order, killed and restored anywhere.

Nothing that is held is destroyed; nothing that stands loses a byte; nothing that was destroyed comes back.
"""

import datetime as dt
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pranata.foundation.blobs.folder import FolderPlace
from pranata.foundation.tests.blobs import samples
from pranata.ledger.queries.history import history_of
from pranata.organisation.tests.cast import NOW
from pranata.records.destruction import journal
from pranata.records.destruction.carrying_out import carry_out
from pranata.records.destruction.repeating import repeat
from pranata.records.models import (
    DisposalItem,
    DisposalProposal,
    Document,
    Hold,
    ItemState,
    ProposalState,
    Version,
)
from pranata.records.operations.appraise_disposal import appraise_disposal
from pranata.records.operations.approve_disposal import approve_disposal
from pranata.records.operations.begin_destruction import begin_destruction
from pranata.records.operations.order_destruction import order_destruction
from pranata.records.queries.live import is_wanted
from pranata.records.scrubbing import scrub
from pranata.records.tests.disposal_scenes import LETTER
from pranata.records.tests.retention_scenes import a_hold

CONTENTS = st.integers(min_value=0, max_value=2)
WHICH = st.integers(min_value=0, max_value=50)
PLACES = ("blobs", "copy")


class Killed(BaseException):
    """What `kill -9` is to code that runs: nothing after it does."""


class Disposals(RuleBasedStateMachine):
    """One archive; `scene` and `places` are those of the test around it."""

    scene: Any
    places: Any
    kept: tuple[str, Path] | None

    def __init__(self):
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.places.BLOB_URL, self.places.BLOB_COPY_URL = str(self.home / "blobs"), str(self.home / "copy")
        self.places.DESTRUCTION_JOURNAL = self.home / "journal"
        self.begin = transaction.savepoint()
        self.kept = None
        self.number = 0

    def teardown(self):
        transaction.savepoint_rollback(self.begin)
        shutil.rmtree(self.home)

    # What people and machines do.

    @rule(content=CONTENTS)
    def add(self, content):
        self.scene.version(samples.PDF + bytes([content]), f"{content}.pdf")

    @rule(which=WHICH)
    def hold(self, which):
        document = self.pick(Document.objects.all(), which)
        if document:
            a_hold(self.scene.archive, document=document)

    @rule(which=WHICH)
    def release(self, which):
        hold = self.pick(Hold.objects.filter(released_at__isnull=True), which)
        if hold:
            ratna = self.scene.ratna
            Hold.objects.filter(pk=hold.pk).update(
                released_at=NOW,
                released_by=ratna.assignment_id,
                released_unit=ratna.unit_id,
                release_reason="Selesai",
            )

    @rule(which=WHICH)
    def propose(self, which):
        listed = DisposalItem.objects.exclude(state__in=(ItemState.KEPT, ItemState.WITHDRAWN))
        free = Document.objects.filter(classification="000.1", destroyed_at__isnull=True)
        free = free.exclude(pk__in=listed.values("document_id"))
        document = self.pick(free.exclude(holds__released_at__isnull=True, holds__isnull=False), which)
        if document:
            self.scene.proposed(document)

    @rule(which=WHICH)
    def advance(self, which):
        proposal = self.pick(DisposalProposal.objects.filter(state__in=STEPS), which)
        if not proposal:
            return
        held = set(self.held_documents(proposal))
        STEPS[proposal.state](self.scene, proposal)
        if proposal.state == ProposalState.BEGUN:
            taken = DisposalItem.objects.filter(proposal=proposal, document__in=held)
            assert not taken.filter(state__in=(ItemState.ERASING, ItemState.DONE)).exists()

    @rule(killed_at=st.integers(min_value=1, max_value=4))
    def finish(self, killed_at):
        calls, real = [], FolderPlace.remove

        def remove(place, digest):
            calls.append(digest)
            if len(calls) == killed_at:
                raise Killed
            real(place, digest)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(FolderPlace, "remove", remove)
            try:
                carry_out(on=NOW.date(), now=NOW)
            except Killed:
                return

    @rule()
    def scrub(self):
        scrub(self.scene.archive.cast.instansi.pk, now=NOW + dt.timedelta(days=40))

    @precondition(lambda self: self.kept is None)
    @rule()
    def back_up(self):
        self.number += 1
        self.kept = (transaction.savepoint(), self.home / f"backup{self.number}")
        for place in PLACES:
            (self.home / place).mkdir(exist_ok=True)
            shutil.copytree(self.home / place, self.kept[1] / place)

    @precondition(lambda self: self.kept is not None)
    @rule()
    def restore(self):
        assert self.kept
        point, folder = self.kept
        self.kept = None
        transaction.savepoint_rollback(point)
        for path in [p for place in PLACES for p in (folder / place).rglob("*") if p.is_file()]:
            target = self.home / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            shutil.copy(path, target)
        repeat(journal.lines(), instansi_id=self.scene.archive.cast.instansi.pk, now=NOW)

    # What must always hold.

    @invariant()
    def what_stands_has_its_bytes_in_both_places(self):
        for version in Version.objects.filter(document__destroyed_at__isnull=True):
            assert self.where(version.sha256) == list(PLACES)

    @invariant()
    def what_was_destroyed_is_nowhere_unless_another_needs_it(self):
        for item in DisposalItem.objects.filter(state=ItemState.DONE).select_related("document"):
            for version in item.document.versions.all():
                assert is_wanted(version.sha256) or self.where(version.sha256) == []

    @invariant()
    def what_the_journal_names_stays_destroyed(self):
        under_way = DisposalItem.objects.filter(state=ItemState.ERASING).values("document__public_id")
        for line in journal.lines():
            known = Document.objects.filter(public_id=line.document).exclude(public_id__in=under_way)
            assert not known.filter(destroyed_at__isnull=True).exists()
            if known.exists():
                actions = [entry.action for entry in history_of("document", line.document)]
                assert "arsip.musnah" in actions

    # What the rules above are made of.

    def pick(self, found, which):
        rows = list(found.order_by("pk"))
        return rows[which % len(rows)] if rows else None

    def held_documents(self, proposal):
        in_force = Hold.objects.filter(released_at__isnull=True, document__isnull=False)
        items = DisposalItem.objects.filter(proposal=proposal, document__in=in_force.values("document_id"))
        return items.values_list("document_id", flat=True)

    def where(self, digest):
        return [place for place in PLACES if list((self.home / place).rglob(digest))]


def _appraise(scene, proposal):
    appraise_disposal(proposal=proposal, kept={}, panel="Alice", note="", actor=scene.alice, now=NOW)


def _approve(scene, proposal):
    upload = scene.archive.upload(samples.PNG, "surat.png", scene.sari)
    approve_disposal(proposal=proposal, upload=upload, letter=LETTER, actor=scene.sari, now=NOW)


def _begin(scene, proposal):
    begin_destruction(proposal=proposal, actor=scene.ratna, now=NOW)


def _order(scene, proposal):
    order_destruction(proposal=proposal, actor=scene.indra, now=NOW)


STEPS = {
    ProposalState.PROPOSED: _appraise,
    ProposalState.APPRAISED: _approve,
    ProposalState.APPROVED: _begin,
    ProposalState.BEGUN: _order,
}


def test_no_order_of_acts_destroys_what_is_held_or_brings_back_what_is_gone(disposal, settings):
    machine = type("Scene", (Disposals,), {"scene": disposal, "places": settings})
    run_state_machine_as_test(
        machine, settings=hypothesis_settings(max_examples=12, stateful_step_count=30, deadline=None)
    )
