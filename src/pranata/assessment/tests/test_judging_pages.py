"""The assessor's screen and what leads to it: what each page shows, to whom, and what a form does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pranata.assessment.models import AssessorPart, Judgement, JudgementMessage
from pranata.assessment.tests.judging_scenes import close, give_task, judge, make_call, submit
from pranata.foundation.tenancy import tenant_scope

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]
JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def call():
    call = make_call()
    close(call)
    submit(call)
    return call


@pytest.fixture
def eko(call, client):
    client.force_login(call.accounts["eko"])
    return client


def url(name, *args):
    return reverse(f"assessment:{name}", args=args)


def stored(call, number="11"):
    with tenant_scope(call.cast.instansi.pk):
        return Judgement.objects.get(indicator=number, stage="document")


def sent(level, **more):
    return {"versi": "0", "tingkat": level, "fakta": "F", "analisis": "A", "justifikasi": "", **more}


def test_the_assessor_goes_from_the_list_through_the_declaration_to_the_screen(call, eko):
    task = give_task(call, call.eko, clear=False)
    assert eko.get(url("list")).url == url("tasks")
    assert "Perlu pernyataan" in eko.get(url("tasks")).content.decode()
    assert "Sebelum melihat Kota Contoh" in eko.get(url("task", task.pk)).content.decode()
    assert eko.get(url("judge_page", task.pk, "11")).status_code == 403
    assert eko.post(url("declare", task.pk), {}).status_code == 422
    assert eko.post(url("declare", task.pk), {"ada": "tidak"}).url == url("task", task.pk)
    page = eko.get(url("task", task.pk)).content.decode()
    assert "0 dari 47 dinilai" in page
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = eko.get(url("judge_page", task.pk, "11")).content.decode()
    assert "Penilaian mandiri: tingkat 2" in page
    assert "Nilai tiap tahap" in page
    asked = [q["sql"] for q in queries if "set_config" not in q["sql"] and "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= 18, "\n".join(asked)


def test_a_form_without_scripts_saves_and_leads_to_the_next_indicator(call, eko):
    task = give_task(call, call.eko)
    here = url("judge_page", task.pk, "11")
    refused = eko.post(here, sent("4", lanjut="12"))
    assert refused.status_code == 422
    assert "Isi justifikasi" in refused.content.decode()
    assert 'value="4" checked' in refused.content.decode()
    saved = eko.post(here, sent("4", lanjut="12", justifikasi="Bukti lengkap."))
    assert saved.url == url("judge_page", task.pk, "12")
    assert (stored(call).level, stored(call).fact) == (4, "F")
    assert eko.post(here, sent("3", versi="0", justifikasi="Lain.")).status_code == 409


def test_a_script_saves_the_texts_where_only_the_justification_lacks(call, eko):
    task = give_task(call, call.eko)
    here = url("judge_page", task.pk, "11")
    answer = eko.post(here, sent("4"), **JSON).json()
    assert answer["state"] == "saved"
    assert "Isi justifikasi" in answer["lacks"]
    assert (stored(call).level, stored(call).fact) == (None, "F")
    answer = eko.post(here, sent("4", versi=answer["version"], justifikasi="Ya."), **JSON).json()
    assert (answer["lacks"], stored(call).level) == ("", 4)
    conflict = eko.post(here, sent("3", versi="1", justifikasi="Lain."), **JSON)
    assert (conflict.status_code, conflict.json()["tingkat"]) == (409, "4")


def test_the_reviewer_reviews_on_the_screen_and_is_told_why_not(call, client):
    task = give_task(call, call.eko)
    judge(task, call.eko, "11", 4)
    review = give_task(call, call.rina, AssessorPart.REVIEWER)
    client.force_login(call.accounts["rina"])
    page = client.get(url("judge_page", review.pk, "11")).content.decode()
    assert "Catatan peninjau" in page
    assert "Simpan dan lanjut" not in page
    refused = client.post(url("review", review.pk, "11"), {"versi": "1", "hasil": "not_valid"})
    assert refused.status_code == 422
    done = client.post(url("review", review.pk, "11"), {"versi": "1", "hasil": "valid"})
    assert done.status_code == 302
    assert "Valid" in client.get(url("judge_page", review.pk, "11")).content.decode()


def test_both_sides_talk_on_their_own_page(call, eko):
    task = give_task(call, call.eko)
    said = eko.post(url("ask", task.pk, "11"), {"jenis": "clarification", "pesan": "Di mana SK-nya?"})
    assert said.status_code == 302
    eko.force_login(call.cast.alice_account)
    page = eko.get(url("indicator", call.assessment.pk, "11")).content.decode()
    assert "Di mana SK-nya?" in page
    assert "Nilai tiap tahap" in page
    said = eko.post(url("say", call.assessment.pk, "11"), {"jenis": "reply", "pesan": "Di halaman 4."})
    assert said.status_code == 302
    with tenant_scope(call.cast.instansi.pk):
        assert [row.by_assessor for row in JudgementMessage.objects.order_by("pk")] == [True, False]
    eko.force_login(call.accounts["eko"])
    assert "Di halaman 4." in eko.get(url("judge_page", task.pk, "11")).content.decode()
    assert "1 tanggapan baru" in eko.get(url("tasks")).content.decode()


def test_values_of_a_running_outer_stage_are_not_shown_to_the_assessed(call, eko):
    task = give_task(call, call.eko)
    judge(task, call.eko, "11", 5, why="RAHASIA-DULU")
    eko.force_login(call.cast.alice_account)
    assert "RAHASIA-DULU" not in eko.get(url("indicator", call.assessment.pk, "11")).content.decode()


def test_coordinators_of_both_sides_give_and_end_tasks_and_move_the_stages(call, client, monkeypatch):
    here = url("assessors", call.assessment.pk)
    client.force_login(call.accounts["prita"])
    page = client.get(here).content.decode()
    assert "Asesor Pertama" in page
    wrong = {"jabatan": call.prita.position_id, "bagian": "assessor"}
    assert client.post(url("give_task", call.assessment.pk), wrong).status_code == 422
    given = client.post(
        url("give_task", call.assessment.pk),
        {
            "jabatan": call.eko.position_id,
            "bagian": "assessor",
            "indikator": "11, 12",
            "sampai": "2999-01-01",
        },
    )
    assert given.status_code == 302
    assert "11, 12" in client.get(here).content.decode()
    assert client.post(url("move", call.assessment.pk)).url.startswith(reverse("account_reauthenticate"))
    monkeypatch.setattr("pranata.assessment.web.views.assessors.confirm_first", lambda *_: None)
    assert client.post(url("move", call.assessment.pk)).url == here
    assert "2025: penilaian interviu" in client.get(here).content.decode()
    assert client.post(url("give_back", call.assessment.pk), {"reason": ""}).status_code == 422
    assert client.post(url("give_back", call.assessment.pk), {"reason": "Keliru"}).status_code == 302
    assert "2025: penilaian dokumen" in client.get(here).content.decode()
    client.force_login(call.cast.alice_account)
    assert "Belum ada tugas" in client.get(here).content.decode()
