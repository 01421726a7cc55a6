"""Moving an action in time; what waits for it moves along."""

import datetime as dt

from django.db import transaction

from pranata.organisation.policies import Actor
from pranata.planning.models import Action
from pranata.planning.operations._action import WordsMissing, locked_action, tidy
from pranata.planning.operations._moving import Shift, shift_of
from pranata.planning.operations._reschedule import reschedule
from pranata.planning.policies_actions import require_may_manage


@transaction.atomic
def move_action(
    *,
    action: Action,
    starts_on: dt.date,
    ends_on: dt.date,
    reason: str,
    version: int,
    actor: Actor,
    now: dt.datetime,
) -> Shift:
    """Move an action and what waits for it, and return what that did; the baseline stays.

    `version` is what was read. Raises NotPermitted, ActionPlanEnded, ActionChanged, WordsMissing,
    ActionIsDone, SpanWrong or BeforeRequirement.
    """
    require_may_manage(actor, action.instansi_id)
    held = locked_action(action, version)
    words = tidy(reason)
    if not words:
        raise WordsMissing
    shift = shift_of(held, starts_on, ends_on, actor.local_date(now))
    reschedule(shift, reason=words, actor=actor, now=now)
    return shift
