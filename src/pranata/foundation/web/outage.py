"""A database that is away: telling it from our own faults, and losing nothing that was typed meanwhile."""

from collections.abc import Iterator

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError

# What PostgreSQL says when it goes away or takes nobody in. Every other fault with a code of its own (a
# deadlock, a statement that took too long) is a fault of ours and stays one.
AWAY = ("08", "57P", "53300")
# Passwords and codes are typed below this address; they are not written into a page.
SECRETS_BELOW = "/akun/"

Typed = tuple[tuple[str, str], ...]


def is_outage(error: BaseException | None) -> bool:
    """Whether the error, or one it came from, is a connection lost or refused."""
    return any(_is_lost_connection(link) for link in _chain(error))


def typed_in(request: HttpRequest) -> Typed:
    """Return the fields of a form that was sent, to be offered for sending again.

    Nothing where that cannot be done: no form, files with it, unreadable, or a page that asks for secrets.
    """
    if request.method != "POST" or request.path.startswith(SECRETS_BELOW):
        return ()
    try:
        if request.FILES or any("password" in name for name in request.POST):
            return ()
        return tuple((name, value) for name, values in request.POST.lists() for value in values)
    except (MultiPartParserError, RawPostDataException, SuspiciousOperation, UnreadablePostError):
        return ()


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
