"""Reading what a list's address asks for; anything odd is as if it had not been asked."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.http import HttpRequest

from pranata.foundation.ui.tables import query_with
from pranata.organisation.models import Unit
from pranata.organisation.policies import Actor
from pranata.organisation.queries.tree import on_day


def words(request: HttpRequest) -> str:
    """Return the words of `?q=`, without the one sign no text in the database can hold."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:120]


def choice(request: HttpRequest, key: str, allowed: Sequence[str]) -> str:
    """Return a value if it is one of those allowed, else an empty text."""
    value = request.GET.get(key, "")
    return value if value in allowed else ""


def number(request: HttpRequest, key: str) -> int | None:
    """Return a number that an id may be, or None."""
    value = request.GET.get(key, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None


def removable(request: HttpRequest, named: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what narrows the list, each with the address without it."""
    return [
        {"text": text, "remove_query": query_with(request.GET, {key: None, "halaman": None})}
        for key, text in named.items()
        if text
    ]


def units_filtered(actor: Actor, on: dt.date) -> list[Unit]:
    """Return the units a list may be narrowed to."""
    return list(Unit.objects.filter(on_day(on), instansi_id=actor.instansi_id).order_by("name"))
