"""What the ledger does by itself, again and again."""

import datetime as dt

from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.notes import Policy
from pranata.ledger.operations._receipt_progress import remember
from pranata.ledger.operations.send_receipts import send_receipts
from pranata.ledger.queries.receipts import due_receipts, tenants_of


def send_due_receipts(*, policy: Policy | None, now: dt.datetime) -> int:
    """Send the receipts of the next leaves that are covered; return how many lines are new.

    One short transaction for each instansi concerned. If it is ended between two of them, the next call does
    the same leaves again: progress is noted last, and what was sent is not sent twice.
    """
    due = due_receipts(policy)
    if due is None:
        return 0
    sent = 0
    for tenant_id in tenants_of(due):
        with tenant_scope(tenant_id):
            sent += send_receipts(tenant_id=tenant_id, due=due, now=now)
    remember(due)
    return sent
