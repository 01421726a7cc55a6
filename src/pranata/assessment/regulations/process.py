"""`process.yaml`: how an evaluation runs, who does what, and when."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from pranata.assessment.regulations.values import Cited, Document, ExactNumber, FrozenMap


class Kind(Document):
    """A kind of exercise: its stages in order and what comes out."""

    name: str
    stages: tuple[str, ...]
    output: str


class Role(Document):
    """A role in the evaluation, its duties, and the fields its members come from."""

    role: str
    duties: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()


class EntryRules(Cited):
    """What an assessor has to fill in."""

    rules: tuple[str, ...]


def _day(text: str) -> str:
    dt.date.fromisoformat(f"2000-{text}")
    return text


DayOfYear = Annotated[str, StringConstraints(pattern=r"^[01][0-9]-[0-3][0-9]$"), AfterValidator(_day)]


class Span(Document):
    """From which day to which day of a year, both included: "08-01" is the first of August."""

    begins: DayOfYear
    ends: DayOfYear


class StageSpan(Span):
    """When one stage ran, as far as the source says it of that stage."""

    stage: Literal["self", "internal", "document", "interview", "visit", "review"]


class Timeline(Cited):
    """When the stages of a year took place. `spans` and `whole` are what of it can be proposed as dates."""

    year: int
    spans: tuple[StageSpan, ...] = ()
    whole: Span | None = None
    months: tuple[str, ...] = ()
    text: str | None = None
    note: str | None = None


class NationalIndex(Document):
    """The national index by year as printed; null where no primary source was found."""

    values: FrozenMap[int, ExactNumber | None]
    note: str | None = None


class Process(Cited):
    """The whole of `process.yaml`."""

    kinds: tuple[Kind, ...] = ()
    kinds_rule: str | None = None
    stages: tuple[str, ...] = ()
    portal: str | None = None
    loci: FrozenMap[int, str] = {}
    roles: tuple[Role, ...] = ()
    entry_rules: EntryRules | None = None
    timelines: tuple[Timeline, ...] = ()
    timeline_conflict: str | None = None
    completed: FrozenMap[int, str] = {}
    national_index: NationalIndex | None = None
    note: str | None = None
