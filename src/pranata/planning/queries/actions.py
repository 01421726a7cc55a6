"""The actions of a plan as pages show them: whose they are, when, how far, what is late."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.db.models import Prefetch

from pranata.assessment import regulations
from pranata.assessment.regulations import Regulation
from pranata.organisation.models import Assignment, Position
from pranata.organisation.queries.tree import on_day
from pranata.planning.models import Action, ActionPlan, ActionState
from pranata.planning.moving import Span, index_on
from pranata.planning.question import Question, first_day, month_of

NEAR = dt.timedelta(days=14)
SORTS = ("nomor", "mulai", "tenggat", "opd", "indikator", "keadaan", "tambah")
DEFAULT_SORT = "tenggat"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One action with what a row says of it. `holder` is empty where nobody holds the post."""

    action: Action
    name: str
    holder: str
    contact: str
    waits_for: tuple[int, ...]
    is_late: bool
    is_near: bool
    blocked_by: tuple[int, ...]

    @property
    def gain(self) -> Fraction:
        """What it adds to the index, exactly."""
        return Fraction(self.action.gain)

    @property
    def unit_name(self) -> str:
        """The OPD, or what the plan calls it where no unit is known."""
        return self.action.unit.name if self.action.unit else self.action.owner

    @property
    def has_moved(self) -> bool:
        """Whether its dates are not those of the baseline."""
        action = self.action
        return (action.starts_on, action.ends_on) != (action.baseline_starts_on, action.baseline_ends_on)


@dataclass(frozen=True)
class Book:
    """An action plan with all its actions, in the order of their numbers."""

    action_plan: ActionPlan
    regulation: Regulation
    lines: tuple[Line, ...]
    on: dt.date

    @property
    def base(self) -> Fraction:
        """The index the plan begins from."""
        return Fraction((self.action_plan.plan.answer or {})["today"]["index_exact"])

    @cached_property
    def question(self) -> Question:
        """What the plan was asked."""
        return Question.of_document(self.action_plan.plan.question)

    @property
    def target(self) -> Fraction | None:
        """The index that is wanted; None where the best for a budget was asked."""
        return self.question.target

    @property
    def goal_on(self) -> dt.date:
        """The first day by which all is to be done: as asked, else as planned."""
        asked = self.question.by
        return first_day(asked) if asked else first_day(month_of((self.action_plan.plan.answer or {})["end"]))

    @property
    def goal_day(self) -> dt.date:
        """The last day of work towards the goal."""
        return self.goal_on - dt.timedelta(days=1)

    @property
    def last_end_day(self) -> dt.date:
        """The last day of the last action."""
        return self.last_end - dt.timedelta(days=1)

    @property
    def last_end(self) -> dt.date:
        """The first day after the last action, by the dates of today."""
        return max(line.action.ends_on for line in self.lines)

    @property
    def index_at_goal(self) -> Fraction:
        """The index at the goal, by the dates of today."""
        return index_on(self.goal_on, self.base, self.spans)

    @property
    def index_now(self) -> Fraction:
        """The index with what is done already."""
        return index_on(dt.date.max, self.base, [s for s in self.spans if s.fixed])

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The actions as they stand in time; what is done does not move any more."""
        ids = {line.action.number: line.action.pk for line in self.lines}
        return tuple(span_of(line, ids) for line in self.lines)

    def count(self, state: str) -> int:
        """Return how many actions are in a state."""
        return sum(line.action.state == state for line in self.lines)

    @property
    def late(self) -> tuple[Line, ...]:
        """What should be done and is not."""
        return tuple(line for line in self.lines if line.is_late)

    def line(self, pk: int) -> Line:
        """Return the line of an action."""
        return next(line for line in self.lines if line.action.pk == pk)


def span_of(line: Line, ids: Mapping[int, int]) -> Span:
    """Return an action as it stands in time."""
    action = line.action
    return Span(
        id=action.pk,
        indicator=action.indicator,
        level=action.to_level,
        starts_on=action.starts_on,
        ends_on=action.ends_on,
        gain=line.gain,
        waits_for=tuple(ids[number] for number in line.waits_for),
        fixed=action.is_done,
    )


def current_action_plan(instansi_id: int) -> ActionPlan | None:
    """Return the action plan that was begun last among those that run. One query."""
    running = ActionPlan.objects.filter(instansi_id=instansi_id, ended_at__isnull=True)
    return running.select_related("plan__assessment").defer("plan__steps").order_by("-started_at").first()


def book_of(action_plan: ActionPlan, on: dt.date) -> Book:
    """Return the actions of a plan. Four queries, however many there are."""
    regulation = regulations.load(action_plan.plan.instrument)
    names = {item.number: item.short_name for item in regulation.indicators}
    held = Assignment.objects.filter(on_day(on)).select_related("person")
    posts = Position.objects.prefetch_related(Prefetch("assignments", held, to_attr="holders"))
    rows = list(
        Action.objects.filter(action_plan=action_plan)
        .select_related("unit")
        .prefetch_related(Prefetch("position", posts), "waits_for")
        .order_by("number")
    )
    by_id = {row.pk: row for row in rows}
    return Book(action_plan, regulation, tuple(_line(row, by_id, names, on) for row in rows), on)


def _line(row: Action, by_id: Mapping[int, Action], names: Mapping[str, str], on: dt.date) -> Line:
    holder = holding(row.position)
    waits = [by_id[link.requires_id] for link in row.waits_for.all()]
    return Line(
        action=row,
        name=names.get(row.indicator, row.indicator),
        holder=holder.person.name if holder else "",
        contact=holder.person.email if holder else "",
        waits_for=tuple(sorted(one.number for one in waits)),
        is_late=not row.is_done and row.ends_on <= on,
        is_near=not row.is_done and on < row.ends_on <= on + NEAR,
        blocked_by=tuple(sorted(one.number for one in waits if not one.is_done)),
    )


def holding(position: Position | None) -> Assignment | None:
    """Return who holds a post read with `holders`, definitif before others; None where nobody does."""
    held: list[Assignment] = getattr(position, "holders", []) if position else []
    return min(held, key=lambda one: (one.capacity != "definitif", one.pk), default=None)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a list of actions is narrowed to, and by what it is sorted."""

    unit_id: int | None = None
    state: str = ""
    late: bool = False
    sort: str = DEFAULT_SORT


def narrowed(lines: Iterable[Line], wanted: Wanted) -> list[Line]:
    """Return the lines that are wanted, sorted."""
    found = [
        line
        for line in lines
        if (wanted.unit_id is None or line.action.unit_id == wanted.unit_id)
        and (not wanted.state or line.action.state == wanted.state)
        and (not wanted.late or line.is_late)
    ]
    name = wanted.sort.removeprefix("-")
    key = name if name in SORTS else DEFAULT_SORT
    return sorted(found, key=lambda line: _key(line, key), reverse=wanted.sort.startswith("-"))


def _key(line: Line, name: str) -> tuple[object, ...]:
    action = line.action
    keys: dict[str, object] = {
        "nomor": action.number,
        "mulai": action.starts_on,
        "tenggat": action.ends_on,
        "opd": line.unit_name,
        "indikator": (int(action.indicator) if action.indicator.isdecimal() else 0, action.to_level),
        "keadaan": ORDER[action.state],
        "tambah": line.gain,
    }
    return (keys[name], action.number)


ORDER: dict[str, int] = {
    ActionState.BLOCKED: 0,
    ActionState.RUNNING: 1,
    ActionState.OPEN: 2,
    ActionState.DONE: 3,
}


def units_of(lines: Sequence[Line]) -> list[tuple[int, str]]:
    """Return the OPD that have actions, by name."""
    found = {line.action.unit_id: line.unit_name for line in lines if line.action.unit_id is not None}
    return sorted(found.items(), key=lambda pair: pair[1])
