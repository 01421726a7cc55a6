"""Disputing an entry: who may, what it leaves, and that nothing of it goes away."""

import datetime as dt

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.models import Entry
from pranata.ledger.queries.acts import Whose, acts_of
from pranata.ledger.queries.detail import open_detail
from pranata.ledger.queries.history import history_of, tenant_history
from pranata.ledger.queries.standing import code_of
from pranata.organisation.models import Role
from pranata.organisation.tests.cast import make_account, make_actor
from pranata.receipts.models import Answer, Dispute, Ground, Outcome
from pranata.receipts.operations.answer_dispute import AlreadyAnswered
from pranata.receipts.operations.dispute_entry import AlreadyDisputed, NothingSaid, NotNamed
from pranata.receipts.policies import Claimant, EntryClosed, OwnMatter
from pranata.receipts.queries.disputes import reading_of, visible_disputes, waiting_disputes
from pranata.receipts.tests.scenes import FOUND, LATER, STATEMENT, record

pytestmark = pytest.mark.django_db


class TestDisputing:
    def test_it_is_an_entry_about_the_entry_and_about_what_that_was_about(self, scene):
        made = scene.dispute()
        said = Entry.objects.get(event_id=made.event_id).document
        assert (said["action"], said["prev"]) == ("catatan.sangkal", [str(scene.entry)])
        assert [(o["role"], o["type"], o["id"]) for o in said["objects"]] == [
            ("disangkal", "entry", str(scene.entry)),
            ("unit", "unit", "77"),
        ]
        assert STATEMENT not in str(said)
        detail = open_detail(made.event_id)
        assert isinstance(detail, dict)
        assert detail["keterangan"] == STATEMENT

    def test_those_who_answer_are_told(self, scene):
        made = scene.dispute()
        told = {to["jabatan_nama"] for to in Entry.objects.get(event_id=made.event_id).document["to"]}
        assert told == {"Inspektur Pembantu", "Kepala Bagian Organisasi"}

    def test_the_record_and_the_receipt_show_the_mark_and_the_entry_stays_as_it_was(self, scene):
        before = bytes(Entry.objects.get(event_id=scene.entry).entry)
        scene.dispute()
        dispute, entry = history_of("unit", "77")
        assert [line.disputed for line in tenant_history()] == [False, True]
        assert (entry.disputed, dispute.disputed, dispute.is_about_dispute) == (True, False, True)
        [*_, line] = acts_of(Whose(person=str(scene.cast.alice.person_public_id)), now=LATER)
        assert line.disputed
        assert bytes(Entry.objects.get(event_id=scene.entry).entry) == before

    def test_the_public_page_of_its_code_says_so_and_neither_by_whom_nor_why(self, scene, client):
        code = code_of(bytes(Entry.objects.get(event_id=scene.entry).leaf_hash))
        page = reverse("portal:check_code", args=[code])
        assert "Catatan ini disangkal" not in client.get(page).content.decode()
        made = scene.dispute()
        shown = client.get(page).content.decode()
        since = Entry.objects.get(event_id=made.event_id).recorded_at
        assert "Catatan ini disangkal" in shown
        assert f"Sejak {since:%-d} " in shown
        assert not [word for word in (STATEMENT, made.person_name, "Inspektur") if word in shown]

    def test_the_receiver_may_say_that_it_is_wrong_but_not_that_it_was_somebody_else(self, scene):
        with pytest.raises(NotNamed):
            scene.dispute(scene.cast.bob)
        assert scene.dispute(scene.cast.bob, ground=Ground.NOT_RIGHT).entry_person == str(
            scene.cast.alice.person_public_id
        )

    def test_who_holds_no_position_any_more_may_dispute_too(self, scene):
        person = scene.cast.alice_account.people.get()
        made = scene.dispute(claimant=Claimant.former(person))
        assert (made.position_id, made.person_name) == (None, "Alice")

    def test_it_refuses_who_is_not_named_and_another_instansi(self, scene):
        with pytest.raises(NotNamed):
            scene.dispute(scene.cast.dana, ground=Ground.NOT_RIGHT)
        with pytest.raises(NotNamed):
            scene.dispute(scene.iwan)
        with tenant_scope(scene.cast.other_instansi.pk), pytest.raises(EntryClosed):
            scene.dispute(scene.cast.charlie)
        assert not Dispute.objects.exists()

    def test_it_refuses_a_dispute_without_words_or_of_an_unknown_kind_or_twice(self, scene):
        with pytest.raises(NothingSaid):
            scene.dispute(statement="  ")
        with pytest.raises(NotNamed):
            scene.dispute(ground="entah")
        scene.dispute()
        with pytest.raises(AlreadyDisputed):
            scene.dispute()
        assert Dispute.objects.count() == 1

    def test_the_application_can_neither_alter_nor_delete_what_was_said(self, scene):
        scene.answer(scene.dispute())
        for table in ("dispute", "answer"):
            for statement in ("DELETE FROM receipts_%s", "UPDATE receipts_%s SET person_name = ''"):
                with (
                    pytest.raises(ProgrammingError, match="permission denied"),
                    transaction.atomic(),
                    connection.cursor() as cursor,
                ):
                    cursor.execute(statement % table)


class TestAnswering:
    def test_it_is_an_entry_too_and_whoever_disputed_is_told(self, scene):
        dispute = scene.dispute()
        answer = scene.answer(dispute)
        said = Entry.objects.get(event_id=answer.event_id).document
        assert (said["action"], said["prev"]) == ("catatan.jawabsangkal", [str(dispute.event_id)])
        assert [to["jabatan"] for to in said["to"]] == [str(scene.cast.alice.position_id)]
        reading = reading_of(Dispute.objects.get(), scene.cast.alice)
        assert (reading.words, reading.answer_words) == (STATEMENT, FOUND)
        assert (reading.to_answer, reading.days, reading.is_late) == (False, 1, False)
        assert [line.disputed for line in history_of("unit", "77")] == [False, False, True]

    def test_it_waits_for_those_who_answer_and_for_nobody_else(self, scene):
        dispute = scene.dispute(now=LATER + dt.timedelta(days=9))
        assert reading_of(dispute, scene.iwan).is_late
        for actor in (scene.iwan, scene.cast.olga):
            assert list(waiting_disputes(actor)) == list(visible_disputes(actor)) == [dispute]
        assert not visible_disputes(scene.cast.bob).exists()
        assert not waiting_disputes(scene.cast.alice).exists()
        assert visible_disputes(scene.cast.alice).count() == 1
        scene.answer(dispute)
        assert not waiting_disputes(scene.iwan).exists()

    def test_it_refuses_other_roles_another_instansi_and_who_administers_only_a_part(self, scene):
        dispute = scene.dispute()
        part = make_actor(scene.cast.dinkes, make_account("Sari"), title="Kasubag", role=Role.ADMINISTRATOR)
        for actor in (scene.cast.alice, scene.cast.bob, scene.cast.dana, scene.cast.charlie, part):
            with pytest.raises(NotPermitted):
                scene.answer(dispute, actor)
        assert not Answer.objects.exists()

    def test_it_refuses_who_disputes_and_whose_act_it_was(self, scene):
        with pytest.raises(OwnMatter):
            scene.answer(scene.dispute(scene.iwan, event_id=record(scene.iwan)), scene.iwan)
        by_olga = record(scene.cast.olga, to=scene.cast.bob)
        received = scene.dispute(scene.cast.bob, event_id=by_olga, ground=Ground.NOT_RIGHT)
        assert not waiting_disputes(scene.cast.olga).filter(pk=received.pk).exists()
        with pytest.raises(OwnMatter):
            scene.answer(received, scene.cast.olga)
        assert scene.answer(received, scene.iwan)

    def test_it_refuses_an_answer_without_words_and_a_second_one(self, scene):
        dispute = scene.dispute()
        with pytest.raises(NothingSaid):
            scene.answer(dispute, explanation=" ")
        with pytest.raises(NothingSaid):
            scene.answer(dispute, outcome="mungkin")
        scene.answer(dispute)
        with pytest.raises(AlreadyAnswered):
            scene.answer(dispute, scene.cast.olga, outcome=Outcome.NOT_UPHELD)
        assert Answer.objects.count() == 1
