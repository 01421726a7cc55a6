"""How a handover writes an act: about which position, assignment and dossier."""

import datetime as dt
from collections.abc import Mapping, Sequence

from pranata.handover.models import Dossier, Handover
from pranata.ledger.actions import ActionKind
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, ObjectRef


def act(
    action: ActionKind,
    *,
    handover: Handover,
    evidence: Mapping[str, Json],
    now: dt.datetime,
    detail: Json,
    dossier: Dossier | None = None,
    more: Sequence[ObjectRef] = (),
    authority: str = "",
) -> Act:
    """Return the act, ready for `append_entry`. The position is told, and gets a receipt."""
    assignment = handover.assignment
    position = str(assignment.position_id)
    about = [
        ObjectRef(role="serah_terima", type="handover", id=str(handover.public_id)),
        ObjectRef(role="penugasan", type="assignment", id=str(assignment.pk)),
        ObjectRef(role="jabatan", type="position", id=position),
    ]
    return Act(
        action=action,
        tenant_id=handover.instansi_id,
        actor=evidence,
        occurred_at=now,
        objects=(*about, *([_dossier(handover, dossier)] if dossier else []), *more),
        to=({"jabatan": position, "jabatan_nama": assignment.position.title},),
        detail=detail,
        authority=authority or None,
    )


def _dossier(handover: Handover, dossier: Dossier) -> ObjectRef:
    # Class B: whoever holds the file may ask whether the log knows it. What it says stays with its holder.
    return ObjectRef(
        role="berkas",
        type="handover-dossier",
        id=str(handover.public_id),
        sha256=dossier.sha256,
        size=len(dossier.content.encode()),
        media="application/json",
        security="B",
    )
