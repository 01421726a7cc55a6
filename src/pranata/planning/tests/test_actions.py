"""From an accepted plan to actions: who may, what stands in them, and what is refused."""

import datetime as dt

import pytest
from django.db import ProgrammingError, transaction

from pranata.assessment.tests.scenes import recorded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Notice
from pranata.organisation.tests.cast import make_cast
from pranata.planning import events
from pranata.planning.models import Action, ActionAct, ActionPlan, Commitment
from pranata.planning.operations._act import PlanNotSo
from pranata.planning.operations._action import ActionChanged
from pranata.planning.operations.edit_action import (
    GoesInCircle,
    NothingChanged,
    OwnerUnknown,
    RequirementTooLate,
    RequirementUnknown,
    edit_action,
)
from pranata.planning.operations.start_action_plan import AlreadyStarted, start_action_plan
from pranata.planning.tests.action_scenes import BEGUN, action, as_it_is, begun
from pranata.planning.tests.scenes import computed, make_assessment

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def plan(cast):
    with tenant_scope(cast.instansi.pk):
        yield begun(make_assessment(cast.alice), cast.bob, cast.alice)


class TestStarting:
    def test_every_step_becomes_an_action_with_owner_dates_and_what_it_waits_for(self, cast, plan):
        first, second, other = (action(plan, place) for place in ("11:3", "11:4", "12:3"))
        assert (first.unit, first.position_id) == (cast.diskominfo, cast.alice.position_id)
        assert (first.starts_on, first.baseline_starts_on) == (dt.date(2027, 1, 1), dt.date(2027, 1, 1))
        assert first.output
        assert first.evidence_expected
        assert [link.requires for link in second.waits_for.all()] == [first]
        assert other.owner
        assert [one.unit for one in Commitment.objects.all()] == [cast.diskominfo]
        assert ActionAct.objects.filter(kind="started").count() == 3
        assert recorded(events.ACTIONS_STARTED) == 1
        assert Notice.objects.filter(kind="aksi.diberikan", position_id=cast.alice.position_id).exists()

    def test_a_plan_begins_once_and_the_one_before_it_ends(self, cast, plan):
        with pytest.raises(AlreadyStarted):
            start_action_plan(plan=plan.plan, actor=cast.alice, now=BEGUN)
        second = begun(plan.plan.assessment, cast.bob, cast.alice, "13:3", reason="Target naik.")
        assert list(ActionPlan.objects.filter(ended_at__isnull=True)) == [second]
        with pytest.raises(PlanNotSo):
            start_action_plan(plan=computed(plan.plan.assessment, cast.alice), actor=cast.alice, now=BEGUN)

    def test_it_refuses_who_may_not_start_action_plan_or_edit_action(self, cast, plan):
        one = action(plan, "11:3")
        for actor in (cast.bob, cast.dana, cast.olga, cast.charlie):
            with pytest.raises(NotPermitted):
                start_action_plan(plan=plan.plan, actor=actor, now=BEGUN)
            with pytest.raises(NotPermitted):
                edit_action(action=one, edit=as_it_is(one, risk="x"), version=1, actor=actor, now=BEGUN)

    def test_what_was_done_is_never_altered_and_seen_by_nobody_else(self, cast, plan):
        with pytest.raises(ProgrammingError), transaction.atomic():
            ActionAct.objects.all().delete()
        with tenant_scope(cast.other_instansi.pk):
            assert not Action.objects.exists()
            assert not ActionAct.objects.exists()


class TestEditing:
    def test_owner_output_and_requirements_change_with_what_was_before(self, cast, plan):
        one = action(plan, "12:3")
        edit = as_it_is(one, unit_id=cast.dinkes.pk, position_id=cast.bob.position_id, requires=(1,))
        done = edit_action(action=one, edit=edit, version=1, actor=cast.alice, now=BEGUN)
        assert (done.unit_id, done.version) == (cast.dinkes.pk, 2)
        act = one.acts.get(kind="edited")
        assert (act.before["requires"], act.after["requires"]) == ([], [1])
        assert Commitment.objects.get(unit=cast.dinkes).position_id == cast.bob.position_id
        assert recorded(events.ACTION_EDITED) == 1
        with pytest.raises(ActionChanged):
            edit_action(action=one, edit=as_it_is(one, risk="x"), version=1, actor=cast.alice, now=BEGUN)

    def test_what_cannot_be_is_refused_in_a_sentence(self, cast, plan):
        one = action(plan, "11:3")
        wrong = (
            (as_it_is(one), NothingChanged),
            (as_it_is(one, position_id=cast.charlie.position_id), OwnerUnknown),
            (as_it_is(one, unit_id=cast.other_root.pk), OwnerUnknown),
            (as_it_is(one, requires=(99,)), RequirementUnknown),
            (as_it_is(one, requires=(one.number,)), RequirementUnknown),
            (as_it_is(one, requires=(2,)), GoesInCircle),
            (as_it_is(one, requires=(3,)), RequirementTooLate),
        )
        for edit, error in wrong:
            with pytest.raises(error):
                edit_action(action=one, edit=edit, version=1, actor=cast.alice, now=BEGUN)


def test_the_pages_read_and_change_without_a_script(client, cast):
    with tenant_scope(cast.instansi.pk):
        plan = begun(make_assessment(cast.alice), cast.bob, cast.alice)
        one = action(plan, "12:3")
    client.force_login(cast.alice_account)
    shown = client.get("/rencana/aksi/?urut=-tenggat&keadaan=open").content.decode()
    assert "tingkat 2 ke 3" in shown
    assert "3 aksi" in shown
    csv = b"".join(client.get("/rencana/aksi/unduh/aksi.csv?opd=999").streaming_content)
    assert csv.count(b"\n") == 1
    assert client.get("/rencana/aksi/unduh/aksi.xlsx").status_code == 200
    form = {"versi": "1", "keluaran": one.output, "prasyarat": "99", "risiko": "Rapat tertunda"}
    refused = client.post(f"/rencana/aksi/{one.pk}/ubah/", form)
    assert refused.status_code == 422
    assert "Rapat tertunda" in refused.content.decode()
    assert client.post(f"/rencana/aksi/{one.pk}/ubah/", {**form, "prasyarat": ""}).status_code == 302
    client.force_login(cast.charlie_account)
    assert client.get(f"/rencana/aksi/{one.pk}/").status_code == 404
    assert "Belum ada rencana aksi" in client.get("/rencana/aksi/").content.decode()
