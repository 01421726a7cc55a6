"""The coordinator agrees to the dates a head proposed, or refuses them saying why."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.organisation.models import Assignment
from pranata.organisation.notices import notify
from pranata.organisation.policies import Actor
from pranata.planning import events, tellings
from pranata.planning.models import DateProposal, ProposalState
from pranata.planning.operations._action import WordsMissing, append, locked_action, tidy
from pranata.planning.operations._moving import shift_of
from pranata.planning.operations._reschedule import reschedule
from pranata.planning.policies_actions import require_may_manage


class ProposalDecided(ProductError):
    """Somebody answered it meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _("Usulan ini sudah dijawab."), remedy=_("Muat ulang halaman untuk melihat jawabannya.")
        )


@transaction.atomic
def decide_dates(
    *, proposal: DateProposal, agrees: bool, answer: str = "", actor: Actor, now: dt.datetime
) -> DateProposal:
    """Answer a proposal; agreeing moves the action and what waits for it. Refusing needs a word why.

    Raises NotPermitted, ActionPlanEnded, ProposalDecided, WordsMissing, ActionIsDone, SpanWrong or
    BeforeRequirement.
    """
    require_may_manage(actor, proposal.instansi_id)
    action = locked_action(proposal.action, None)
    held = DateProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if held.state != ProposalState.OPEN:
        raise ProposalDecided
    words = tidy(answer)
    if not words and not agrees:
        raise WordsMissing
    if agrees:
        shift = shift_of(action, held.starts_on, held.ends_on, actor.local_date(now))
        reschedule(shift, reason=held.reason, actor=actor, now=now)
    held.state = ProposalState.AGREED if agrees else ProposalState.REFUSED
    held.answer, held.decided_at, held.decided_by_id = words, now, actor.assignment_id
    held.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    said = append(
        events.DATES_DECIDED,
        action.action_plan,
        [action],
        actor=actor,
        now=now,
        detail={
            "nomor": action.action_plan.plan.number,
            "aksi": action.number,
            "disetujui": agrees,
            "jawaban": words or None,
        },
    )
    notify(
        tellings.DATES_AGREED if agrees else tellings.DATES_REFUSED,
        instansi_id=held.instansi_id,
        positions=list(Assignment.objects.filter(pk=held.made_by_id).values_list("position_id", flat=True)),
        key=str(said.event_id),
        detail={"number": str(action.number), "answer": words},
        link=f"/rencana/aksi/{action.pk}/",
        now=now,
    )
    return held
