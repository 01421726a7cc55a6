"""How a dispute writes an act: which entry it is about, and what that one was about."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from pranata.ledger.actions import ActionKind
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, ObjectRef
from pranata.ledger.queries.disputes import ANSWERED, DISPUTED, ENTRY

MOST_OBJECTS = 200


def act(
    action: ActionKind,
    *,
    instansi_id: int,
    evidence: Mapping[str, Json],
    now: dt.datetime,
    about: tuple[str, uuid.UUID],
    entry: Mapping[str, Any],
    to: Sequence[tuple[int, str]],
    detail: Json,
) -> Act:
    """Return the act, ready for `append_entry`.

    `about` is how it names the earlier entry, and which. What `entry`, the disputed one, was about it is
    about too, without bytes: so it stands in the history of that thing, and goes along in its bundle.
    """
    role, event_id = about
    return Act(
        action=action,
        tenant_id=instansi_id,
        actor=evidence,
        occurred_at=now,
        objects=(ObjectRef(role=role, type=ENTRY, id=str(event_id)), *_things(entry)),
        to=tuple({"jabatan": str(pk), "jabatan_nama": title} for pk, title in to),
        detail=detail,
        prev=(event_id,),
    )


def _things(entry: Mapping[str, Any]) -> list[ObjectRef]:
    """Return what an entry is about, each thing once, but not the entries it disputes or answers itself."""
    found = {(thing["role"], thing["type"], thing["id"]): thing for thing in entry["objects"]}
    return [
        ObjectRef(role=role, type=kind, id=pk, security=thing.get("keamanan"))
        for (role, kind, pk), thing in list(found.items())[:MOST_OBJECTS]
        if role not in (DISPUTED, ANSWERED)
    ]
