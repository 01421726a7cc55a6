"""`regulation.yaml`: what the instrument is, since when, on which legal basis, and how sure we are."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pranata.assessment.regulations.values import Cited, Document, FrozenMap
from pranata.engine.scoring import Certainty


class Status(StrEnum):
    """Whether evaluations of today use it."""

    IN_FORCE = "in_force"
    REPEALED = "repealed"


class LegalBasis(Cited):
    """One legal text the instrument rests on. Dates are those of the text itself."""

    number: str
    about: str | None = None
    enacted_on: date | None = None
    promulgated_on: date | None = None
    gazette: str | None = None
    in_force_on: date | None = None
    articles: int | None = None
    repeals: str | None = None
    repealed_by: str | None = None
    repealed_by_certainty: Certainty | None = None


class Validity(Cited):
    """Evaluation years, both included; an open end means still in use."""

    first_year: int
    last_year: int | None
    note: str | None = None


class NameVariant(Document):
    """Other names under which reports and tools show a part."""

    ref: str
    official: str | None = None
    variants: tuple[str, ...]


class Rejected(Cited):
    """A value found in a source and not used, with what is used instead and why."""

    about: str
    used: str
    rejected: str
    reason: str


class SupersededDraft(Cited):
    """A draft that must not be mistaken for the instrument."""

    content: str


class Head(Document):
    """The whole of `regulation.yaml`."""

    schema_name: Literal["pranata.regulation/1"]
    id: str
    title: str
    short_title: str
    status: Status
    certainty: Certainty
    certainty_note: str
    rechecked_on: date
    validity: Validity
    legal_basis: tuple[LegalBasis, ...]
    wording_policy: str
    glossary: FrozenMap[str, str] = {}
    name_variants: tuple[NameVariant, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    superseded_drafts: tuple[SupersededDraft, ...] = ()
