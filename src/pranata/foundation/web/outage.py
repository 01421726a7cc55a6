"""A database that is away: telling it from our own faults."""

from collections.abc import Iterator

from django.db import InterfaceError, OperationalError

# What PostgreSQL says when it goes away or takes nobody in. Every other fault with a code of its own (a
# deadlock, a statement that took too long) is a fault of ours and stays one.
AWAY = ("08", "57P", "53300")


def is_outage(error: BaseException | None) -> bool:
    """Whether the error, or one it came from, is a connection lost or refused."""
    return any(_is_lost_connection(link) for link in _chain(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    # A lost connection breaks what ends the transaction around it too: the first error is behind the last.
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_lost_connection(error: BaseException) -> bool:
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    # Without a code the server never answered: refused, unreachable, or gone in the middle.
    code = getattr(error.__cause__, "sqlstate", None)
    return code is None or code.startswith(AWAY)
