"""Accepting a proposed plan, or sending it back."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment.queries.fixed import digest
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import EntryRef
from pranata.organisation.models import Assignment, Instansi
from pranata.organisation.notices import NoticeKind, notify
from pranata.organisation.policies import Actor
from pranata.planning import events, tellings
from pranata.planning.models import Plan, PlanAct, PlanActKind, PlanState
from pranata.planning.operations._act import append, locked, record
from pranata.planning.policies import OwnProposal, require_may_decide


class ReasonMissing(ProductError):
    """A plan is sent back without a word why."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Alasan mengembalikan rencana belum diisi."),
            remedy=_("Tulis apa yang perlu diubah, lalu kirim sekali lagi."),
        )


class AcceptedMeanwhile(ProductError):
    """Another plan was accepted since the page was drawn, and would be replaced unseen."""

    def __init__(self, plan: Plan | None) -> None:
        super().__init__(
            _("Sementara itu rencana %(number)s ditetapkan.") % {"number": plan.number}
            if plan is not None
            else _("Rencana yang akan digantikan sudah tidak berlaku."),
            why=_("Menetapkan rencana ini akan menggantikannya tanpa Anda ketahui."),
            remedy=_("Muat ulang halaman, bandingkan keduanya, lalu putuskan sekali lagi."),
        )


@transaction.atomic
def accept_plan(*, plan: Plan, actor: Actor, now: dt.datetime, seen: str | None = None) -> Plan:
    """Accept a proposed plan; the one accepted before is replaced by it.

    `seen` is the key of the accepted plan that whoever decides knew of, empty for none; None does not ask.
    Raises NotPermitted (OwnProposal too), PlanNotSo or AcceptedMeanwhile.
    """
    require_may_decide(actor, plan.instansi_id)
    # Of two plans accepted at once the second is told of the first.
    Instansi.objects.select_for_update().get(pk=plan.instansi_id)
    held = locked(plan, PlanState.PROPOSED)
    proposed = _require_other(held, actor)
    before = Plan.objects.select_for_update(of=("self",)).filter(
        instansi_id=held.instansi_id, instrument=held.instrument, state=PlanState.ACCEPTED
    )
    replaced = before.first()
    if seen is not None and seen != (str(replaced.pk) if replaced else ""):
        raise AcceptedMeanwhile(replaced)
    if replaced is not None:
        replaced.state, replaced.replaced_by = PlanState.REPLACED, held
        replaced.save(update_fields=["state", "replaced_by"])
    held.state = PlanState.ACCEPTED
    held.save(update_fields=["state"])
    answer = held.answer or {}
    said = append(
        held,
        events.PLAN_ACCEPTED,
        evidence=actor.evidence(),
        now=now,
        detail={
            "nomor": held.number,
            "indeks": answer["index_exact"],
            "biaya": str(answer["cost"]),
            "sidik_jawaban": digest(answer),
            "menggantikan": replaced.number if replaced else None,
        },
    )
    record(held, PlanActKind.ACCEPTED, said, actor=actor, now=now)
    if replaced is not None:
        record(replaced, PlanActKind.REPLACED, said, actor=actor, now=now, words=held.number)
    _tell(tellings.ACCEPTED, held, proposed, said, now)
    return held


@transaction.atomic
def return_plan(*, plan: Plan, reason: str, actor: Actor, now: dt.datetime) -> Plan:
    """Send a proposed plan back as a draft, saying why. Raises NotPermitted, ReasonMissing or PlanNotSo."""
    require_may_decide(actor, plan.instansi_id)
    text = " ".join(reason.split())[:500]
    if not text:
        raise ReasonMissing
    held = locked(plan, PlanState.PROPOSED)
    proposed = _proposal(held)
    held.state = PlanState.DRAFT
    held.save(update_fields=["state"])
    said = append(
        held,
        events.PLAN_RETURNED,
        evidence=actor.evidence(),
        now=now,
        detail={"nomor": held.number, "alasan": text},
    )
    record(held, PlanActKind.RETURNED, said, actor=actor, now=now, words=text)
    _tell(tellings.RETURNED, held, proposed, said, now, reason=text)
    return held


def _require_other(plan: Plan, actor: Actor) -> PlanAct:
    proposed = _proposal(plan)
    if proposed.made_by_id == actor.assignment_id or _person(proposed.made_by_id) == actor.person_id:
        raise OwnProposal
    return proposed


def _proposal(plan: Plan) -> PlanAct:
    return plan.acts.filter(kind=PlanActKind.PROPOSED).order_by("-made_at", "-pk")[0]


def _person(assignment_id: int) -> int:
    return Assignment.objects.values_list("person_id", flat=True).get(pk=assignment_id)


def _tell(
    kind: NoticeKind, plan: Plan, proposed: PlanAct, said: EntryRef, now: dt.datetime, *, reason: str = ""
) -> None:
    post = Assignment.objects.values_list("position_id", flat=True).get(pk=proposed.made_by_id)
    notify(
        kind,
        instansi_id=plan.instansi_id,
        positions=[post],
        key=str(said.event_id),
        detail={"number": plan.number, "reason": reason},
        link=f"/rencana/{plan.pk}/",
        now=now,
    )
