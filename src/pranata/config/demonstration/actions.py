"""The action plan of the demonstration: the accepted plan begun, with actions in each state, all examples."""

import datetime as dt
from decimal import Decimal

from pranata.config.demonstration.organisation import acting_for
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Instansi
from pranata.organisation.policies import Actor
from pranata.planning.models import Action, ActionPlan, ActionState, Plan, PlanState
from pranata.planning.moving import months_later
from pranata.planning.operations.move_action import move_action
from pranata.planning.operations.propose_dates import propose_dates
from pranata.planning.operations.report_progress import Progress, report_progress
from pranata.planning.operations.sign_commitment import sign_commitment
from pranata.planning.operations.start_action_plan import start_action_plan
from pranata.planning.queries.actions import book_of
from pranata.planning.queries.commitments import pledges_of

BANDAR_LAMPUNG = "kota-bandar-lampung"
# Indicator and level, who tells it, and what is told.
TOLD: tuple[tuple[str, int, str, Progress], ...] = (
    (
        "1", 2, "kadis-kominfo",
        Progress(
            state=ActionState.DONE, note="Perwali diundangkan lebih awal. (contoh)",
            actual_cost=27_500_000, actual_effort=Decimal(18), actual_months=2,
        ),
    ),
    ("4", 2, "kadis-kominfo", Progress(state=ActionState.RUNNING, percent=60, note="Draf selesai. (contoh)")),
    ("12", 2, "kadis-kominfo", Progress(state=ActionState.RUNNING, percent=20, note="Tim disusun. (contoh)")),
    (
        "7", 2, "kadis-kominfo",
        Progress(
            state=ActionState.BLOCKED, percent=30,
            obstacle="Menunggu harmonisasi di Kanwil Kementerian Hukum. (contoh)",
        ),
    ),
    ("13", 2, "kabid-ekbang", Progress(state=ActionState.RUNNING, percent=10, note="Bahan ada. (contoh)")),
)  # fmt: skip


def load(*, now: dt.datetime) -> None:
    """Begin the actions of the accepted plan where none were begun."""
    with tenant_scope(Instansi.objects.get(slug=BANDAR_LAMPUNG).pk):
        plan = Plan.objects.filter(state=PlanState.ACCEPTED, action_plan__isnull=True).first()
        if plan is None or ActionPlan.objects.exists():
            return
        coordinator = _acting("sekda", now)
        begun = start_action_plan(plan=plan, actor=coordinator, now=now)
        _commit(begun, "inspektur", now)
        for indicator, level, post, progress in TOLD:
            action = begun.actions.get(indicator=indicator, to_level=level)
            report_progress(
                action=action, progress=progress, version=action.version, actor=_acting(post, now), now=now
            )
        _other_dates(begun, coordinator, now)


def _acting(post: str, now: dt.datetime) -> Actor:
    return acting_for(BANDAR_LAMPUNG, post, now.date())


def _commit(begun: ActionPlan, post: str, now: dt.datetime) -> None:
    actor = _acting(post, now)
    for pledge in pledges_of(book_of(begun, actor.local_date(now))):
        if pledge.commitment.position_id == actor.position_id:
            sign_commitment(commitment=pledge.commitment, read=pledge.read, actor=actor, now=now)


def _other_dates(begun: ActionPlan, coordinator: Actor, now: dt.datetime) -> None:
    """One action was moved by the coordinator; for another the head asks for a later month."""
    moved = begun.actions.get(indicator="19", to_level=3)
    move_action(
        action=moved,
        starts_on=months_later(moved.starts_on, 1),
        ends_on=months_later(moved.ends_on, 1),
        reason="Menunggu anggaran dibuka. (contoh)",
        version=moved.version,
        actor=coordinator,
        now=now,
    )
    asked: Action = begun.actions.get(indicator="28", to_level=2)
    propose_dates(
        action=asked,
        starts_on=months_later(asked.starts_on, 1),
        ends_on=months_later(asked.ends_on, 1),
        reason="Tenaga pengelola data baru masuk Agustus. (contoh)",
        actor=_acting("kadis-kominfo", now),
        now=now,
    )
