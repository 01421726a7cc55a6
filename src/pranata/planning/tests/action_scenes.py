"""Scenes the tests of actions begin from. Needs the tenant's scope."""

import datetime as dt
from typing import Any

from pranata.assessment.models import Assessment
from pranata.organisation.policies import Actor
from pranata.planning.models import Action, ActionPlan, ActionState
from pranata.planning.operations.decide_plan import accept_plan
from pranata.planning.operations.edit_action import Edit
from pranata.planning.operations.report_progress import Progress, report_progress
from pranata.planning.operations.start_action_plan import start_action_plan
from pranata.planning.tests.scenes import COMPUTED, proposed

BEGUN = COMPUTED + dt.timedelta(minutes=1)
PLACES = ("11:3", "11:4", "12:3")


def begun(
    assessment: Assessment, proposer: Actor, coordinator: Actor, *places: str, reason: str = ""
) -> ActionPlan:
    """Return the action plan of a plan that was proposed and accepted; `reason` where another one runs."""
    plan = proposed(assessment, proposer, *(places or PLACES))
    accepted = accept_plan(plan=plan, actor=coordinator, now=COMPUTED)
    return start_action_plan(plan=accepted, actor=coordinator, now=BEGUN, reason=reason)


def action(action_plan: ActionPlan, place: str) -> Action:
    """Return the action that reaches a place such as 11:3."""
    indicator, level = place.split(":")
    found = Action.objects.select_related("unit", "position", "action_plan__plan")
    return found.get(action_plan=action_plan, indicator=indicator, to_level=int(level))


def as_it_is(one: Action, **values: Any) -> Edit:
    """Return the edit that changes nothing but these."""
    kept: dict[str, Any] = {
        "unit_id": one.unit_id,
        "position_id": one.position_id,
        "output": one.output,
        "evidence_expected": one.evidence_expected,
        "budget_link": one.budget_link,
        "risk": one.risk,
        "requires": tuple(one.waits_for.values_list("requires__number", flat=True)),
    }
    return Edit(**{**kept, **values})


def told(one: Action, actor: Actor, state: str, now: dt.datetime = BEGUN, **values: Any) -> Action:
    """Tell the progress of an action as it stands."""
    one.refresh_from_db()
    progress = Progress(state=ActionState(state), **values)
    return report_progress(action=one, progress=progress, version=one.version, actor=actor, now=now)
