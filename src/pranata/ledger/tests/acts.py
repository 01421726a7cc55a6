"""A made-up action and act for the ledger's own tests."""

import datetime as dt
from typing import Any

from pranata.ledger.actions import ActionKind, declare, known_actions
from pranata.ledger.canonical import Json
from pranata.ledger.forms import Form
from pranata.ledger.operations.append_entry import Act, ObjectRef

NOW = dt.datetime(2026, 3, 4, 5, 6, 7, 891_011, tzinfo=dt.UTC)


class AnyForm(Form):
    """The form of a made-up action: whatever the test says."""

    def fault(self, detail: Json) -> str | None:
        return None


TESTED: ActionKind = known_actions().get("uji.catat") or declare(
    "uji.catat", "mencatat sebuah uji", detail=AnyForm({}), retention="log"
)

ALICE: dict[str, Json] = {
    "person": "0b6b6f0e-6f43-4c43-9d6c-0f6a2f1d0a11",
    "jabatan": "17",
    "jabatan_nama": "Kepala Bidang Aplikasi Informatika",
    "unit": "5",
    "unit_nama": "Dinas Komunikasi dan Informatika",
    "capacity": "plt",
    "basis": {"type": "SK", "no": "800/12/2026"},
}


def make_act(tenant_id: int | None = 1, **changes: Any) -> Act:
    """Return an act about assessment 42, with any field changed."""
    fields: dict[str, Any] = {
        "action": TESTED,
        "tenant_id": tenant_id,
        "actor": ALICE,
        "occurred_at": NOW,
        "objects": (ObjectRef(role="asesmen", type="assessment", id="42", sha256=None),),
        "detail": {"indikator": "11", "tingkat": "2"},
        "authority": "PermenPANRB 59/2020",
    }
    return Act(**fields | changes)
