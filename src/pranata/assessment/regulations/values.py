"""The kinds of value a regulation file holds: exact numbers, citations, certainty."""

import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema

from pranata.engine.scoring import Certainty

K = TypeVar("K")
V = TypeVar("V")

EXACT = r"^(0|[1-9][0-9]*)(\.[0-9]+|/[1-9][0-9]*)?$"


class Document(BaseModel):
    """Base of everything read from a regulation folder: frozen, and a key we do not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def exact(value: object) -> object:
    """Read "1.3" or "20/6" exactly. A YAML float is refused: it holds digits nobody wrote."""
    if isinstance(value, Fraction):
        return value
    if not isinstance(value, str) or not re.match(EXACT, value):
        raise ValueError(f'a number is written as text, "1.3" or "20/6"; found {value!r}')
    return Fraction(value)


ExactNumber = Annotated[
    Fraction,
    BeforeValidator(exact),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": EXACT}),
]

FrozenMap: TypeAlias = Annotated[Mapping[K, V], AfterValidator(MappingProxyType), PlainSerializer(dict)]


class Cited(Document):
    """A value with how sure we are of it and where it was read."""

    certainty: Certainty
    citations: tuple[str, ...] = ()


def source_key(citation: str) -> str:
    """Return the key of the source a citation names: `permen-59-2020` of `permen-59-2020:hal.33`."""
    return re.split(r"[: ]", citation, maxsplit=1)[0]


def citations_in(value: Any) -> set[str]:  # noqa: ANN401 -- walks any part of a document
    """Return every citation at or below a document, to hold them against the sources."""
    if isinstance(value, BaseModel):
        own = {citation for name in ("citations", "basis") for citation in _texts(getattr(value, name, ()))}
        return own.union(*(citations_in(getattr(value, name)) for name in type(value).model_fields))
    if isinstance(value, Mapping):
        return set().union(*(citations_in(item) for item in value.values()))
    if isinstance(value, tuple):
        return set().union(*(citations_in(item) for item in value))
    return set()


def _texts(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
