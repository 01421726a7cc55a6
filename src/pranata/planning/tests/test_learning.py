"""What finished actions took is shown beside the estimate, and is taken over only by somebody's act."""

from decimal import Decimal

import pytest
from django.urls import reverse

from pranata.assessment import regulations
from pranata.assessment.tests.scenes import recorded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast
from pranata.planning import events
from pranata.planning.models import StepEstimate
from pranata.planning.operations.save_estimates import undo_estimates
from pranata.planning.operations.take_lessons import NothingLearned, take_lessons
from pranata.planning.queries.estimates import latest_batch
from pranata.planning.queries.learned import lessons
from pranata.planning.tests.action_scenes import BEGUN, action, begun, told
from pranata.planning.tests.scenes import make_assessment

pytestmark = pytest.mark.django_db
WHERE = {"instrument": "spbe-2020", "now": BEGUN}


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        yield cast


@pytest.fixture
def plan(cast):
    plan = begun(make_assessment(cast.alice), cast.bob, cast.alice)
    told(action(plan, "12:3"), cast.alice, "done", actual_cost=5_000_000, actual_months=7)
    return plan


def test_it_is_shown_taken_in_one_click_and_taken_back(cast, plan, client):
    [lesson] = lessons(cast.instansi.pk, regulations.load("spbe-2020"), BEGUN.date())
    assert (lesson.place, lesson.taken.step.cost, lesson.taken.step.months) == ("12:3", 5_000_000, 7)
    assert lesson.taken.step.effort == lesson.now.step.effort
    assert not StepEstimate.objects.exists()
    client.force_login(cast.alice_account)
    page = reverse("planning:estimates")
    assert "1 langkah berbeda dari perkiraannya di sini" in client.get(page).content.decode()
    client.post(reverse("planning:estimates_learn"), {"langkah": "12:3"})
    own = StepEstimate.objects.get()
    assert (own.cost, own.months, own.certainty, own.learned_from) == (5_000_000, 7, "derived", plan.plan)
    assert "aksi 3 rencana" in own.source
    assert recorded(events.ESTIMATES_CHANGED) == 1
    again = client.get(page).content.decode()
    assert "berbeda dari perkiraannya" not in again
    said = client.post(reverse("planning:estimates_learn"), {"langkah": "12:3"}, follow=True)
    assert "Tidak ada pengalaman yang berbeda" in said.content.decode()
    latest = latest_batch(cast.instansi.pk)
    assert latest is not None
    client.post(reverse("planning:estimates_undo", args=[latest.batch]))
    assert not StepEstimate.objects.exists()
    assert "1 langkah berbeda dari perkiraannya di sini" in client.get(page).content.decode()


def test_it_refuses_who_may_not_take_lessons(cast, plan):
    asked = {"instansi_id": cast.instansi.pk, "places": {"12:3"}, **WHERE}
    for actor in (cast.bob, cast.dana, cast.olga, cast.charlie):
        with pytest.raises(NotPermitted):
            take_lessons(actor=actor, **asked)
    with pytest.raises(NothingLearned):
        take_lessons(actor=cast.alice, **{**asked, "places": {"11:3", "x", ""}})


def test_what_was_taken_back_by_two_acts_keeps_no_false_origin(cast, plan):
    asked = {"instansi_id": cast.instansi.pk, "places": {"12:3"}, "actor": cast.alice, **WHERE}
    first = take_lessons(**asked)
    told(action(plan, "12:3"), cast.alice, "done", actual_cost=6_000_000, actual_effort=Decimal("2.5"))
    second = take_lessons(**asked)
    assert StepEstimate.objects.get().effort == Decimal("2.5")
    undo_estimates(instansi_id=cast.instansi.pk, batch=second, actor=cast.alice, now=BEGUN)
    assert (StepEstimate.objects.get().cost, StepEstimate.objects.get().learned_from) == (5_000_000, None)
    assert first != second
