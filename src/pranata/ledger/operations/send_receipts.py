"""Telling positions where their acts now stand in the log."""

import datetime as dt

from django.db import connection, transaction

from pranata.foundation.tenancy import current_scope
from pranata.ledger.operations.append_entry import OutsideTenant
from pranata.ledger.queries.receipts import Due

_SEND = """
    INSERT INTO ledger.receipt (event_id, tenant_id, log, size, sent_to, sent_at, witnessed)
    SELECT DISTINCT event_id, tenant_id, log, %s::bigint, position, %s::timestamptz, %s
    FROM ledger.leaf JOIN ledger.party USING (event_id)
    WHERE log = %s AND seq >= %s AND seq < %s AND position <> ''
    ON CONFLICT DO NOTHING
"""


@transaction.atomic
def send_receipts(*, tenant_id: int, due: Due, now: dt.datetime) -> int:
    """Tell the acting position and the receiving ones the place of the act; return how many lines are new.

    One statement, in the open scope of that tenant; sending again sends nothing twice. A receipt is no act
    and has no entry of its own: that one would want a receipt too, without end. Raises OutsideTenant.
    """
    if current_scope().tenant_id != tenant_id:
        raise OutsideTenant(f"receipts of tenant {tenant_id}, the open scope is {current_scope()}")
    with connection.cursor() as cursor:
        cursor.execute(_SEND, [due.size, now, due.witnessed, due.log, due.first, due.past])
        return int(cursor.rowcount)
