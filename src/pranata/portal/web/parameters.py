"""Reading a public address: whatever a stranger writes into it, a page comes back."""

from collections.abc import Iterable

from django.http import HttpRequest, QueryDict

MAX_TEXT = 80
MAX_PAGE = 10_000


def text(query: QueryDict, name: str) -> str:
    """A short text without control characters; longer ones are cut."""
    value = "".join(char for char in query.get(name, "") if char.isprintable())
    return " ".join(value.split())[:MAX_TEXT].strip()


def choice(query: QueryDict, name: str, allowed: Iterable[str], default: str = "") -> str:
    """The value if it is one of those allowed, else the default."""
    value = query.get(name, "")
    return value if value in allowed else default


def year(query: QueryDict, allowed: tuple[int, ...], default: int) -> int:
    """The year asked for (`tahun`) if there is one of it, else the default."""
    value = query.get("tahun", "")
    return int(value) if value in {str(known) for known in allowed} else default


def page_number(query: QueryDict) -> int:
    """The page asked for (`halaman`), 1 for anything that is not a page."""
    value = query.get("halaman", "")
    number = int(value) if value.isascii() and value.isdigit() and len(value) <= len(str(MAX_PAGE)) else 1
    return min(max(number, 1), MAX_PAGE)


def slugs(request: HttpRequest, name: str) -> tuple[str, ...]:
    """Every value of a repeated key, each once, in order; texts that cannot be an address are cut short."""
    values = (value.replace("\x00", "").strip()[:120] for value in request.GET.getlist(name))
    return tuple(dict.fromkeys(value for value in values if value))
