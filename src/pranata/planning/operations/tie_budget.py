"""Tying a line of the budget to what is planned, and the planning agency's look at it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.actions import ActionKind
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, EntryRef, ObjectRef, append_entry
from pranata.organisation.policies import Actor
from pranata.planning import events
from pranata.planning.models import (
    Action,
    BudgetCheck,
    BudgetLine,
    CheckVerdict,
    ItemKind,
    PlanState,
    PlanStep,
    RoadmapItem,
    RoadmapState,
)
from pranata.planning.operations._roadmap import AUTHORITY, who
from pranata.planning.policies_roadmap import require_may_check, require_may_write


class LineChanged(ProductError):
    """Somebody else changed the line since it was opened."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("Baris ini sudah diubah orang lain sejak Anda membukanya."),
            remedy=_("Lihat keadaannya sekarang, lalu simpan sekali lagi bila masih perlu."),
        )


class NothingToTie(ProductError):
    """Neither something planned nor a reason, or both, or something that is not planned any more."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Pilih satu kegiatan atau aksi yang dibiayai, atau tulis alasan baris ini tidak terkait."),
            why=_("Tiap rupiah anggaran TIK harus jelas untuk apa (Perpres 95/2018 Pasal 22)."),
        )


class NoteMissing(ProductError):
    """A line is found wanting without a word what."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Tulis apa yang perlu diperbaiki pada baris ini."))


@transaction.atomic
def tie_budget_line(
    *,
    line: BudgetLine,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
    item: RoadmapItem | None = None,
    plan_step: PlanStep | None = None,
    action: Action | None = None,
    reason: str = "",
) -> BudgetLine:
    """Say what a line pays for: an activity, an action, a step of a plan, or why it is tied to nothing.

    What it was tied to before no longer counts, nor does a check. Raises NotPermitted, LineChanged or
    NothingToTie.
    """
    require_may_write(actor, line.instansi_id)
    text = " ".join(reason.split())[:300]
    if sum((item is not None, plan_step is not None, action is not None, bool(text))) != 1:
        raise NothingToTie
    _require_planned(line, item, plan_step, action)
    held = _held(line, expected_version)
    held.item, held.plan_step, held.action, held.untied_reason = item, plan_step, action, text
    held.version += 1
    held.save(update_fields=["item", "plan_step", "action", "untied_reason", "version"])
    detail = {
        "rekening": held.account,
        "jumlah": str(held.amount),
        "butir": str(item.key) if item else None,
        "langkah": f"{plan_step.indicator}:{plan_step.to_level}" if plan_step else None,
        "aksi": f"{action.action_plan.plan.number} {action}" if action else None,
        "alasan": text or None,
    }
    _append(held, events.BUDGET_TIED, actor, now, detail)
    return held


@transaction.atomic
def check_budget_line(
    *,
    line: BudgetLine,
    verdict: CheckVerdict,
    note: str,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> BudgetCheck:
    """Record that the planning agency looked at a line as it stands.

    Raises NotPermitted, LineChanged or NoteMissing.
    """
    require_may_check(actor, line.instansi_id)
    text = " ".join(note.split())[:500]
    if verdict == CheckVerdict.QUERIED and not text:
        raise NoteMissing
    held = _held(line, expected_version)
    detail = {
        "rekening": held.account,
        "jumlah": str(held.amount),
        "hasil": str(verdict),
        "catatan": text or None,
    }
    said = _append(held, events.BUDGET_CHECKED, actor, now, detail)
    return BudgetCheck.objects.create(
        instansi_id=held.instansi_id,
        line=held,
        line_version=held.version,
        verdict=verdict,
        note=text,
        **who(actor, said, now),
    )


def _held(line: BudgetLine, version: int) -> BudgetLine:
    found = BudgetLine.objects.select_for_update(of=("self",)).filter(pk=line.pk, version=version).first()
    if found is None:
        raise LineChanged
    return found


def _require_planned(
    line: BudgetLine, item: RoadmapItem | None, step: PlanStep | None, action: Action | None
) -> None:
    if item is not None and (
        item.instansi_id != line.instansi_id
        or item.kind != ItemKind.ACTIVITY
        or item.roadmap.state == RoadmapState.REPLACED
    ):
        raise NothingToTie
    if step is not None and (step.instansi_id != line.instansi_id or step.plan.state != PlanState.ACCEPTED):
        raise NothingToTie
    if action is not None and (
        action.instansi_id != line.instansi_id or action.action_plan.ended_at is not None
    ):
        raise NothingToTie


def _append(line: BudgetLine, action: ActionKind, actor: Actor, now: dt.datetime, detail: Json) -> EntryRef:
    return append_entry(
        Act(
            action=action,
            tenant_id=line.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(ObjectRef(role="anggaran", type="budget-line", id=str(line.pk), sha256=None),),
            detail=detail,
            authority=AUTHORITY,
        )
    )
