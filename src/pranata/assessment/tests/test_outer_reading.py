"""An assessor of another instansi reads what it judges while the task is held; when a stage ends."""

import datetime as dt

import pytest
from django.urls import reverse

from pranata.assessment import tellings
from pranata.assessment.models import Assessment, AssessorPart, CampaignStage, Judgement, Stage
from pranata.assessment.operations._deadline import StageOver
from pranata.assessment.operations.attach_evidence import attach_evidence
from pranata.assessment.operations.end_assessor_task import end_assessor_task
from pranata.assessment.operations.say_in_thread import say_in_thread
from pranata.assessment.policies_judging import held
from pranata.assessment.policies_result import may_sign
from pranata.assessment.queries.listing import list_assessments
from pranata.assessment.tests.judging_scenes import (
    advance,
    close,
    give_task,
    judge,
    look,
    make_call,
    submit,
)
from pranata.assessment.tests.scenes import LATER
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Notice
from pranata.organisation.tests.cast import TODAY
from pranata.records.operations.add_evidence import Claim, Part, add_evidence
from pranata.records.operations.withdraw_evidence import withdraw_evidence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]


@pytest.fixture
def call():
    """Handed on, after the instansi's own assessor lowered indicator 12 for a reason of the house."""
    found = make_call()
    close(found)
    judge(give_task(found, found.cast.dana), found.cast.dana, "12", 1, why="Rahasia dapur.")
    submit(found)
    return found


def over(call):
    with tenant_scope(call.organiser.pk):
        CampaignStage.objects.filter(stage=Stage.DOCUMENT).update(closes_at=LATER)


class TestReading:
    def test_result_report_and_conclusions_open_by_the_task_and_close_with_it(self, call, client):
        task = give_task(call, call.eva, AssessorPart.LEAD)
        client.force_login(call.accounts["eva"])
        page = client.get(reverse("assessment:task", args=[task.pk])).content.decode()
        for name in ("result", "conclusions", "report_pdf", "recompute_json", "xlsx"):
            address = f"{reverse(f'assessment:{name}', args=[call.assessment.pk])}?tugas={task.pk}"
            assert client.get(address).status_code == 200
            assert name in ("report_pdf", "recompute_json", "xlsx") or address in page
        result = reverse("assessment:result", args=[call.assessment.pk])
        shown = client.get(f"{result}?tugas={task.pk}").content.decode()
        assert call.cast.instansi.name in shown
        assert "Rahasia dapur." not in shown
        assert reverse("assessment:judge_page", args=[task.pk, "12"]) in shown
        assert client.get(result).status_code == 403
        with tenant_scope(call.organiser.pk):
            end_assessor_task(task_id=task.pk, actor=call.prita, now=LATER)
        assert client.get(f"{result}?tugas={task.pk}").status_code == 404

    def test_the_lead_of_another_instansi_signs_the_outer_stages_only(self, call):
        task = give_task(call, call.eva, AssessorPart.LEAD)
        with tenant_scope(call.organiser.pk):
            by = held(call.eva, task.pk, LATER)
        signs = [s for s in Stage if may_sign(call.eva, call.assessment, s, "assessor", by)]
        assert signs == [Stage.DOCUMENT, Stage.INTERVIEW, Stage.VISIT, Stage.REVIEW]


class TestWhatStands:
    def test_pages_show_the_values_of_the_last_closed_stage(self, call, client):
        task = give_task(call, call.eva)
        judge(task, call.eva, "11", 1)
        with tenant_scope(call.cast.instansi.pk):
            (before,) = list_assessments(call.cast.instansi.pk)
        advance(call)
        with tenant_scope(call.cast.instansi.pk):
            (row,) = list_assessments(call.cast.instansi.pk)
        assert row.score.index < before.score.index < 2
        client.force_login(call.cast.alice_account)
        page = client.get(reverse("assessment:detail", args=[call.assessment.pk])).content.decode()
        assert "nilai menurut Penilaian dokumen" in page
        assert str(row.score.index) in page


class TestTheEndOfAStage:
    def test_a_review_and_messages_of_both_sides_are_refused_after_it(self, call):
        task = give_task(call, call.eva)
        looks = give_task(call, call.rina, AssessorPart.REVIEWER)
        version = judge(task, call.eva, "11", 1).version
        over(call)
        with pytest.raises(StageOver):
            look(call, looks, "11", version, "valid")
        for actor, kind, task_id in ((call.eva, "clarification", task.pk), (call.cast.alice, "reply", None)):
            with pytest.raises(StageOver):
                say(call, actor, kind, task_id, LATER)
            say(call, actor, kind, task_id, LATER - dt.timedelta(seconds=1))

    def test_the_page_keeps_what_was_typed(self, call, client):
        over(call)
        client.force_login(call.cast.alice_account)
        address = reverse("assessment:say", args=[call.assessment.pk, "11"])
        answer = client.post(address, {"jenis": "reply", "pesan": "Sudah kami unggah."})
        assert answer.status_code == 409
        assert "Sudah kami unggah." in answer.content.decode()


def test_whoever_acts_in_a_stage_is_told_that_it_began(call):
    give_task(call, call.eva)
    with tenant_scope(call.organiser.pk):
        told = Notice.objects.filter(kind=tellings.STAGE_OPENED.code)
        assert [row.position_id for row in told] == [call.prita.position_id]
    advance(call)
    with tenant_scope(call.organiser.pk):
        assert call.eva.position_id in {row.position_id for row in told.all()}
        assert Assessment.objects.count() == 0


def say(call, actor, kind, task_id, now):
    with tenant_scope(actor.instansi_id):
        return say_in_thread(
            assessment_id=call.assessment.pk, indicator="11", kind=kind, text="Mohon halamannya.",
            actor=actor, now=now, task_id=task_id,
        )  # fmt: skip


def test_evidence_that_is_withdrawn_after_submission_says_so_to_who_judges_it(client):
    found = make_call()
    cast = found.cast
    with tenant_scope(cast.instansi.pk):
        item = add_evidence(
            unit=cast.diskominfo,
            claim=Claim(title="Keputusan arsitektur", effective_on=TODAY),
            parts=[Part(link="https://jdih.contoh.test/1")],
            actor=cast.alice,
            now=LATER,
        )
        attach_evidence(
            assessment=found.assessment, indicator="11", requirement="2.1", items=[item.public_id], pages="",
            actor=cast.alice, now=LATER,
        )  # fmt: skip
    close(found)
    submit(found)
    task = give_task(found, found.eva)
    client.force_login(found.accounts["eva"])
    address = reverse("assessment:judge_page", args=[task.pk, "11"])
    assert "Ditarik" not in client.get(address).content.decode()
    with tenant_scope(cast.instansi.pk):
        withdraw_evidence(evidence=item, reason="Salah berkas.", actor=cast.alice, now=LATER)
    page = client.get(address).content.decode()
    assert "Keputusan arsitektur" in page
    assert "Ditarik" in page


def test_an_assessor_after_their_term_is_refused_in_words_and_writes_nothing(call, client):
    task = give_task(call, call.eva, ends_on=TODAY + dt.timedelta(days=1))
    client.force_login(call.accounts["eva"])
    sent = {"versi": "0", "tingkat": "1", "justifikasi": "Ditulis sebelum masa tugas berakhir."}
    for pk in (task.pk, 987654):
        answer = client.post(reverse("assessment:judge_page", args=[pk, "11"]), sent)
        shown = answer.content.decode()
        assert answer.status_code == 404
        assert "Tugas melekat pada jabatan" in shown
        assert "Ditulis sebelum masa tugas berakhir." in shown
        assert call.cast.instansi.name not in shown
    with tenant_scope(call.cast.instansi.pk):
        assert not Judgement.objects.filter(stage=Stage.DOCUMENT).exists()
