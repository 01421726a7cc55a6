"""The question of a plan as a document and back: what is stored with a plan, and what the solver is handed.

`Question.problem` is the one place where a stored question becomes a question of `engine.optimise`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from pranata.engine.gaps import Place
from pranata.engine.optimise import Limits, Month, Problem, Quarter, Step
from pranata.engine.scoring import Instrument
from pranata.planning.files.costs import days_text

Document = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A step that may be taken, how sure its values are, where they come from, and whose unit does it.

    `functions` are its person-days by functional post, `risk` what may get in its way; neither is reckoned
    with.
    """

    step: Step
    certainty: str = "assumption"
    source: str = ""
    unit_id: int | None = None
    functions: tuple[tuple[str, Fraction], ...] = ()
    risk: str = ""

    def to_document(self) -> dict[str, Any]:
        """Return it as it is stored; person-days are a text, so that no reader rounds them."""
        step = self.step
        return {
            "indicator": step.indicator,
            "from": step.from_level,
            "to": step.to_level,
            "cost": step.cost,
            "effort": days_text(step).replace(",", "."),
            "months": step.months,
            "owner": step.owner,
            "requires": [place_text(place) for place in step.requires],
            "opens": list(step.opens),
            "started": None if step.started is None else str(step.started),
            "certainty": self.certainty,
            "source": self.source,
            "unit": self.unit_id,
            "functions": [[name, str(days)] for name, days in self.functions],
            "risk": self.risk,
        }

    @classmethod
    def of_document(cls, document: Document) -> "Offered":
        """Read what `to_document` wrote."""
        step = Step(
            indicator=document["indicator"],
            from_level=document["from"],
            to_level=document["to"],
            cost=document["cost"],
            effort=Fraction(document["effort"]),
            months=document["months"],
            owner=document["owner"],
            requires=tuple(place_of(text) for text in document["requires"]),
            opens=tuple(document["opens"]),
            started=None if document["started"] is None else month_of(document["started"]),
        )
        return cls(
            step=step,
            certainty=document["certainty"],
            source=document["source"],
            unit_id=document["unit"],
            # Plans of before said neither.
            functions=tuple((name, Fraction(days)) for name, days in document.get("functions", ())),
            risk=document.get("risk", ""),
        )


@dataclass(frozen=True, kw_only=True)
class Question:
    """What somebody asks. Without a target the best index for the budget is meant.

    `by` is the first month in which no step may run. `margin` is what the index must be above the target,
    for assessors who see less than we do. `forced`, `forbidden` and `started` name the levels that steps
    reach; what was started runs on from the month named.
    """

    start: Month
    target: Fraction | None = None
    predikat: str = ""
    budget: int | None = None
    by: Month | None = None
    margin: Fraction = Fraction(0)
    capacity: Mapping[tuple[str, Quarter], Fraction] = field(default_factory=dict)
    forced: tuple[Place, ...] = ()
    forbidden: tuple[Place, ...] = ()
    started: Mapping[Place, Month] = field(default_factory=dict)

    def changed(self, **values: object) -> "Question":
        """Return the same question with other values."""
        return replace(self, **values)  # type: ignore[arg-type]

    def to_document(self) -> dict[str, Any]:
        """Return it as it is stored: whole numbers and texts only."""
        return {
            "target": None if self.target is None else str(self.target),
            "predikat": self.predikat,
            "budget": self.budget,
            "start": str(self.start),
            "by": None if self.by is None else str(self.by),
            "margin": str(self.margin),
            "capacity": [
                {"owner": owner, "quarter": str(quarter), "person_days": str(days)}
                for (owner, quarter), days in sorted(self.capacity.items())
            ],
            "forced": sorted(place_text(place) for place in self.forced),
            "forbidden": sorted(place_text(place) for place in self.forbidden),
            "started": {place_text(place): str(month) for place, month in sorted(self.started.items())},
        }

    @classmethod
    def of_document(cls, document: Document) -> "Question":
        """Read what `to_document` wrote."""
        target, by = document["target"], document["by"]
        return cls(
            start=month_of(document["start"]),
            target=None if target is None else Fraction(target),
            predikat=document["predikat"],
            budget=document["budget"],
            by=None if by is None else month_of(by),
            margin=Fraction(document["margin"]),
            capacity={
                (row["owner"], quarter_of(row["quarter"])): Fraction(row["person_days"])
                for row in document["capacity"]
            },
            forced=tuple(place_of(text) for text in document["forced"]),
            forbidden=tuple(place_of(text) for text in document["forbidden"]),
            started={place_of(text): month_of(month) for text, month in document["started"].items()},
        )

    def problem(
        self, instrument: Instrument, levels: Mapping[str, Fraction], offered: tuple[Offered, ...]
    ) -> Problem:
        """Return the question of the engine."""
        limits = Limits(
            target=self.target,
            budget=self.budget,
            by=self.by,
            capacity=dict(self.capacity),
            margin=Fraction(0) if self.target is None else self.margin,
            forced=frozenset(self.forced),
            forbidden=frozenset(self.forbidden),
        )
        steps = tuple(
            replace(one.step, started=self.started.get(one.step.reaches, one.step.started)) for one in offered
        )
        return Problem(instrument, levels, steps, self.start, limits)


def place_text(place: Place) -> str:
    """Write a place as `11:3`."""
    return f"{place[0]}:{place[1]}"


def place_of(text: str) -> Place:
    """Read what `place_text` wrote."""
    number, level = text.rsplit(":", 1)
    return number, int(level)


def month_of(text: str) -> Month:
    """Read a stored month. Raises ValueError."""
    month = Month.read(text)
    if month is None:
        raise ValueError(text)
    return month


def quarter_of(text: str) -> Quarter:
    """Read a stored quarter. Raises ValueError."""
    quarter = Quarter.read(text)
    if quarter is None:
        raise ValueError(text)
    return quarter


def first_day(month: Month) -> dt.date:
    """Return the first day of a month."""
    return dt.date(month.ordinal // 12, month.ordinal % 12 + 1, 1)
