"""Dates of actions that wait for each other: what moves along, and the index on a day. Pure arithmetic."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction


@dataclass(frozen=True, kw_only=True)
class Span:
    """One action in time; `ends_on` is the first day after it. What is fixed does not follow others."""

    id: int
    indicator: str
    level: int
    starts_on: dt.date
    ends_on: dt.date
    gain: Fraction
    waits_for: tuple[int, ...] = ()
    fixed: bool = False

    @property
    def due_on(self) -> dt.date:
        """The last day of it."""
        return self.ends_on - dt.timedelta(days=1)

    def at(self, starts_on: dt.date, ends_on: dt.date) -> "Span":
        """Return the same action in another time."""
        return replace(self, starts_on=starts_on, ends_on=ends_on)


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later; the last of a month that is too short."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))


def months_between(start: dt.date, end: dt.date) -> int:
    """Return how many months a span takes, a begun one as a whole, at least one."""
    whole = (end.year - start.year) * 12 + end.month - start.month
    return max(1, whole + (end.day > start.day))


def following(spans: Iterable[Span]) -> dict[int, Span]:
    """Return every action no earlier than what it waits for, with its length kept; nothing moves forward.

    A circle among the actions is left as it is: whoever writes one is refused before.
    """
    by_id = {span.id: span for span in spans}
    found: dict[int, Span] = {}
    for pk in _in_order(by_id):
        span = by_id[pk]
        earliest = max((found[one].ends_on for one in span.waits_for if one in found), default=span.starts_on)
        if earliest > span.starts_on and not span.fixed:
            length = months_between(span.starts_on, span.ends_on)
            span = span.at(earliest, months_later(earliest, length))
        found[pk] = span
    return found


def has_circle(waits: Mapping[int, Sequence[int]]) -> bool:
    """Whether an action would wait for itself, however far around."""
    left = {pk: set(others) & waits.keys() for pk, others in waits.items()}
    while free := [pk for pk, others in left.items() if not others]:
        for pk in free:
            del left[pk]
        left = {pk: others.difference(free) for pk, others in left.items()}
    return bool(left)


def index_on(day: dt.date, base: Fraction, spans: Iterable[Span]) -> Fraction:
    """Return the index once all that has ended by a day counts: a level only on top of those below it."""
    chains: dict[str, list[Span]] = {}
    for span in spans:
        chains.setdefault(span.indicator, []).append(span)
    total = base
    for chain in chains.values():
        for span in sorted(chain, key=lambda one: one.level):
            if span.ends_on > day:
                break
            total += span.gain
    return total


def _in_order(spans: Mapping[int, Span]) -> list[int]:
    order: list[int] = []
    seen: set[int] = set()

    def visit(pk: int) -> None:
        if pk in seen or pk not in spans:
            return
        seen.add(pk)
        for other in spans[pk].waits_for:
            visit(other)
        order.append(pk)

    for pk in sorted(spans):
        visit(pk)
    return order
