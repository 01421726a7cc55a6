"""Stopping a calculation nobody wants any more."""

import datetime as dt

from django.db import transaction

from pranata.organisation.policies import Actor
from pranata.planning import events
from pranata.planning.models import Plan, PlanRun
from pranata.planning.operations._act import append
from pranata.planning.policies import require_may_plan


@transaction.atomic
def stop_plan(*, plan: Plan, actor: Actor, now: dt.datetime) -> bool:
    """Ask the calculation to end; return whether it was still on. What it found already stays.

    Raises NotPermitted.
    """
    require_may_plan(actor, plan.instansi_id)
    run = PlanRun.objects.select_for_update().get(plan_id=plan.pk)
    if run.is_over or run.stop_asked_at is not None:
        return False
    run.stop_asked_at = now
    run.save(update_fields=["stop_asked_at"])
    append(plan, events.PLAN_STOPPED, evidence=actor.evidence(), now=now, detail={"nomor": plan.number})
    return True
