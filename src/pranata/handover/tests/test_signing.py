"""A handover is signed by the leaver, the receiver and the superior, each on what they have read."""

import json

import pytest

from pranata.assessment.operations.create_assessment import create_assessment
from pranata.foundation.errors import NotPermitted
from pranata.handover.drafts import NoteElsewhere, NoteSigned, save_note
from pranata.handover.models import Handover, Part, Signature
from pranata.handover.operations.sign_handover import DossierChanged, NotYourTurn, sign_handover
from pranata.handover.operations.waive_leaver import LeaverCanSign, waive_leaver
from pranata.handover.policies import HandoverClosed, Signer
from pranata.handover.tests.scenes import BEFORE, ENDS_AT, SECOND, office
from pranata.ledger.models import Entry
from pranata.ledger.queries.detail import open_detail
from pranata.ledger.queries.history import history_of
from pranata.organisation.tests.acts import recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def bobs():
    with office() as found:
        yield found


def note(found, text, version=0, signer=None):
    return save_note(
        assignment=found.leaves, text=text, version=version, signer=signer or found.bob, now=BEFORE
    )


def draft_of(found, now):
    return create_assessment(year=2025, instrument="spbe-2020", actor=found.cast.alice, now=now)


class TestTheWholeWay:
    def test_three_sign_and_the_log_holds_the_dossiers_hash_and_the_checkpoint(self, bobs):
        note(bobs, "Kunci lemari ada di meja.")
        bobs.sign(bobs.bob, BEFORE)
        bobs.sign(Signer.official(bobs.sari), ENDS_AT)
        done = bobs.sign(Signer.official(bobs.cast.alice), ENDS_AT + SECOND)
        assert done.completed_at == ENDS_AT + SECOND
        assert recorded()[:4] == [
            "jabatan.serahterima",
            "sertijab.tandatangan",
            "sertijab.tandatangan",
            "sertijab.tandatangan",
        ]
        [last] = [
            line for line in history_of("handover", str(done.public_id)) if line.action.startswith("jab")
        ]
        dossier = done.dossiers.get()
        assert dossier.sha256 in {thing["sha256"] for thing in last.document["objects"]}
        detail = open_detail(last.event_id)
        assert isinstance(detail, dict)
        assert {"ukuran", "akar", "penerima", "atasan"} <= set(detail)
        assert json.loads(dossier.content)["memori"] == "Kunci lemari ada di meja."

    def test_the_leaver_may_sign_after_the_end_too_as_a_person(self, bobs):
        bobs.sign(bobs.bob_gone, ENDS_AT)
        entry = Entry.objects.latest("event_id")
        assert entry.document["actor"] == {
            "person": str(bobs.cast.bob.person_public_id),
            "capacity": "pemilik_akun",
        }

    def test_without_a_successor_the_superior_receives_and_nobody_countersigns(self):
        with office(follows=False) as found:
            found.sign(found.bob, BEFORE)
            done = found.sign(Signer.official(found.cast.alice), ENDS_AT)
            assert done.completed_at is not None
            kept = Signature.objects.get(part=Part.RECEIVER)
            assert kept.stands_as == "superior"

    def test_without_either_the_administrator_receives(self):
        with office(follows=False) as found:
            found.leaves.position.superior = None
            found.leaves.position.__class__.objects.filter(pk=found.leaves.position_id).update(superior=None)
            found.sign(found.bob, BEFORE)
            assert found.sign(Signer.official(found.cast.olga), ENDS_AT).completed_at is not None
            assert Signature.objects.get(part=Part.RECEIVER).stands_as == "administrator"


class TestOrder:
    def test_it_refuses_the_successor_before_the_leaver(self, bobs):
        with pytest.raises(NotYourTurn):
            bobs.sign(Signer.official(bobs.sari), ENDS_AT)
        assert not Signature.objects.exists()
        assert recorded() == []

    def test_it_refuses_the_superior_before_the_receiver(self, bobs):
        bobs.sign(bobs.bob, BEFORE)
        with pytest.raises(NotYourTurn):
            bobs.sign(Signer.official(bobs.cast.alice), ENDS_AT)

    def test_it_refuses_somebody_to_sign_twice(self, bobs):
        bobs.sign(bobs.bob, BEFORE)
        with pytest.raises(NotYourTurn):
            bobs.sign(bobs.bob, BEFORE)

    def test_it_refuses_a_stranger_and_another_instansi(self, bobs):
        with pytest.raises(HandoverClosed):
            bobs.sign(Signer.official(bobs.cast.dana), ENDS_AT, read="")
        with pytest.raises(HandoverClosed):
            bobs.sign(Signer.official(bobs.cast.charlie), ENDS_AT, read="")
        assert not Signature.objects.exists()

    def test_a_successor_who_has_not_begun_is_waited_for(self, bobs):
        bobs.sign(bobs.bob, BEFORE)
        reading = bobs.read(Signer.official(bobs.cast.olga), BEFORE)
        assert reading.parties.receiver is None
        assert reading.parties.awaited.person.name == "Sari"
        assert reading.next_part(Signer.official(bobs.cast.olga)) is None


class TestWhatWasRead:
    def test_it_refuses_a_dossier_that_changed_between_reading_and_signing(self, bobs):
        read = bobs.read(bobs.bob, BEFORE).read
        draft_of(bobs, BEFORE - SECOND)
        with pytest.raises(DossierChanged):
            bobs.sign(bobs.bob, BEFORE, read=read)
        assert not Signature.objects.exists()

    def test_it_refuses_a_note_that_changed_in_another_window(self, bobs):
        read = bobs.read(bobs.bob, BEFORE).read
        note(bobs, "Ditulis di jendela lain.")
        with pytest.raises(DossierChanged):
            bobs.sign(bobs.bob, BEFORE, read=read)

    def test_it_refuses_the_receiver_where_the_leaver_signed_anew(self, bobs):
        bobs.sign(bobs.bob, BEFORE)
        read = bobs.read(Signer.official(bobs.sari), ENDS_AT).read
        note(bobs, "Tambahan.", 0)
        bobs.sign(bobs.bob_gone, ENDS_AT)
        with pytest.raises(DossierChanged):
            bobs.sign(Signer.official(bobs.sari), ENDS_AT, read=read)
        assert bobs.sign(Signer.official(bobs.sari), ENDS_AT + SECOND)

    def test_after_the_end_it_stands_still_whatever_the_successor_does(self, bobs):
        before = bobs.read(bobs.bob_gone, ENDS_AT).read
        draft_of(bobs, ENDS_AT + SECOND)
        assert bobs.read(bobs.bob_gone, ENDS_AT + 2 * SECOND).read == before

    def test_work_that_is_open_stays_with_the_position(self, bobs):
        draft = draft_of(bobs, BEFORE - SECOND)
        [row] = bobs.read(bobs.bob, BEFORE).content["penilaian"]
        assert (row["id"], len(row["belum"])) == (draft.pk, row["indikator"])

    def test_what_was_signed_by_both_is_closed_to_the_note(self, bobs):
        bobs.sign(bobs.bob, BEFORE)
        bobs.sign(Signer.official(bobs.sari), ENDS_AT)
        with pytest.raises(NoteSigned):
            note(bobs, "Terlambat.")

    def test_two_windows_do_not_overwrite_each_other(self, bobs):
        note(bobs, "Pertama.")
        with pytest.raises(NoteElsewhere):
            note(bobs, "Kedua.", version=0)
        assert Handover.objects.get().note == "Pertama."

    def test_only_the_leaver_writes_the_note(self, bobs):
        with pytest.raises(HandoverClosed):
            note(bobs, "Bukan saya.", signer=Signer.official(bobs.sari))


class TestDoingWithoutTheLeaver:
    def test_the_receiver_signs_alone_and_the_reason_is_recorded(self, bobs):
        waive_leaver(assignment=bobs.leaves, reason="Wafat", actor=bobs.cast.olga, now=ENDS_AT)
        bobs.sign(Signer.official(bobs.sari), ENDS_AT)
        assert recorded()[1] == "sertijab.kecualikan"

    def test_it_refuses_while_the_leaver_can_sign(self, bobs):
        with pytest.raises(LeaverCanSign):
            waive_leaver(assignment=bobs.leaves, reason="Cepat", actor=bobs.cast.olga, now=BEFORE)

    def test_it_refuses_who_keeps_no_organisation(self, bobs):
        for actor in (bobs.sari, bobs.cast.charlie):
            with pytest.raises(NotPermitted):
                waive_leaver(assignment=bobs.leaves, reason="Wafat", actor=actor, now=ENDS_AT)


def test_it_refuses_sign_handover_to_a_former_holder_of_another_post(bobs):
    stranger = Signer(person_id=0, person_name="", title="", capacity="", evidence={})
    with pytest.raises(HandoverClosed):
        sign_handover(assignment=bobs.leaves, read="", signer=stranger, now=ENDS_AT)
