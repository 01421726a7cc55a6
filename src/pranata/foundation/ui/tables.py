"""Query strings of tables: sorting, paging and filtering live in the address, so a view can be shared."""

from collections.abc import Mapping

from django.http import QueryDict


def query_with(query: QueryDict, changes: Mapping[str, object]) -> str:
    """Return `?…` with the changes made; None, and an empty text, take the key away."""
    changed = query.copy()
    for key, value in changes.items():
        if value is None or value == "":
            changed.pop(key, None)
        else:
            changed[key] = str(value)
    return "?" + changed.urlencode()


def sort_target(now: str, field: str, *, first: str = "asc") -> str:
    """Return what a click on the head of `field` asks for: its first direction, then the other one."""
    up, down = field, f"-{field}"
    order = (up, down) if first == "asc" else (down, up)
    return order[1] if now == order[0] else order[0]


def aria_sort(now: str, field: str) -> str:
    """Return the `aria-sort` of the column, or nothing when the table is sorted by another one."""
    return {field: "ascending", f"-{field}": "descending"}.get(now, "")


def sort_field(now: str, allowed: Mapping[str, str], default: str) -> str:
    """Return the order_by of a query string's value; unknown columns fall back to the default."""
    name = now.removeprefix("-")
    if name not in allowed:
        return default
    return ("-" if now.startswith("-") else "") + allowed[name]
