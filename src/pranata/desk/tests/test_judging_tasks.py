"""The desk leads whoever judges, hands on or signs to what waits for them."""

import pytest

from pranata.assessment.models import AssessorPart
from pranata.assessment.operations.end_assessor_task import end_assessor_task
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
from pranata.desk.queries.tasks import desk_of
from pranata.foundation.tenancy import tenant_scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    found = make_call()
    close(found)
    submit(found)
    return found


def desk(call, actor):
    with tenant_scope(actor.instansi_id):
        return [task.title for task in desk_of(actor, now=LATER).tasks]


def test_it_leads_assessors_from_declaring_to_judging_to_reviewing_to_signing(call):
    task = give_task(call, call.eva, AssessorPart.LEAD, clear=False)
    assert desk(call, call.eva) == ["Nyatakan benturan kepentingan untuk menilai Kota Contoh"]
    with tenant_scope(call.organiser.pk):
        end_assessor_task(task_id=task.pk, actor=call.prita, now=LATER)
    lead = give_task(call, call.eko, AssessorPart.LEAD)
    looks = give_task(call, call.rina, AssessorPart.REVIEWER)
    assert desk(call, call.eko) == ["Nilai Kota Contoh 2025"]
    assert desk(call, call.rina) == []
    version = judge(lead, call.eko, "11", 1).version
    assert desk(call, call.rina) == ["Tinjau 1 nilai Kota Contoh 2025"]
    look(call, looks, "11", version, "not_valid")
    assert desk(call, call.eko)[0] == "Perbaiki 1 nilai Kota Contoh 2025 yang tidak valid"
    look(call, looks, "11", version, "valid")
    advance(call)
    assert "Tanda tangani berita acara Penilaian dokumen, Kota Contoh 2025" in desk(call, call.eko)


def test_the_leader_hands_on_and_the_coordinator_publishes_only_at_the_end():
    found = make_call()
    close(found)
    assert desk(found, found.lena) == ["Tandatangani dan ajukan penilaian 2025"]
    assert not any(title.startswith("Umumkan") for title in desk(found, found.cast.alice))
