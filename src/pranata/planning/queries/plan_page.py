"""One plan as a page and a sheet show it: figures, steps on a time line, what is proven, what to watch."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pranata.assessment import regulations
from pranata.assessment.regulations import Regulation
from pranata.assessment.wording import decimal_text
from pranata.engine.optimise import Month
from pranata.engine.scoring import judge, score
from pranata.foundation.ui.numbers import date_written, written
from pranata.planning.models import Plan, PlanAct, PlanStep
from pranata.planning.queries.curve import CurvePoint, between, points_of
from pranata.planning.queries.worth import WorthLine, worth_lines
from pranata.planning.question import Offered, Question, month_of, place_text

MOST_ON_A_SHEET = 18
MOST_NAMED_QUARTERS = 6
SPARE = Fraction(1, 20)
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """A chosen step; `left` and `width` place it on the time line, out of one hundred."""

    step: PlanStep
    name: str
    gain: Fraction
    left: str
    width: str
    waits: tuple[str, ...]
    first: dt.date
    last: dt.date

    @property
    def millions(self) -> str:
        """Its cost in millions of rupiah."""
        return in_millions(self.step.cost)


@dataclass(frozen=True, kw_only=True)
class OwnerRow:
    """What one owner does in a plan."""

    owner: str
    steps: int
    cost: int
    effort: Fraction
    gain: Fraction
    last: dt.date

    @property
    def millions(self) -> str:
        """What it costs, in millions of rupiah."""
        return in_millions(self.cost)


@dataclass(frozen=True, kw_only=True)
class Spare:
    """How far a plan is above the predikat it reaches, and what one step less would mean."""

    predikat: str
    amount: Fraction
    below: str
    safer: CurvePoint | None

    @property
    def is_thin(self) -> bool:
        """Whether one step that is not reached may cost the predikat."""
        return self.amount < SPARE


@dataclass(frozen=True)
class Objective:
    """One thing sought, and what is said of it."""

    name: str
    said: str


class PlanView:
    """A plan with all that follows from what is stored; nothing is searched. One query, for the steps."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.question = Question.of_document(plan.question)

    @cached_property
    def regulation(self) -> Regulation:
        """The instrument."""
        return regulations.load(self.plan.instrument)

    @cached_property
    def answer(self) -> Mapping[str, Any]:
        """What was answered; empty before."""
        return self.plan.answer or {}

    @cached_property
    def levels(self) -> dict[str, Fraction]:
        """The levels it begins from."""
        return {number: Fraction(text) for number, text in self.plan.levels.items()}

    @cached_property
    def today(self) -> Fraction:
        """The index it begins from."""
        return score(self.regulation.instrument, self.levels).index

    @cached_property
    def index(self) -> Fraction:
        """The index it reaches."""
        return Fraction(self.answer["index_exact"]) if self.answer else self.today

    @property
    def predikat(self) -> str:
        """The predikat it reaches."""
        return judge(self.regulation.instrument, self.index).applied

    @property
    def predikat_today(self) -> str:
        """The predikat it begins from."""
        return judge(self.regulation.instrument, self.today).applied

    @cached_property
    def acts(self) -> list[PlanAct]:
        """Who did what with it, in order. One query, when it is asked for."""
        return list(self.plan.acts.order_by("made_at", "pk"))

    @cached_property
    def has_steps(self) -> bool:
        """Whether there is something to decide on."""
        return bool(self.rows)

    @cached_property
    def cost(self) -> int:
        """What it costs."""
        return int(self.answer.get("cost", 0))

    @cached_property
    def offered(self) -> dict[str, Offered]:
        """Every step it could have taken, by the place it reaches."""
        found = (Offered.of_document(row) for row in self.plan.steps)
        return {place_text(one.step.reaches): one for one in found}

    @cached_property
    def first_month(self) -> Month:
        """The first month of the time line: that of the quarter in which work begins."""
        return self.question.start.quarter.first

    @cached_property
    def quarters(self) -> tuple[str, ...]:
        """The quarters of the time line, at least four."""
        end = month_of(self.answer["end"]) if self.answer else self.question.start
        by = self.question.by or end
        months = max(end.ordinal, by.ordinal) - self.first_month.ordinal
        count = max(4, -(-months // 3))
        return tuple(str(self.first_month.after(3 * at).quarter) for at in range(count))

    @property
    def quarter_names(self) -> tuple[str, ...]:
        """The quarters as an office names them, with the year where it begins; years alone where many."""
        if len(self.quarters) > MOST_NAMED_QUARTERS:
            return tuple(
                text[:4] if not at or text[-1] == "1" else "" for at, text in enumerate(self.quarters)
            )
        return tuple(
            f"TW {ROMAN[int(text[-1]) - 1]}" + (f" {text[:4]}" if not at or text[-1] == "1" else "")
            for at, text in enumerate(self.quarters)
        )

    @property
    def share(self) -> str:
        """How wide a quarter is, out of one hundred."""
        return _percent(Fraction(100, len(self.quarters)))

    @cached_property
    def deadline_at(self) -> str:
        """Where the last day asked for is on the time line; empty without one."""
        return "" if self.question.by is None else self._at(self.question.by)

    @cached_property
    def rows(self) -> tuple[StepRow, ...]:
        """The chosen steps in the order of their start."""
        steps = list(self.plan.chosen.order_by("position"))
        reached = {(step.indicator, step.to_level) for step in steps}
        return tuple(self._row(step, reached) for step in steps)

    @property
    def gain(self) -> Fraction:
        """What all steps add."""
        return sum((row.gain for row in self.rows), Fraction(0))

    @property
    def millions(self) -> str:
        """Its cost in millions of rupiah."""
        return in_millions(self.cost)

    @property
    def objectives(self) -> list[Objective]:
        """What was sought after the cost, and how far it is proven."""
        return [_objective(row, self.question) for row in self.answer["objectives"] if row["name"] in SOUGHT]

    @property
    def effort(self) -> Fraction:
        """All person-days."""
        return sum((Fraction(row.step.effort) for row in self.rows), Fraction(0))

    @cached_property
    def owners(self) -> tuple[OwnerRow, ...]:
        """Who does how much, the most steps first."""
        by_owner: dict[str, list[StepRow]] = {}
        for row in self.rows:
            by_owner.setdefault(row.step.owner, []).append(row)
        found = (_owner(owner, rows) for owner, rows in by_owner.items())
        return tuple(sorted(found, key=lambda one: (-one.steps, one.owner)))

    @property
    def spans_years(self) -> bool:
        """Whether work goes on into another year, so that a day needs its year."""
        return len({row.first.year for row in self.rows} | {row.last.year for row in self.rows}) > 1

    @property
    def is_long(self) -> bool:
        """Whether a sheet sums it by owner."""
        return len(self.rows) > MOST_ON_A_SHEET

    @property
    def last_day(self) -> dt.date | None:
        """The day the last step ends."""
        return max((row.last for row in self.rows), default=None)

    @property
    def by_day(self) -> dt.date | None:
        """The last day asked for."""
        return None if self.question.by is None else _day(self.question.by) - dt.timedelta(days=1)

    @cached_property
    def worth(self) -> list[WorthLine]:
        """What one more of each limit is worth; empty while that is being computed."""
        return worth_lines(self.plan.worth) if self.plan.worth else []

    @property
    def forced(self) -> list[tuple[str, str]]:
        """The steps that had to be taken: place and name."""
        return [(place_text(place), self._name(place[0])) for place in sorted(self.question.forced)]

    @property
    def forbidden(self) -> list[tuple[str, str]]:
        """The steps that were not to be taken: place and name."""
        return [(place_text(place), self._name(place[0])) for place in sorted(self.question.forbidden)]

    @property
    def target_written(self) -> str:
        """The target exactly; empty without one."""
        return "" if self.question.target is None else decimal_text(self.question.target)

    @cached_property
    def points(self) -> tuple[CurvePoint, ...]:
        """The cheapest cost of each index."""
        return points_of(self.plan)

    @cached_property
    def spare(self) -> Spare | None:
        """How far above its predikat the plan is; None where it stays in the one of today."""
        instrument = self.regulation.instrument
        held = [band for band in instrument.bands if band.minimum <= self.index]
        if not self.rows or not held or held[-1].minimum <= self.today:
            return None
        below = [band.name for band in instrument.bands if band.minimum < held[-1].minimum]
        safer = between(self.points, held[-1].minimum + SPARE)
        return Spare(
            predikat=held[-1].name,
            amount=self.index - held[-1].minimum,
            below=below[-1] if below else "",
            safer=safer.at if safer is not None and safer.at.index > self.index else None,
        )

    @cached_property
    def blocking(self) -> tuple[StepRow, int] | None:
        """The step most others wait for, and how many; None where none waits."""
        waited = Counter(place for row in self.rows for place in row.waits)
        if not waited:
            return None
        place, count = waited.most_common(1)[0]
        found = {place_text((row.step.indicator, row.step.to_level)): row for row in self.rows}
        return (found[place], count) if place in found else None

    @property
    def assumed(self) -> int:
        """How many of the chosen steps rest on assumed values."""
        return sum(row.step.certainty == "assumption" for row in self.rows)

    def _row(self, step: PlanStep, reached: set[tuple[str, int]]) -> StepRow:
        needs = self.offered[place_text((step.indicator, step.to_level))].step.requires
        start, end = (_month(day) for day in (step.starts_on, step.ends_on))
        left, right = Fraction(self._at(start)), Fraction(self._at(end))
        return StepRow(
            step=step,
            name=self._name(step.indicator),
            gain=Fraction(step.gain),
            left=_percent(left),
            width=_percent(right - left),
            waits=tuple(place_text(place) for place in needs if place in reached),
            first=step.starts_on,
            last=step.ends_on - dt.timedelta(days=1),
        )

    def _name(self, indicator: str) -> str:
        return self.regulation.criteria(indicator).short_name

    def _at(self, month: Month) -> str:
        months = 3 * len(self.quarters)
        return _percent(Fraction(100 * (month.ordinal - self.first_month.ordinal), months))


def in_millions(rupiah: int) -> str:
    """Return rupiah in millions, with one decimal where there is one."""
    return written(Fraction(rupiah, 1_000_000), 1).removesuffix(",0")


def _objective(row: Mapping[str, Any], question: Question) -> Objective:
    write = _WRITTEN[row["name"]]
    said = write(Fraction(row["value"]), question)
    if row["proven"]:
        return Objective(str(SOUGHT[row["name"]]), _("%(value)s, terbukti.") % {"value": said})
    words = {"value": said, "bound": write(Fraction(row["bound"]), question)}
    return Objective(str(SOUGHT[row["name"]]), _("%(value)s; batas yang terbukti %(bound)s.") % words)


def _end(value: Fraction, question: Question) -> str:
    return date_written(_day(question.start.after(int(value))) - dt.timedelta(days=1))


def _peak(value: Fraction, _question: Question) -> str:
    days = written(value, 1).removesuffix(",0")
    return _("%(days)s hari kerja satu perangkat daerah dalam satu triwulan") % {"days": days}


_WRITTEN: dict[str, Callable[[Fraction, Question], str]] = {"end": _end, "peak": _peak}
SOUGHT = {"end": gettext_lazy("Selesai paling awal"), "peak": gettext_lazy("Beban puncak paling rendah")}


def _owner(owner: str, rows: list[StepRow]) -> OwnerRow:
    return OwnerRow(
        owner=owner,
        steps=len(rows),
        cost=sum(row.step.cost for row in rows),
        effort=sum((Fraction(row.step.effort) for row in rows), Fraction(0)),
        gain=sum((row.gain for row in rows), Fraction(0)),
        last=max(row.last for row in rows),
    )


def _percent(value: Fraction) -> str:
    return f"{float(value):.2f}"


def _month(day: dt.date) -> Month:
    return Month.of(day.year, day.month)


def _day(month: Month) -> dt.date:
    return dt.date(month.ordinal // 12, month.ordinal % 12 + 1, 1)
