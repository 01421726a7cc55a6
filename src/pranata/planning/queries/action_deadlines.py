"""The due dates of actions that concern a post, as a calendar reads them."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pranata.assessment import regulations
from pranata.assessment.policies import lineage
from pranata.assessment.queries.deadlines import Deadline
from pranata.organisation.policies import Actor
from pranata.planning.models import Action, ActionState
from pranata.planning.policies_actions import may_manage

END_OF_DAY = dt.time(23, 59)


def action_deadlines(actor: Actor) -> list[Deadline]:
    """Return the due dates of what the post answers for; of every action for who keeps them."""
    found = Action.objects.filter(instansi_id=actor.instansi_id, action_plan__ended_at__isnull=True)
    if not may_manage(actor):
        found = found.filter(position_id__in=lineage(actor.position_id))
    rows = found.exclude(state=ActionState.DONE).select_related("action_plan__plan").order_by("ends_on", "pk")
    return [_deadline(row, ZoneInfo(actor.time_zone)) for row in rows]


def _deadline(action: Action, zone: ZoneInfo) -> Deadline:
    plan = action.action_plan.plan
    name = regulations.load(plan.instrument).criteria(action.indicator).short_name
    return Deadline(
        key=f"aksi-{action.pk}",
        title=_("Tenggat aksi %(number)d: %(name)s ke tingkat %(level)d")
        % {"number": action.number, "name": name, "level": action.to_level},
        about=_("Rencana aksi %(number)s") % {"number": plan.number},
        ends_at=dt.datetime.combine(action.due_on, END_OF_DAY, zone),
    )
