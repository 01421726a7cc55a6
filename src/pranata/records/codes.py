"""The lists of codes in `records/data`: kinds of document, classes, what retention counts from, grounds."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

CLASSIFICATION = re.compile(r"[0-9]{3}(\.[0-9]{1,3}){0,5}")


@dataclass(frozen=True)
class Code:
    """One entry of a list. An ended one is shown but no longer offered.

    `counts` says of a retention trigger that it starts by itself: with the `document`, or with its `year`.
    `use` says of a ground for deciding an erasure what it is for: `grant`, `refuse`, or `law` for those that
    retention law itself gives and nobody chooses.
    """

    code: str
    name: str
    hint: str = ""
    ended: bool = False
    counts: str = ""
    use: str = ""


def document_kinds() -> tuple[Code, ...]:
    """Return the kinds of document."""
    return _read("document_kinds")


def security_classes() -> tuple[Code, ...]:
    """Return the security classes, the most open first."""
    return _read("security_classes")


def classifications() -> tuple[Code, ...]:
    """Return the primary subjects of the classification."""
    return _read("classification")


def retention_triggers() -> tuple[Code, ...]:
    """Return what the periods of a retention rule may count from."""
    return _read("retention_triggers")


def hold_grounds() -> tuple[Code, ...]:
    """Return why records may be held."""
    return _read("hold_grounds")


def erasure_grounds(use: str = "") -> tuple[Code, ...]:
    """Return the grounds on which requests for erasure are decided, those of one use or all."""
    return tuple(c for c in _read("erasure_grounds") if use in ("", c.use))


def erasure_ground_name(code: str) -> str:
    """Return the name of a ground for deciding an erasure."""
    return _name(erasure_grounds(), code)


def trigger_of(code: str) -> Code:
    """Return what a rule counts from; a code that no list has any more starts only when it is recorded."""
    return next((c for c in retention_triggers() if c.code == code), Code(code, code))


def ground_name(code: str) -> str:
    """Return the name of a ground for holding."""
    return _name(hold_grounds(), code)


def with_its_parents(code: str) -> list[str]:
    """Return a classification code and every code above it, the closest first."""
    parts = code.split(".") if code else []
    return [".".join(parts[:length]) for length in range(len(parts), 0, -1)]


def kind_name(code: str) -> str:
    """Return the name of a kind, or the code itself where the list has none."""
    return _name(document_kinds(), code)


def security_name(code: str) -> str:
    """Return the name of a security class."""
    return _name(security_classes(), code)


def classification_name(code: str) -> str:
    """Return the primary subject a classification code belongs to, or an empty text."""
    return next((c.name for c in classifications() if code and c.code[0] == code[0]), "")


def _name(codes: tuple[Code, ...], code: str) -> str:
    return next((c.name for c in codes if c.code == code), code)


@cache
def _read(name: str) -> tuple[Code, ...]:
    text = (resources.files("pranata.records") / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    return tuple(Code(**entry) for entry in yaml.safe_load(text))
