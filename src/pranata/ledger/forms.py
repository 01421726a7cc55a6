"""The forms of sealed details: which keys an act's detail has, and of what kind each value is.

Small on purpose: an entry is written with every level that is saved, so a form is checked in microseconds.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from pranata.ledger.canonical import Json

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Kind:
    """What a value is. `name` is what the reference page prints for it."""

    name: str
    accepts: Callable[[Json], bool]
    nullable: bool = False
    required: bool = True

    @property
    def or_null(self) -> "Kind":
        """This kind, or null where there is nothing to say."""
        return replace(self, nullable=True)

    @property
    def optional(self) -> "Kind":
        """This kind, under a key that may be left out."""
        return replace(self, required=False)

    def fits(self, value: Json) -> bool:
        """Whether a value is of this kind."""
        return self.nullable if value is None else self.accepts(value)

    def __str__(self) -> str:
        """Return the kind as the reference page prints it."""
        return self.name + (" or null" if self.nullable else "") + ("" if self.required else ", optional")


TEXT = Kind("text", lambda value: isinstance(value, str))
WHOLE = Kind("whole number", lambda value: isinstance(value, int) and not isinstance(value, bool))
YES_NO = Kind("true or false", lambda value: isinstance(value, bool))
DATE = Kind("date", lambda value: isinstance(value, str) and bool(_DATE.fullmatch(value)))
DIGEST = Kind("SHA-256", lambda value: isinstance(value, str) and bool(_DIGEST.fullmatch(value)))


def list_of(kind: Kind) -> Kind:
    """Return the kind of a list whose items are all of one kind."""
    return Kind(f"list of {kind}", lambda value: isinstance(value, list) and all(map(kind.fits, value)))


def by_key(kind: Kind) -> Kind:
    """Return the kind of an object with any keys whose values are all of one kind."""
    return Kind(
        f"{kind} by key", lambda value: isinstance(value, dict) and all(map(kind.fits, value.values()))
    )


@dataclass(frozen=True)
class Form:
    """The keys of a detail, each with its kind. A detail has these and no others."""

    keys: Mapping[str, Kind]

    def fault(self, detail: Json) -> str | None:
        """Return what is wrong with a detail, by key and never by value: it may name a person."""
        if not isinstance(detail, dict):
            return "not an object"
        for key, kind in self.keys.items():
            if key not in detail:
                if kind.required:
                    return f"{key} is missing"
            elif not kind.fits(detail[key]):
                return f"{key} is not {kind}"
        unknown = sorted(detail.keys() - self.keys.keys())
        return f"{unknown[0]} is not of this form" if unknown else None


def form(**keys: Kind) -> Form:
    """Return the form with these keys."""
    return Form(keys)
