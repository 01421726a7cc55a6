"""What every act on a plan writes: its row, its entry, and the plan it names."""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from pranata.assessment import regulations
from pranata.assessment.queries.fixed import digest
from pranata.foundation.errors import ProductError
from pranata.ledger.actions import ActionKind
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, EntryRef, ObjectRef, append_entry
from pranata.organisation.policies import Actor
from pranata.planning.models import Plan, PlanAct, PlanActKind, PlanState


class PlanNotSo(ProductError):
    """The plan is in another state than the act needs, by somebody else's act meanwhile."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(
            _("Rencana %(number)s kini berstatus “%(state)s”, sehingga ini tidak dapat dilakukan.")
            % {"number": plan.number, "state": plan.get_state_display()},
            why=_("Barangkali orang lain sudah memutuskannya."),
            remedy=_("Muat ulang halaman untuk melihat keadaannya."),
        )


def locked(plan: Plan, *states: PlanState) -> Plan:
    """Return the plan as it stands, held for the length of the act. Raises PlanNotSo."""
    held = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if held.state not in states:
        raise PlanNotSo(held)
    return held


def plan_ref(plan: Plan) -> ObjectRef:
    """Name a plan in an entry: by its answer, where it has one."""
    sealed = digest(plan.answer) if plan.answer is not None else None
    return ObjectRef(role="rencana", type="plan", id=str(plan.pk), sha256=sealed)


def assessment_ref(plan: Plan) -> ObjectRef:
    """Name the assessment whose levels a plan begins from."""
    return ObjectRef(role="asesmen", type="assessment", id=str(plan.assessment_id), sha256=None)


def question_digest(plan: Plan) -> str:
    """Return the SHA-256 of all that was asked: levels, question and steps."""
    return digest({"levels": plan.levels, "question": plan.question, "steps": plan.steps})


def append(
    plan: Plan, action: ActionKind, *, evidence: Mapping[str, Json], now: dt.datetime, detail: Json
) -> EntryRef:
    """Append the entry of an act on a plan."""
    return append_entry(
        Act(
            action=action,
            tenant_id=plan.instansi_id,
            actor=evidence,
            occurred_at=now,
            objects=(plan_ref(plan), assessment_ref(plan)),
            detail=detail,
            authority=regulations.load(plan.instrument).legal_basis[0].number,
        )
    )


def record(
    plan: Plan, kind: PlanActKind, said: EntryRef, *, actor: Actor, now: dt.datetime, words: str = ""
) -> PlanAct:
    """Keep who did what with a plan, as what, and when."""
    return PlanAct.objects.create(
        instansi_id=plan.instansi_id,
        plan=plan,
        kind=kind,
        words=words,
        event_id=said.event_id,
        **actor.made(now),
    )
