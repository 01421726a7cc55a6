"""Putting a computed plan before whoever decides."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment.queries.fixed import digest
from pranata.foundation.errors import ProductError
from pranata.organisation.notices import notify
from pranata.organisation.policies import Actor
from pranata.organisation.queries.holders import positions_with
from pranata.planning import events, tellings
from pranata.planning.models import Plan, PlanActKind, PlanState, Proven
from pranata.planning.operations._act import append, locked, record
from pranata.planning.policies import DECIDERS, require_may_plan


class NothingToPropose(ProductError):
    """The plan is not computed, or has no steps."""

    def __init__(self) -> None:
        super().__init__(
            _("Rencana ini belum dapat diajukan, karena belum ada langkahnya."),
            why=_("Yang diputuskan adalah langkah, biaya, dan waktunya."),
            remedy=_("Tunggu perhitungan selesai, atau longgarkan batasnya."),
        )


@transaction.atomic
def propose_plan(*, plan: Plan, actor: Actor, now: dt.datetime) -> Plan:
    """Propose a draft; those who decide are told. Raises NotPermitted, PlanNotSo or NothingToPropose."""
    require_may_plan(actor, plan.instansi_id)
    held = locked(plan, PlanState.DRAFT)
    if held.proven not in (Proven.OPTIMAL, Proven.FEASIBLE) or held.answer is None:
        raise NothingToPropose
    held.state = PlanState.PROPOSED
    held.save(update_fields=["state"])
    said = append(
        held,
        events.PLAN_PROPOSED,
        evidence=actor.evidence(),
        now=now,
        detail={
            "nomor": held.number,
            "indeks": held.answer["index_exact"],
            "biaya": str(held.answer["cost"]),
            "sidik_jawaban": digest(held.answer),
        },
    )
    record(held, PlanActKind.PROPOSED, said, actor=actor, now=now)
    deciding = positions_with(*DECIDERS, on=actor.local_date(now))
    notify(
        tellings.PROPOSED,
        instansi_id=held.instansi_id,
        positions=[post for post in deciding if post != actor.position_id],
        key=str(said.event_id),
        detail={"position": actor.position_title, "number": held.number},
        link=f"/rencana/{held.pk}/",
        now=now,
    )
    return held
