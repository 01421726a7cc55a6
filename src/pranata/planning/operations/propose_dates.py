"""A head of an OPD proposes other dates for an action, saying why."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.organisation.models import Role
from pranata.organisation.notices import notify
from pranata.organisation.policies import Actor
from pranata.organisation.queries.holders import positions_with
from pranata.planning import events, tellings
from pranata.planning.models import Action, DateProposal, ProposalState
from pranata.planning.operations._action import WordsMissing, append, locked_action, tidy
from pranata.planning.operations._moving import require_movable, require_span
from pranata.planning.policies_actions import NotTheHead, require_head
from pranata.planning.queries.commitments import commitment_for


class ProposalWaits(ProductError):
    """Dates were proposed for this action already, and nobody has answered yet."""

    def __init__(self) -> None:
        super().__init__(
            _("Usulan tanggal untuk aksi ini masih menunggu jawaban koordinator."),
            remedy=_("Tunggu jawabannya, atau sampaikan perubahan kepada koordinator SPBE."),
        )


@transaction.atomic
def propose_dates(
    *,
    action: Action,
    starts_on: dt.date,
    ends_on: dt.date,
    reason: str,
    actor: Actor,
    now: dt.datetime,
) -> DateProposal:
    """Propose other dates; `ends_on` is the first day after. Nothing moves until the coordinator agrees.

    Raises NotPermitted (NotTheHead), ActionPlanEnded, ActionIsDone, SpanWrong, WordsMissing or ProposalWaits.
    """
    commitment = commitment_for(action)
    if commitment is None:
        raise NotTheHead
    require_head(actor, commitment)
    held = locked_action(action, None)
    require_movable(held)
    require_span(held, starts_on, ends_on)
    words = tidy(reason)
    if not words:
        raise WordsMissing
    if held.proposals.filter(state=ProposalState.OPEN).exists():
        raise ProposalWaits
    said = append(
        events.DATES_PROPOSED,
        held.action_plan,
        [held],
        actor=actor,
        now=now,
        detail={
            "nomor": held.action_plan.plan.number,
            "aksi": held.number,
            "mulai": starts_on.isoformat(),
            "berakhir": ends_on.isoformat(),
            "alasan": words,
        },
    )
    proposal = DateProposal.objects.create(
        instansi_id=held.instansi_id,
        action=held,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=words,
        event_id=said.event_id,
        **actor.made(now),
    )
    notify(
        tellings.DATES_PROPOSED,
        instansi_id=held.instansi_id,
        positions=positions_with(Role.COORDINATOR, on=actor.local_date(now)),
        key=str(said.event_id),
        detail={"position": actor.position_title, "number": str(held.number), "reason": words},
        link=f"/rencana/aksi/{held.pk}/",
        now=now,
    )
    return proposal
