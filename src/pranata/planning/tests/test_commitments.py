"""Heads who commit and correct themselves: who may, what holds, what must be renewed."""

import datetime as dt

import pytest
from django.db import ProgrammingError, transaction

from pranata.assessment.tests.scenes import recorded
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.models import Entry
from pranata.organisation.models import Assignment, Notice, Person
from pranata.organisation.queries.actor import actor_of
from pranata.organisation.tests.cast import make_cast
from pranata.planning import events
from pranata.planning.models import Commitment, CommitmentSignature
from pranata.planning.moving import months_later
from pranata.planning.operations._action import WordsMissing
from pranata.planning.operations.decide_dates import ProposalDecided, decide_dates
from pranata.planning.operations.edit_action import NothingChanged, OwnerUnknown
from pranata.planning.operations.move_action import move_action
from pranata.planning.operations.name_committer import name_committer
from pranata.planning.operations.propose_dates import ProposalWaits, propose_dates
from pranata.planning.operations.sign_commitment import (
    AlreadyCommitted,
    CommitmentChanged,
    sign_commitment,
)
from pranata.planning.policies_actions import NotTheHead
from pranata.planning.queries.actions import book_of
from pranata.planning.queries.commitments import Signed, pledge_of
from pranata.planning.tests.action_scenes import BEGUN, action, begun, told
from pranata.planning.tests.scenes import make_assessment

pytestmark = pytest.mark.django_db
LATER = BEGUN + dt.timedelta(hours=1)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def plan(cast):
    with tenant_scope(cast.instansi.pk):
        yield begun(make_assessment(cast.alice), cast.bob, cast.alice)


def pledge(plan, actor, on=None):
    found = pledge_of(book_of(plan, on or actor.local_date(BEGUN)), Commitment.objects.get().pk)
    assert found is not None
    return found


def sign(plan, actor, read=None, words=""):
    now = pledge(plan, actor)
    return sign_commitment(
        commitment=now.commitment, read=read or now.read, words=words, actor=actor, now=LATER
    )


def ask(one, actor, months=2, reason="Menunggu anggaran perubahan."):
    return propose_dates(
        action=one,
        starts_on=months_later(one.starts_on, months),
        ends_on=months_later(one.ends_on, months),
        reason=reason,
        actor=actor,
        now=BEGUN,
    )


class TestCommitting:
    def test_the_head_signs_what_was_read_and_it_holds_while_the_work_goes_on(self, cast, plan):
        assert pledge(plan, cast.alice).standing is Signed.NOT_YET
        signed = sign(plan, cast.alice)
        assert (signed.person_name, signed.sha256) == (
            cast.alice.person_name,
            pledge(plan, cast.alice).read,
        )
        entry = Entry.objects.get(event_id=signed.event_id)
        assert signed.sha256 in [one.get("sha256") for one in entry.document["objects"]]
        assert Notice.objects.filter(kind="aksi.komitmen").exists()
        told(action(plan, "11:3"), cast.alice, "running", percent=20)
        assert pledge(plan, cast.alice).holds
        with pytest.raises(AlreadyCommitted):
            sign(plan, cast.alice)
        assert recorded(events.COMMITMENT_SIGNED) == 1
        with pytest.raises(ProgrammingError), transaction.atomic():
            CommitmentSignature.objects.all().delete()

    def test_other_dates_ask_for_a_new_signature_and_nobody_signs_what_they_did_not_read(self, cast, plan):
        first = sign(plan, cast.alice)
        one = action(plan, "12:3")
        move_action(
            action=one,
            starts_on=one.starts_on,
            ends_on=months_later(one.ends_on, 3),
            reason="Lelang ulang.",
            version=1,
            actor=cast.alice,
            now=BEGUN,
        )
        assert pledge(plan, cast.alice).standing is Signed.CHANGED
        with pytest.raises(CommitmentChanged):
            sign(plan, cast.alice, read=first.sha256)
        assert sign(plan, cast.alice, words="Lelang ulang, selesai Juni.").words.startswith("Lelang")
        assert pledge(plan, cast.alice).holds

    def test_the_coordinator_names_another_post_which_commits_then(self, cast, plan, client):
        sign(plan, cast.alice)
        found, bob = Commitment.objects.get(), cast.bob.position_id
        for wrong, error in ((cast.charlie.position_id, OwnerUnknown), (found.position_id, NothingChanged)):
            with pytest.raises(error):
                name_committer(commitment=found, position_id=wrong, actor=cast.alice, now=BEGUN)
        client.force_login(cast.alice_account)
        done = client.post(f"/rencana/aksi/komitmen/{found.pk}/jabatan/", {"jabatan": str(bob)})
        assert done.status_code == 302
        assert recorded(events.COMMITTER_NAMED) == 1
        assert Notice.objects.get(kind="aksi.komitmen_jabatan").position_id == bob
        assert pledge(plan, cast.bob).standing is Signed.RENEW
        with pytest.raises(NotTheHead):
            sign(plan, cast.alice)
        assert sign(plan, cast.bob).position_title == cast.bob.position_title

    def test_it_refuses_who_may_not_name_committer(self, cast, plan):
        for actor in (cast.bob, cast.dana, cast.charlie):
            with pytest.raises(NotPermitted):
                name_committer(commitment=Commitment.objects.get(), position_id=None, actor=actor, now=BEGUN)

    def test_at_mutasi_the_new_holder_renews_and_the_old_one_signs_no_more(self, cast, plan):
        sign(plan, cast.alice)
        day = cast.alice.local_date(BEGUN) + dt.timedelta(days=1)
        old = Assignment.objects.get(pk=cast.alice.assignment_id)
        old.ends_on = day
        old.save()
        person = Person.objects.create(instansi=cast.instansi, name="Zahra", email="zahra@contoh.test")
        new = Assignment.objects.create(
            instansi=cast.instansi, position_id=old.position_id, person=person, starts_on=day
        )
        assert pledge(plan, cast.alice, day).standing is Signed.RENEW
        zahra = actor_of(new, day)
        found = pledge(plan, zahra, day)
        sign_commitment(
            commitment=found.commitment, read=found.read, actor=zahra, now=BEGUN + dt.timedelta(days=1)
        )
        assert pledge(plan, zahra, day).holds

    def test_it_refuses_whoever_does_not_head_to_sign_commitment_or_propose_dates(self, cast, plan):
        for actor in (cast.bob, cast.dana, cast.olga, cast.charlie):
            with pytest.raises(NotTheHead):
                sign(plan, actor)
            with pytest.raises(NotTheHead):
                ask(action(plan, "11:3"), actor)


class TestCorrecting:
    def test_a_head_proposes_dates_and_the_coordinator_agrees_or_says_why_not(self, cast, plan):
        one, other = action(plan, "11:3"), action(plan, "12:3")
        was = one.starts_on
        with pytest.raises(WordsMissing):
            ask(one, cast.alice, reason=" ")
        proposal = ask(one, cast.alice)
        with pytest.raises(ProposalWaits):
            ask(one, cast.alice)
        one.refresh_from_db()
        assert one.starts_on == was
        decide_dates(proposal=proposal, agrees=True, actor=cast.alice, now=BEGUN)
        one.refresh_from_db()
        assert one.starts_on == months_later(was, 2)
        with pytest.raises(ProposalDecided):
            decide_dates(proposal=proposal, agrees=False, answer="x", actor=cast.alice, now=BEGUN)
        refused = ask(other, cast.alice)
        with pytest.raises(WordsMissing):
            decide_dates(proposal=refused, agrees=False, actor=cast.alice, now=BEGUN)
        decide_dates(proposal=refused, agrees=False, answer="Tidak cukup waktu.", actor=cast.alice, now=BEGUN)
        assert recorded(events.DATES_DECIDED) == 2
        assert Notice.objects.filter(kind="aksi.usul_ditolak").exists()

    def test_it_refuses_who_may_not_decide_dates(self, cast, plan):
        proposal = ask(action(plan, "11:3"), cast.alice)
        for actor in (cast.bob, cast.dana, cast.charlie):
            with pytest.raises(NotPermitted):
                decide_dates(proposal=proposal, agrees=True, actor=actor, now=BEGUN)


def test_every_page_is_drawn_and_a_move_is_shown_before_it_is_saved(client, cast):
    with tenant_scope(cast.instansi.pk):
        plan = begun(make_assessment(cast.alice), cast.bob, cast.alice)
        one = action(plan, "11:3")
        told(action(plan, "12:3"), cast.alice, "blocked", obstacle="Menunggu provinsi.")
        commitment = Commitment.objects.get()
    client.force_login(cast.alice_account)
    for part in ("", "jadwal/", "rapat/", "prakiraan/", "semula/", "komitmen/", f"{one.pk}/"):
        assert client.get(f"/rencana/aksi/{part}").status_code == 200, part
    assert client.get(f"/rencana/aksi/komitmen/{commitment.pk}/").status_code == 200
    moving = f"/rencana/aksi/{one.pk}/geser/"
    assert "1 aksi lain ikut bergeser" in client.get(f"{moving}?bulan=2").content.decode()
    assert client.get(f"{moving}?bulan=abc").status_code == 422
    sent = {"mulai": "2027-03", "selesai": "2027-05", "versi": "1", "alasan": "Perwali mundur"}
    assert client.post(moving, sent).status_code == 302
    assert client.post(moving, {**sent, "mulai": "2027-02"}).status_code == 409
    wrong = client.post(f"/rencana/aksi/{one.pk}/kemajuan/", {"keadaan": "done", "biaya": "banyak"})
    assert wrong.status_code == 422
    assert "banyak" in wrong.content.decode()
    client.force_login(cast.bob_account)
    assert client.get(moving).status_code == 403
    assert client.post(f"/rencana/aksi/komitmen/{commitment.pk}/nyatakan/").status_code in (302, 403)
    with tenant_scope(cast.instansi.pk):
        held = Assignment.objects.get(pk=cast.bob.assignment_id)
        held.ends_on = utc_now().date()
        held.save()
    told_late = client.post(f"/rencana/aksi/{one.pk}/kemajuan/", {"keadaan": "done", "versi": "2"})
    assert told_late.status_code in (302, 403)
    with tenant_scope(cast.instansi.pk):
        assert not action(plan, "11:3").is_done
    client.force_login(cast.charlie_account)
    assert client.get(f"/rencana/aksi/komitmen/{commitment.pk}/").status_code == 404
