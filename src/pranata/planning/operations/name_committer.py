"""Saying which post commits for an OPD, where none was found or the one named is not the head any more."""

import datetime as dt

from django.db import transaction

from pranata.organisation.models import Position
from pranata.organisation.notices import notify
from pranata.organisation.policies import Actor
from pranata.organisation.queries.tree import on_day
from pranata.planning import events, tellings
from pranata.planning.models import Commitment
from pranata.planning.operations._action import append, locked_plan
from pranata.planning.operations.edit_action import NothingChanged, OwnerUnknown
from pranata.planning.policies_actions import require_may_manage


@transaction.atomic
def name_committer(
    *, commitment: Commitment, position_id: int | None, actor: Actor, now: dt.datetime
) -> Commitment:
    """Name the post that commits for an OPD, and return the commitment; whoever holds it signs anew.

    Raises NotPermitted, ActionPlanEnded, OwnerUnknown or NothingChanged.
    """
    require_may_manage(actor, commitment.instansi_id)
    plan = locked_plan(commitment.action_plan_id)
    held = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    today = Position.objects.filter(on_day(actor.local_date(now)), instansi_id=commitment.instansi_id)
    position = today.filter(pk=position_id or 0).first()
    if position is None:
        raise OwnerUnknown
    if held.position_id == position.pk:
        raise NothingChanged
    held.position = position
    held.save(update_fields=["position"])
    said = append(
        events.COMMITTER_NAMED,
        plan,
        (),
        actor=actor,
        now=now,
        detail={"nomor": plan.plan.number, "unit": str(held.unit_id), "jabatan": position.title},
    )
    notify(
        tellings.COMMITTER_NAMED,
        instansi_id=held.instansi_id,
        positions=[position.pk],
        key=str(said.event_id),
        detail={"number": plan.plan.number},
        link=f"/rencana/aksi/komitmen/{held.pk}/",
        now=now,
    )
    return held
