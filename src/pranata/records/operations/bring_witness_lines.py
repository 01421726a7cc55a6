"""The archivist brings what a witness without network signed."""

import datetime as dt

from django.db import transaction

from pranata.ledger.anchoring.carrying import Kept
from pranata.ledger.anchoring.trust import Trust
from pranata.ledger.operations.bring_cosignature import bring_cosignature
from pranata.organisation.policies import Actor
from pranata.records.policies import require_keeps_all


@transaction.atomic
def bring_witness_lines(*, document: bytes, trust: Trust | None, actor: Actor, now: dt.datetime) -> Kept:
    """Record it and leave it for the sequencer. Raises NotPermitted or CosignatureRefused."""
    require_keeps_all(actor, instansi_id=actor.instansi_id)
    return bring_cosignature(
        document=document, trust=trust, tenant_id=actor.instansi_id, actor=actor.evidence(), now=now
    )
