"""How far receipts may be sent: up to the checkpoint that the quorum of witnesses has seen."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from pranata.ledger.notes import Policy

SPAN = 5_000


@dataclass(frozen=True)
class Due:
    """Leaves from `first` to before `past` of a log, covered by its checkpoint of `size`."""

    log: int
    first: int
    past: int
    size: int
    witnessed: bool


def due_receipts(policy: Policy | None) -> Due | None:
    """Return the next leaves whose receipts can be sent, the oldest log first. Two queries where none can.

    Without a policy, or with one that asks for no witness, a signed checkpoint is enough; `witnessed` is
    false then, and the receipt says so.
    """
    witnessed = policy is not None and policy.quorum != "none"
    for log, done, signed in _rows(_LOGS, []):
        size = _covered(log, policy) if policy is not None and witnessed else signed
        if size > done:
            return Due(log, done, min(size, done + SPAN), size, witnessed)
    return None


def tenants_of(due: Due) -> list[int]:
    """Return the instansi whose positions are to receive something."""
    found = _rows(
        "SELECT tenants_between FROM ledger.tenants_between(%s::smallint, %s, %s)",
        [due.log, due.first, due.past],
    )
    return [tenant for (tenant,) in found]


_LOGS = """
    SELECT number, coalesce(next_seq, 0),
        coalesce((SELECT max(size) FROM ledger.checkpoint WHERE checkpoint.log = number), 0)
    FROM ledger.log LEFT JOIN ledger.receipt_progress ON receipt_progress.log = number ORDER BY number
"""


def _covered(log: int, policy: Policy) -> int:
    """Return the largest size that witnesses who saw so much, or more, make a quorum for."""
    latest: dict[str, int] = dict(
        _rows("SELECT witness, max(size) FROM ledger.cosignature WHERE log = %s GROUP BY witness", [log])
    )
    for size in sorted(set(latest.values()), reverse=True):
        saw = {name for name, seen in latest.items() if seen >= size}
        met = frozenset(alias for alias, key in policy.witnesses.items() if key.name in saw)
        if policy.is_met_by(met):
            return size
    return 0


def _rows(statement: str, values: list[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
