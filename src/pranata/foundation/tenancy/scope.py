"""Entering and leaving the scope of one tenant on the current connection."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection
from psycopg.pq import TransactionStatus

RequireOpen = Callable[[dt.datetime], None]


@dataclass(frozen=True)
class Scope:
    """Whose rows are visible: one tenant's, and those that belong to one account itself.

    `require_open` is asked before an act is written down, with the instant the act gives itself. It raises
    when whoever the scope was opened for may act no more, however long ago their request began.
    """

    tenant_id: int | None = None
    account_id: int | None = None
    require_open: RequireOpen | None = field(default=None, compare=False)


NO_SCOPE = Scope()
_current: ContextVar[Scope] = ContextVar("pranata_scope", default=NO_SCOPE)


def current_scope() -> Scope:
    """Return the scope in force in this thread or task."""
    return _current.get()


@contextmanager
def tenant_scope(
    tenant_id: int | None = None, *, account_id: int | None = None, require_open: RequireOpen | None = None
) -> Iterator[None]:
    """Make one tenant's rows visible until the block ends; costs one statement in, one out.

    Scopes nest; the outer one is restored, and what it requires is required inside too. A connection that is
    lost inside the block is replaced by one without scope, so what follows sees nothing instead of somebody
    else's rows.
    """
    outer = _current.get()
    inner = Scope(tenant_id, account_id, require_open or outer.require_open)
    _apply(inner)
    entered_in_transaction = connection.in_atomic_block
    token = _current.set(inner)
    try:
        yield
    finally:
        _current.reset(token)
        _restore(outer, entered_in_transaction=entered_in_transaction)


_SET = "SELECT set_config('pranata.tenant', %s, false), set_config('pranata.account', %s, false)"


def _apply(scope: Scope) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SET, [str(scope.tenant_id or ""), str(scope.account_id or "")])


def _restore(scope: Scope, *, entered_in_transaction: bool) -> None:
    link = connection.connection
    if link is None or link.closed:
        return
    if link.info.transaction_status == TransactionStatus.INERROR:
        # In a failed transaction no statement runs any more. Where the scope was entered inside it, its
        # rollback takes the setting back to what held before; else only a new connection is clean.
        if not entered_in_transaction:
            connection.close()
        return
    try:
        link.execute(_SET, [str(scope.tenant_id or ""), str(scope.account_id or "")])
    except BaseException:
        # A connection whose scope cannot be taken back must not serve the next request.
        connection.close()
        raise
