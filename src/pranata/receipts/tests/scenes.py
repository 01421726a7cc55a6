"""What the tests of disputes begin from: the cast, an auditor, and entries that name Alice."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from pranata.foundation.clock import utc_now
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.organisation import events
from pranata.organisation.models import Role
from pranata.organisation.policies import Actor
from pranata.organisation.tests.cast import NOW, Cast, make_account, make_actor, make_cast
from pranata.receipts.models import Answer, Dispute, Ground, Outcome
from pranata.receipts.operations.answer_dispute import answer_dispute
from pranata.receipts.operations.dispute_entry import dispute_entry
from pranata.receipts.policies import Claimant

LATER = utc_now() + dt.timedelta(days=1, hours=1)  # An entry is recorded at the time of the database.
STATEMENT = "Pada jam itu saya rapat di provinsi; bukan saya yang masuk."
FOUND = "Sesi itu dibuka dari perangkat lain; kata sandinya sudah diganti."


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The cast with Iwan of the Inspektorat, who audits the whole instansi, and an entry of Alice's."""

    cast: Cast
    iwan: Actor
    iwan_account: Account
    entry: uuid.UUID

    def dispute(self, by: Actor | None = None, **changes: object) -> Dispute:
        """Dispute the entry as its actor, unless something else is given."""
        claimant = Claimant.official(by or self.cast.alice)
        given = {"event_id": self.entry, "ground": Ground.NOT_ME, "statement": STATEMENT, "now": LATER}
        return dispute_entry(**(given | {"claimant": claimant} | changes))  # type: ignore[arg-type]

    def answer(self, dispute: Dispute, by: Actor | None = None, **changes: object) -> Answer:
        """Answer a dispute as Iwan, unless something else is given."""
        given = {"outcome": Outcome.UPHELD, "explanation": FOUND, "now": LATER}
        return answer_dispute(dispute=dispute, **(given | {"actor": by or self.iwan} | changes))  # type: ignore[arg-type]


def record(actor: Actor, *, to: Actor | None = None) -> uuid.UUID:
    """Append an entry about a thing, in the name of somebody, and return which."""
    receiver = ({"jabatan": str(to.position_id), "jabatan_nama": to.position_title},) if to else ()
    act = Act(
        action=events.UNIT_ENDED,
        tenant_id=actor.instansi_id,
        actor=actor.evidence(),
        occurred_at=NOW,
        objects=(ObjectRef(role="unit", type="unit", id="77"),),
        to=receiver,
        detail={"kode": "u", "berakhir": "2026-03-02", "peran_berakhir": 0},
    )
    with transaction.atomic():
        return append_entry(act).event_id


def make_scene() -> Scene:
    """Create the rows. What is done with them needs the tenant's scope."""
    cast, account = make_cast(), make_account("Iwan")
    with tenant_scope(cast.instansi.pk):
        iwan = make_actor(
            cast.inspektorat, account, title="Inspektur Pembantu", role=Role.AUDITOR, on=cast.root
        )
        entry = record(cast.alice, to=cast.bob)
    return Scene(cast=cast, iwan=iwan, iwan_account=account, entry=entry)
