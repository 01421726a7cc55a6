"""Bringing the cosignature of a witness that has no network, as a file or as the text of a QR code."""

import datetime as dt
from collections.abc import Mapping
from hashlib import sha256

from django.db import connection, transaction

from pranata.ledger.anchoring.carrying import Kept, read_cosigned
from pranata.ledger.anchoring.trust import Trust
from pranata.ledger.canonical import Json
from pranata.ledger.events import COSIGNATURE_BROUGHT
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.ledger.queries.raw import raw_database


@transaction.atomic
def bring_cosignature(
    *,
    document: bytes,
    trust: Trust | None,
    tenant_id: int | None,
    actor: Mapping[str, Json],
    now: dt.datetime,
) -> Kept:
    """Check what was brought, record that it was, and leave it for the sequencer, which checks it again.

    Raises CosignatureRefused or OutsideTenant.
    """
    read = read_cosigned(raw_database(), document, trust=trust)
    append_entry(
        Act(
            action=COSIGNATURE_BROUGHT,
            tenant_id=tenant_id,
            actor=actor,
            occurred_at=now,
            objects=(
                ObjectRef(
                    role="cap",
                    type="checkpoint",
                    id=f"{read.log.origin}/{read.size}",
                    sha256=sha256(document).hexdigest(),
                ),
            ),
            result={"ukuran": read.size, "saksi": list(read.witnesses)},
        )
    )
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO ledger.brought (note, brought_at) VALUES (%s, %s)", [document, now])
    return Kept(read.size, read.witnesses)
