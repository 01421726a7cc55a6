"""Trying other people's addresses: nobody learns whether something of others exists.

The answer for an object of another instansi must be, in status and text, the answer for one that does not
exist. Refusals are asked for as JSON: the page says the same words, and drawing thousands would take minutes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

from pranata.foundation.models import Account
from pranata.organisation.models import Grant, Role, Unit
from pranata.organisation.tests.cast import SINCE, make_account, make_actor

METHOD_NOT_ALLOWED = 405


@dataclass(frozen=True)
class Try:
    """One route with the address of the other's object and that of none."""

    name: str
    there: str
    nowhere: str


def tries(
    namespace: str,
    routes: Iterator[tuple[str, list[str]]],
    there: Mapping[str, object],
    none: Mapping[str, object],
) -> list[Try]:
    """Return what to try; `there` and `none` name objects by part, or by route and part ("unit pk")."""
    return [
        Try(name, *(_address(namespace, name, parts, ids) for ids in (there, none))) for name, parts in routes
    ]


def _address(namespace: str, name: str, parts: list[str], ids: Mapping[str, object]) -> str:
    named = {part: ids.get(f"{name} {part}", ids.get(part)) for part in parts}
    return reverse(f"{namespace}:{name}", kwargs=named)


def parts_of(route: URLPattern) -> list[str]:
    """Return the parts of a route's address, by name."""
    return sorted(route.pattern.converters)


def with_objects(routes: list[URLPattern]) -> Iterator[tuple[str, list[str]]]:
    """Yield the routes whose address names something, with the parts of it."""
    for route in routes:
        if parts_of(route):
            yield str(route.name), parts_of(route)


def all_roles(unit: Unit) -> Account:
    """Return the account of somebody who holds every role on a unit: what no role sees, nobody there sees."""
    account = make_account("Seberang Serba Bisa")
    actor = make_actor(unit, account, title="Seberang Serba Bisa", role=None)
    Grant.objects.bulk_create(
        Grant(
            instansi_id=unit.instansi_id, position_id=actor.position_id, unit=unit, role=role, starts_on=SINCE
        )
        for role in Role
    )
    return account


def learned(
    nearest: Mapping[str, Account | None], others: Mapping[str, Account | None], wanted: list[Try]
) -> list[str]:
    """Return where somebody was answered otherwise for the other's object than for none, or let in.

    Who comes nearest tries both methods everywhere, with both addresses. The others, who see no more than
    those do, try the other's object by the method a route takes first; that none is answered likewise is
    asked once for each answer.
    """
    found: list[str] = []
    first: dict[str, str] = {}
    for who, account in nearest.items():
        client = _entered(account)
        for one in wanted:
            for method in ("get", "post"):
                told = _told(client, method, one, who)
                if told is not None:
                    first.setdefault(one.name, method)
                    found += [told] if told else []
    known: set[tuple[str, int, str]] = set()
    for who, account in others.items():
        client = _entered(account)
        for one in (one for one in wanted if one.name in first):
            found += _briefly(client, first[one.name], one, who, known)
    return found


def _entered(account: Account | None) -> Client:
    client = Client(raise_request_exception=False)
    if account is not None:
        client.force_login(account)
    return client


def _briefly(client: Client, method: str, one: Try, who: str, known: set[tuple[str, int, str]]) -> list[str]:
    there = answered(client, method, one.there)
    if (one.name, *there) not in known:
        known.add((one.name, *answered(client, method, one.nowhere)))
    return _judged(who, method, one, there, (one.name, *there) in known)


def _told(client: Client, method: str, one: Try, who: str) -> str | None:
    """Return what is wrong with an answer, empty for nothing, None where the route takes no such method."""
    there = answered(client, method, one.there)
    if there[0] == METHOD_NOT_ALLOWED:
        return None
    is_alike = there == answered(client, method, one.nowhere)
    return "".join(_judged(who, method, one, there, is_alike))


def _judged(who: str, method: str, one: Try, there: tuple[int, str], is_alike: bool) -> list[str]:
    if not is_alike:
        return [f"{who} learns from {method} {one.name}: {there[0]}"]
    if there[0] < 300 or there[0] >= 500:
        return [f"{who} is answered {there[0]} by {method} {one.name}"]
    return []


def answered(client: Client, method: str, address: str) -> tuple[int, str]:
    """Return status and text of the answer, without the address that was asked. It leaves nothing behind."""
    with transaction.atomic():
        response = getattr(client, method)(address, headers={"Accept": "application/json"})
        transaction.set_rollback(True)
    whole = b"".join(response.streaming_content) if response.streaming else response.content
    text = "" if response.streaming else whole.decode(errors="replace")
    led = response.headers.get("Location", "")
    return response.status_code, f"{led}{text}".replace(address, "HERE").replace(
        quote(address, safe=""), "HERE"
    )
