"""How organisation writes an act: who, what about, and the details that are sealed."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Model

from pranata.ledger.actions import ActionKind
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, ObjectRef
from pranata.organisation.policies import Actor

SYSTEM: dict[str, Json] = {"system": "import"}
Evidence = dict[str, Json]


def act(
    action: ActionKind,
    *,
    actor: Actor | Evidence | None,
    instansi_id: int | None,
    now: dt.datetime,
    about: Sequence[Model] = (),
    detail: Json = None,
    authority: str | None = None,
) -> Act:
    """Return the act about the given rows, ready for `append_entry`; without an actor the system did it.

    Whoever acts for no position, as an account's owner does, is given as the evidence itself.
    """
    return Act(
        action=action,
        tenant_id=instansi_id,
        actor=actor.evidence() if isinstance(actor, Actor) else actor or SYSTEM,
        occurred_at=now,
        objects=tuple(_ref(row) for row in about),
        detail=detail,
        authority=authority or None,
    )


def written(day: dt.date | None) -> str | None:
    """Return a date as an entry holds it."""
    return day.isoformat() if day else None


def _ref(row: Model) -> ObjectRef:
    kind = str(row._meta.model_name)
    return ObjectRef(role=kind, type=kind, id=str(row.pk), sha256=getattr(row, "sha256", None))
