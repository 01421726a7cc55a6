"""The desk of a head of an OPD: what to commit to, and what is late."""

import datetime as dt

import pytest

from pranata.desk.queries.commitments import commitment_tasks
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast
from pranata.planning.tests.action_scenes import action, begun
from pranata.planning.tests.scenes import make_assessment


@pytest.mark.django_db
def test_the_head_is_asked_to_commit_and_told_what_is_late_and_others_are_not():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        plan = begun(make_assessment(cast.alice), cast.bob, cast.alice)
        due = action(plan, "11:3").due_on
        tasks = commitment_tasks(cast.alice, due + dt.timedelta(days=1))
        assert [task.icon for task in tasks] == ["signature", "clock-exclamation"]
        assert commitment_tasks(cast.bob, due) == []
