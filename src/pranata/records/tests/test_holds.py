"""Triggers and holds: who says so, who may take it back, and what two people at once see."""

import dataclasses
import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection

from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.blobs import samples
from pranata.ledger.queries.detail import open_detail
from pranata.ledger.queries.history import history_of
from pranata.organisation.models import Role
from pranata.organisation.tests.acts import recorded
from pranata.organisation.tests.cast import NOW, TODAY, make_account, make_actor, make_unit
from pranata.records.models import Hold, TriggerEvent
from pranata.records.operations._keep import CodeUnknown
from pranata.records.operations.describe_document import HeldByItsClass, describe_document
from pranata.records.operations.place_hold import (
    HeldAlready,
    HoldReasonMissing,
    HoldScope,
    NothingHeld,
    place_hold,
)
from pranata.records.operations.record_trigger import (
    NothingNewHappened,
    NotYetHappened,
    record_trigger,
)
from pranata.records.operations.release_hold import AlreadyReleased, SameOffice, release_hold
from pranata.records.queries.holds import holds_of
from pranata.records.tests.retention_scenes import a_hold
from pranata.records.tests.scenes import SK, archive_at


@pytest.fixture
def indra(archive):
    """The inspector, who holds for the internal audit."""
    return make_actor(
        archive.cast.inspektorat,
        make_account("Indra"),
        title="Inspektur",
        role=Role.AUDITOR,
        on=archive.cast.root,
    )


class TestRecordTrigger:
    def record(self, archive, document, day=TODAY, **given):
        values = {"kind": "berkas-ditutup", "actor": archive.cast.bob, "now": NOW} | given
        return record_trigger(document=document, happened_on=day, **values)

    def test_it_is_an_act_with_its_day_sealed(self, archive):
        document = archive.document()
        self.record(archive, document, note="BAST nomor 4")
        line = history_of("document", str(document.public_id))[0]
        assert line.action == "arsip.picu"
        assert "BAST" not in str(line.document)
        assert open_detail(line.event_id) == {
            "kejadian": "berkas-ditutup",
            "tanggal": TODAY.isoformat(),
            "keterangan": "BAST nomor 4",
        }

    def test_a_mistake_is_taken_back_and_both_stay(self, archive):
        document = archive.document()
        self.record(archive, document)
        self.record(archive, document, None)
        assert TriggerEvent.objects.count() == 2

    @pytest.mark.parametrize("day", [TODAY + dt.timedelta(days=1), dt.date(1945, 8, 16), dt.date.max])
    def test_what_cannot_have_happened_is_refused(self, archive, day):
        with pytest.raises(NotYetHappened):
            self.record(archive, archive.document(), day)

    def test_today_is_the_day_of_the_instansi(self, archive):
        """At 17.30 UTC it is tomorrow in Jakarta already."""
        late = NOW.replace(hour=17, minute=30)
        assert self.record(archive, archive.document(), TODAY + dt.timedelta(days=1), now=late)

    def test_an_event_on_no_list_is_refused(self, archive):
        with pytest.raises(CodeUnknown):
            self.record(archive, archive.document(), kind="kiamat")

    @pytest.mark.parametrize("days", [(TODAY, TODAY), (None,)])
    def test_saying_the_same_again_is_refused(self, archive, days):
        document = archive.document()
        for day in days[:-1]:
            self.record(archive, document, day)
        with pytest.raises(NothingNewHappened):
            self.record(archive, document, days[-1])

    @pytest.mark.parametrize("who", ["dana", "olga", "charlie"])
    def test_it_refuses_who_keeps_no_documents(self, archive, who):
        with pytest.raises(NotPermitted):
            self.record(archive, archive.document(), actor=getattr(archive.cast, who))


class TestPlaceHold:
    def place(self, actor, scope, **given):
        values: dict[str, Any] = {"ground": "pemeriksaan", "reason": "Pemeriksaan reguler", "now": NOW}
        return place_hold(scope=scope, actor=actor, **(values | given))

    def test_it_is_an_act_on_the_document(self, archive, indra):
        document = archive.document()
        hold = self.place(indra, HoldScope(document=document), reference="700/12/2026")
        assert holds_of([document])[document.pk] == (hold,)
        line = history_of("document", str(document.public_id))[0]
        assert (line.action, "700/12" in str(line.document)) == ("arsip.tahan", False)

    def test_a_class_or_a_unit_is_held_as_a_whole(self, archive, indra):
        self.place(indra, HoldScope(classification="900", unit=archive.cast.dinkes))
        assert recorded()[0] == "arsip.tahan"

    def test_a_hold_on_nothing_or_on_two_things_is_refused(self, archive, indra):
        document = archive.document()
        for scope in (HoldScope(), HoldScope(document=document, classification="900")):
            with pytest.raises(NothingHeld):
                self.place(indra, scope)

    @pytest.mark.parametrize(
        ("given", "error"),
        [({"ground": "iseng"}, CodeUnknown), ({"reason": "  "}, HoldReasonMissing)],
    )
    def test_it_says_on_which_ground_and_why(self, archive, indra, given, error):
        with pytest.raises(error):
            self.place(indra, HoldScope(document=archive.document()), **given)

    def test_a_class_of_no_shape_is_refused(self, archive, indra):
        with pytest.raises(CodeUnknown):
            self.place(indra, HoldScope(classification="9"))

    def test_the_same_hold_again_is_refused(self, archive, indra):
        scope = HoldScope(classification="900")
        self.place(indra, scope)
        with pytest.raises(HeldAlready):
            self.place(indra, scope)
        self.place(indra, scope, reference="Perkara lain")

    def test_two_offices_hold_the_same_apart(self, archive, indra):
        document = archive.document()
        for actor in (indra, archive.ratna):
            self.place(actor, HoldScope(document=document))
        assert len(holds_of([document])[document.pk]) == 2

    @pytest.mark.parametrize("who", ["alice", "bob", "dana", "olga", "charlie"])
    def test_it_refuses_who_holds_nothing(self, archive, who):
        document = archive.document()
        with pytest.raises(NotPermitted):
            self.place(getattr(archive.cast, who), HoldScope(document=document))

    def test_it_refuses_to_hold_beyond_ones_reach(self, archive):
        """An auditor of one service holds what that service owns, not a class of the whole instansi."""
        narrow = make_actor(archive.cast.dinkes, make_account("Nora"), title="Pengawas", role=Role.AUDITOR)
        self.place(narrow, HoldScope(unit=archive.cast.dinkes))
        for scope in (HoldScope(classification="900"), HoldScope(unit=archive.cast.diskominfo)):
            with pytest.raises(NotPermitted):
                self.place(narrow, scope)


class TestReleaseHold:
    def release(self, hold, actor, **given):
        values: dict[str, Any] = {"reason": "Pemeriksaan selesai", "now": NOW} | given
        return release_hold(hold=hold, actor=actor, **values)

    def hold(self, archive, indra):
        return place_hold(
            scope=HoldScope(document=archive.document()),
            ground="pemeriksaan",
            reason="Pemeriksaan reguler",
            actor=indra,
            now=NOW,
        )

    def test_another_office_releases_and_both_acts_stand(self, archive, indra):
        hold = self.hold(archive, indra)
        self.release(hold, archive.ratna)
        assert holds_of([hold.document]) == {}
        assert recorded()[:2] == ["arsip.lepas", "arsip.tahan"]

    def test_it_refuses_the_office_that_placed_it(self, archive, indra):
        hold = self.hold(archive, indra)
        colleague = make_actor(
            archive.cast.inspektorat,
            make_account("Seno"),
            title="Sekretaris Inspektorat",
            role=Role.AUDITOR,
            on=archive.cast.root,
        )
        for actor in (indra, colleague):
            with pytest.raises(SameOffice):
                self.release(hold, actor)

    def test_it_refuses_a_division_of_the_office_and_its_successor(self, archive, indra):
        hold, cast = self.hold(archive, indra), archive.cast
        division = make_unit(cast.instansi, "Irban I", parent=cast.inspektorat, kind="bidang")
        successor = make_unit(cast.instansi, "Inspektorat Daerah", parent=cast.root)
        successor.continues = cast.inspektorat
        successor.save()
        for number, unit in enumerate((division, successor)):
            actor = make_actor(
                unit,
                make_account(f"Orang {number}"),
                title=f"Pejabat {number}",
                role=Role.AUDITOR,
                on=cast.root,
            )
            with pytest.raises(SameOffice):
                self.release(hold, actor)

    def test_it_refuses_the_same_person_in_another_office(self, archive, indra):
        """Who placed it as inspector and sits in the archive's office today is still the same person."""
        hold = self.hold(archive, indra)
        moved = dataclasses.replace(
            archive.ratna, person_id=indra.person_id, person_public_id=indra.person_public_id
        )
        with pytest.raises(SameOffice):
            self.release(hold, moved)

    @pytest.mark.parametrize("who", ["alice", "bob", "dana", "olga", "charlie"])
    def test_it_refuses_who_holds_nothing(self, archive, indra, who):
        hold = self.hold(archive, indra)
        with pytest.raises(NotPermitted):
            self.release(hold, getattr(archive.cast, who))

    def test_it_says_why_and_happens_once(self, archive, indra):
        hold = self.hold(archive, indra)
        with pytest.raises(HoldReasonMissing):
            self.release(hold, archive.ratna, reason=" ")
        self.release(hold, archive.ratna)
        with pytest.raises(AlreadyReleased):
            self.release(hold, archive.ratna)


def test_a_document_does_not_slip_out_of_a_hold_on_its_class(archive):
    document = archive.document(classification="900.1")
    a_hold(archive, classification="900")
    given = {"document": document, "expected_revision": 1, "actor": archive.cast.bob, "now": NOW}
    changed = dataclasses.replace(SK, classification="000.1")
    with pytest.raises(HeldByItsClass):
        describe_document(description=changed, **given)
    named = dataclasses.replace(SK, classification="900.1", title="Judul yang benar")
    assert describe_document(description=named, **given).title == "Judul yang benar"


def at_once(archive, *acts):
    """Do acts at the same moment, each on a connection of its own; return the names of what came of them."""
    outcomes, start = [], threading.Barrier(len(acts))

    def run(action):
        try:
            with tenant_scope(archive.cast.instansi.pk):
                start.wait(10)
                action()
            outcomes.append("done")
        except Exception as refusal:  # noqa: BLE001 - what came of it is what is asked
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(action,)) for action in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(outcomes)


def test_of_two_people_at_once_one_places_and_one_releases(committed_db, tmp_path, settings):
    """The same hold placed twice stands once; released twice, it is released once."""
    with archive_at(tmp_path, settings) as archive:
        document = archive.document(content=samples.PDF)
        leader = make_actor(
            archive.cast.root, make_account("Lita"), title="Sekda", role=Role.LEADER, on=archive.cast.root
        )

    def place():
        place_hold(
            scope=HoldScope(document=document),
            ground="perkara",
            reason="Alat bukti",
            actor=archive.ratna,
            now=NOW,
        )

    def release():
        release_hold(hold=Hold.objects.get(), reason="Putusan tetap", actor=leader, now=NOW)

    assert at_once(archive, place, place) == ["HeldAlready", "done"]
    assert at_once(archive, release, release) == ["AlreadyReleased", "done"]
