"""Two decisions at the same instant, with real threads and real commits."""

from pranata.assessment.tests.test_two_at_once import at_once
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast
from pranata.planning.models import Plan, PlanState
from pranata.planning.operations.decide_plan import AcceptedMeanwhile, accept_plan
from pranata.planning.tests.scenes import COMPUTED, make_assessment, proposed


def test_of_two_plans_accepted_at_once_one_stays_and_the_other_is_told_of_it(committed_db):
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        assessment = make_assessment(cast.alice)
        plans = [proposed(assessment, cast.bob), proposed(assessment, cast.bob, "13:3")]

    def accept(plan):
        return lambda: accept_plan(plan=plan, actor=cast.alice, now=COMPUTED, seen="")

    outcomes = at_once(cast.instansi.pk, *(accept(plan) for plan in plans))
    (told,) = [outcome for outcome in outcomes if isinstance(outcome, AcceptedMeanwhile)]
    with tenant_scope(cast.instansi.pk):
        states = {plan.number: plan.state for plan in Plan.objects.all()}
    (stays,) = [number for number, state in states.items() if state == PlanState.ACCEPTED]
    assert sorted(states.values()) == [PlanState.ACCEPTED, PlanState.PROPOSED]
    assert stays in str(told)
