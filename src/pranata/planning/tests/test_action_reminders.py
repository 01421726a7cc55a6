"""What actions tell by themselves: once before each step towards the due date, each week when late."""

import datetime as dt

import pytest

from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Notice
from pranata.organisation.tests.cast import make_cast
from pranata.planning.queries.action_deadlines import action_deadlines
from pranata.planning.reminding import remind_of_actions
from pranata.planning.tests.action_scenes import action, begun, told
from pranata.planning.tests.scenes import make_assessment

pytestmark = pytest.mark.django_db


def test_due_late_and_done_actions_are_told_and_stand_in_the_calendar():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        plan = begun(make_assessment(cast.alice), cast.bob, cast.alice)
        one = action(plan, "11:3")

        def told_on(days):
            at = dt.datetime.combine(one.due_on + dt.timedelta(days=days), dt.time(1), dt.UTC)
            for _ in range(2):
                remind_of_actions(cast.instansi, now=at)
            return list(Notice.objects.filter(kind__in=("aksi.tenggat", "aksi.lewat")).values_list("kind"))

        assert len(told_on(-30)) == 0
        assert [len(told_on(days)) for days in (-7, -6, -3, -1, 0, 1, 6, 8)] == [1, 1, 2, 3, 3, 4, 4, 5]
        assert {place.key for place in action_deadlines(cast.alice)} == {
            f"aksi-{pk}" for pk in plan.actions.values_list("pk", flat=True)
        }
        assert action_deadlines(cast.bob) == []
        first = action_deadlines(cast.alice)[0]
        assert (first.ends_at.date(), "ke tingkat 3" in first.title) == (one.due_on, True)
        told(one, cast.alice, "done")
        assert len(told_on(30)) == 5
