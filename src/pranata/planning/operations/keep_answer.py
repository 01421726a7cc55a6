"""Keeping what the solver answered."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from pranata.assessment import regulations
from pranata.assessment.queries.fixed import digest
from pranata.engine.gaps import gain_of
from pranata.engine.scoring import Instrument
from pranata.foundation.tenancy import current_scope
from pranata.ledger.operations.append_entry import OutsideTenant
from pranata.planning import events
from pranata.planning.models import Plan, PlanState, PlanStep
from pranata.planning.operations._act import append, locked, question_digest
from pranata.planning.question import first_day, month_of

SYSTEM = {"system": "solver"}


@transaction.atomic
def keep_answer(*, plan: Plan, answer: Mapping[str, Any], now: dt.datetime) -> Plan:
    """Store the answer of a draft with its steps, once; a second answer changes nothing.

    The system does it, in the open scope of the instansi. Raises OutsideTenant or PlanNotSo.
    """
    if current_scope().tenant_id != plan.instansi_id:
        raise OutsideTenant(f"tenant {plan.instansi_id}: {current_scope()}")
    held = locked(plan, PlanState.DRAFT)
    if held.answer is not None:
        return held
    held.answer, held.proven, held.computed_at = dict(answer), answer["status"], now
    held.save(update_fields=["answer", "proven", "computed_at"])
    instrument = regulations.load(held.instrument).instrument
    offered = {(row["indicator"], row["to"]): row for row in held.steps}
    PlanStep.objects.bulk_create(
        _row(held, position, step, offered, instrument) for position, step in enumerate(answer["steps"])
    )
    append(
        held,
        events.PLAN_COMPUTED,
        evidence=SYSTEM,
        now=now,
        detail={
            "nomor": held.number,
            "hasil": answer["status"],
            "sidik_pertanyaan": question_digest(held),
            "sidik_jawaban": digest(held.answer),
        },
    )
    return held


def _row(
    plan: Plan,
    position: int,
    step: Mapping[str, Any],
    offered: Mapping[tuple[str, int], Mapping[str, Any]],
    instrument: Instrument,
) -> PlanStep:
    source = offered[step["indicator"], step["to"]]
    return PlanStep(
        instansi_id=plan.instansi_id,
        plan=plan,
        position=position,
        indicator=step["indicator"],
        from_level=step["from"],
        to_level=step["to"],
        starts_on=first_day(month_of(step["start"])),
        ends_on=first_day(month_of(step["end"])),
        cost=step["cost"],
        effort=Decimal(source["effort"]),
        owner=step["owner"],
        owner_unit_id=source["unit"],
        gain=str(gain_of(instrument, step["indicator"])),
        certainty=source["certainty"],
    )
