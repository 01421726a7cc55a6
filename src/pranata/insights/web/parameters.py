"""Reading an address whatever a stranger wrote into it, and whom the reader stands for."""

from collections.abc import Iterable

from django.http import HttpRequest, QueryDict

from pranata.organisation.policies import Actor


def choice(query: QueryDict, name: str, allowed: Iterable[str], default: str = "") -> str:
    """Return the value if it is one of those allowed, else the default."""
    value = query.get(name, "")
    return value if value in tuple(allowed) else default


def whole(query: QueryDict, name: str) -> int | None:
    """Return a whole number a database can hold, or None."""
    value = query.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


def reader(request: HttpRequest) -> Actor | None:
    """Return who acts, or None for a visitor."""
    return getattr(request, "actor", None)
