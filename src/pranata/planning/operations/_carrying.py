"""Taking work that runs over into another action plan: nothing done is lost, nothing is left silently."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from pranata.ledger.operations.append_entry import EntryRef
from pranata.organisation.notices import notify
from pranata.organisation.policies import Actor
from pranata.planning import events, tellings
from pranata.planning.models import (
    Action,
    ActionAct,
    ActionActKind,
    ActionDependency,
    ActionEvidence,
    ActionPlan,
    BudgetLine,
    DateProposal,
    PlanStep,
    ProposalState,
)
from pranata.planning.operations._action import act_row, append
from pranata.planning.queries.owners import Owners
from pranata.planning.queries.replanning import Replanning, numbers_by_post, step_of

KEPT = (
    "output", "evidence_expected", "budget_link", "risk", "state", "percent", "obstacle", "closed_on",
    "actual_cost", "actual_effort", "actual_months", "baseline_starts_on", "baseline_ends_on",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Carrying:
    """What runs, what becomes of it, and why."""

    found: Replanning
    reason: str

    def values_for(self, step: PlanStep, owners: Owners) -> dict[str, Any]:
        """Return what the action of a step takes over; nothing for a step that is new.

        The accepted dates are those of the new plan, except where the work is done; the baseline is the first
        one. Whoever answers for it stays where the plan names the same owner and the post still exists.
        """
        old = next((old for old, wanted in self.found.carried if wanted.pk == step.pk), None)
        if old is None:
            return {}
        values: dict[str, Any] = {name: getattr(old, name) for name in KEPT}
        values["carried_from"] = old
        if old.owner == step.owner and old.position_id in {post.pk for post in owners.posts}:
            values |= {"unit": old.unit, "position": old.position}
        if old.is_done and old.ends_on <= step.ends_on:
            values |= {"starts_on": old.starts_on, "ends_on": old.ends_on}
        return values


def carry(
    carrying: Carrying, begun: ActionPlan, actions: Sequence[Action], actor: Actor, now: dt.datetime
) -> None:
    """Take evidence and what waits for what over, and say of each action what became of it."""
    pairs = [(one.carried_from, one) for one in actions if one.carried_from is not None]
    _evidence(pairs)
    _depend(pairs)
    found, before = carrying.found, carrying.found.before
    said = append(
        events.ACTIONS_REPLANNED,
        begun,
        (),
        actor=actor,
        now=now,
        detail={
            "nomor": begun.plan.number,
            "menggantikan": before.plan.number,
            "alasan": carrying.reason,
            "diteruskan": [str(new) for _old, new in pairs],
            "ditinggalkan": [str(old) for old in found.left],
        },
    )
    ActionAct.objects.bulk_create(_acts(carrying, pairs, said, actor, now))
    _answer(before, carrying.reason, actor, now)
    _tell(carrying, begun, said, now)


def follow_with_budget(begun: ActionPlan, actions: Sequence[Action]) -> None:
    """Tie lines of the budget that paid for the same step, as a step or as an action, to its action now."""
    new_of = {step_of(one): one for one in actions}
    same_instrument = Q(plan_step__plan__instrument=begun.plan.instrument) | Q(
        action__action_plan__plan__instrument=begun.plan.instrument
    )
    lines = list(_lines(same_instrument))
    moved = []
    for line in lines:
        was = line.action or line.plan_step
        action = new_of.get(step_of(was)) if was else None
        if action is not None:
            line.action, line.plan_step = action, None
            moved.append(line)
    BudgetLine.objects.bulk_update(moved, ["action", "plan_step"])


def _lines(of: Q) -> QuerySet[BudgetLine]:
    """Return the lines, held so that nobody ties one meanwhile."""
    return BudgetLine.objects.filter(of).select_related("plan_step", "action").select_for_update(of=("self",))


def _evidence(pairs: Iterable[tuple[Action, Action]]) -> None:
    new_of = {old.pk: new for old, new in pairs}
    links = ActionEvidence.objects.filter(action_id__in=new_of).order_by("pk")
    ActionEvidence.objects.bulk_create(
        ActionEvidence(
            instansi_id=link.instansi_id,
            action=new_of[link.action_id],
            evidence_id=link.evidence_id,
            linked_at=link.linked_at,
            linked_by_id=link.linked_by_id,
            offered_at=link.offered_at,
        )
        for link in links
    )


def _depend(pairs: Iterable[tuple[Action, Action]]) -> None:
    """Keep what somebody made wait for something, where the new dates allow it."""
    new_of: Mapping[int, Action] = {old.pk: new for old, new in pairs}
    links = ActionDependency.objects.filter(action_id__in=new_of, requires_id__in=new_of)
    kept = [(new_of[link.action_id], new_of[link.requires_id]) for link in links]
    ActionDependency.objects.bulk_create(
        (
            ActionDependency(instansi_id=one.instansi_id, action=one, requires=other)
            for one, other in kept
            if other.ends_on <= one.starts_on and not one.is_done and not other.is_done
        ),
        ignore_conflicts=True,
    )


def _acts(
    carrying: Carrying, pairs: Iterable[tuple[Action, Action]], said: EntryRef, actor: Actor, now: dt.datetime
) -> list[ActionAct]:
    by: dict[str, Any] = {"said": said, "actor": actor, "now": now, "words": carrying.reason}
    carried = [
        act_row(new, ActionActKind.CARRIED, before=_dates(old), after=_dates(new), **by) for old, new in pairs
    ]
    return [*carried, *(act_row(old, ActionActKind.LEFT, **by) for old in carrying.found.left)]


def _dates(action: Action) -> dict[str, str]:
    return {"starts_on": action.starts_on.isoformat(), "ends_on": action.ends_on.isoformat()}


def _answer(before: ActionPlan, reason: str, actor: Actor, now: dt.datetime) -> None:
    """Other dates that somebody proposed for the plan that ends wait for nobody any more."""
    waiting = DateProposal.objects.filter(action__action_plan=before, state=ProposalState.OPEN)
    waiting.update(
        state=ProposalState.REFUSED, answer=reason, decided_at=now, decided_by_id=actor.assignment_id
    )


def _tell(carrying: Carrying, begun: ActionPlan, said: EntryRef, now: dt.datetime) -> None:
    left = numbers_by_post(carrying.found.left)
    notify(
        tellings.ACTIONS_LEFT,
        instansi_id=begun.instansi_id,
        positions={pk: {"numbers": ", ".join(map(str, numbers))} for pk, numbers in left.items()},
        key=str(said.event_id),
        detail={
            "old": carrying.found.before.plan.number,
            "number": begun.plan.number,
            "reason": carrying.reason,
        },
        link="/rencana/aksi/",
        now=now,
    )
