"""What every act on an action writes, and what it checks first."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from pranata.assessment import regulations
from pranata.foundation.errors import ProductError
from pranata.ledger.actions import ActionKind
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, EntryRef, ObjectRef, append_entry
from pranata.organisation.policies import Actor
from pranata.planning.models import Action, ActionAct, ActionActKind, ActionPlan
from pranata.planning.operations._act import plan_ref

LONGEST = 500


class ActionChanged(ProductError):
    """Somebody else changed the action since the page was read."""

    status = 409

    def __init__(self, action: Action) -> None:
        super().__init__(
            _("Aksi %(number)d sudah diubah orang lain sejak Anda membukanya.") % {"number": action.number},
            why=_("Perubahan Anda belum disimpan, supaya perubahan itu tidak tertimpa."),
            remedy=_("Periksa keadaan terbaru di halaman ini, lalu kirim sekali lagi."),
        )


class ActionPlanEnded(ProductError):
    """Another accepted plan took its place; what was done stays as it is."""

    def __init__(self) -> None:
        super().__init__(
            _("Rencana aksi ini sudah digantikan."),
            why=_("Rencana lain ditetapkan dan dimulai sesudahnya."),
            remedy=_("Buka rencana aksi yang berlaku, lalu ubah di sana."),
        )


class WordsMissing(ProductError):
    """A reason was asked and not given."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Alasannya belum diisi."),
            why=_("Alasan dicatat bersama perubahannya dan dibaca dalam rapat."),
            remedy=_("Tulis satu kalimat mengapa, lalu kirim sekali lagi."),
        )


def tidy(text: str, limit: int = LONGEST) -> str:
    """Return a text on one line, without what no database keeps, no longer than it may be."""
    return " ".join(text.replace("\x00", "").split())[:limit]


def locked_plan(action_plan_id: int) -> ActionPlan:
    """Return the action plan, held so that those who change it follow one another. Raises ActionPlanEnded."""
    held = ActionPlan.objects.select_for_update(of=("self",)).select_related("plan").get(pk=action_plan_id)
    if held.ended_at is not None:
        raise ActionPlanEnded
    return held


def locked_action(action: Action, version: int | None) -> Action:
    """Return the action as it stands, with its plan held. Raises ActionPlanEnded or ActionChanged."""
    plan = locked_plan(action.action_plan_id)
    held = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    held.action_plan = plan
    if version is not None and held.version != version:
        raise ActionChanged(held)
    return held


def action_ref(action: Action) -> ObjectRef:
    """Name an action in an entry."""
    return ObjectRef(role="aksi", type="action", id=str(action.pk), sha256=None)


def append(
    kind: ActionKind,
    action_plan: ActionPlan,
    actions: Iterable[Action],
    *,
    actor: Actor,
    now: dt.datetime,
    detail: Json,
    more: Sequence[ObjectRef] = (),
) -> EntryRef:
    """Append the entry of an act on actions of one plan."""
    plan = action_plan.plan
    return append_entry(
        Act(
            action=kind,
            tenant_id=plan.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(plan_ref(plan), *(action_ref(one) for one in actions), *more),
            detail=detail,
            authority=regulations.load(plan.instrument).legal_basis[0].number,
        )
    )


def act_row(
    action: Action,
    kind: ActionActKind,
    said: EntryRef,
    *,
    actor: Actor,
    now: dt.datetime,
    words: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> ActionAct:
    """Return the row of an act, not saved yet."""
    return ActionAct(
        instansi_id=action.instansi_id,
        action=action,
        kind=kind,
        words=words,
        before=dict(before or {}),
        after=dict(after or {}),
        event_id=said.event_id,
        **actor.made(now),
    )


def changed(action: Action, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what would change, before and after, as texts that a row keeps; nothing that stays."""
    before, after = dict[str, Any](), dict[str, Any]()
    for name, value in values.items():
        now = getattr(action, name)
        if now != value:
            before[name], after[name] = _kept(now), _kept(value)
    return before, after


def _kept(value: object) -> object:
    return value if value is None or isinstance(value, int) else str(value)
