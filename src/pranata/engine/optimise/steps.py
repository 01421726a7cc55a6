"""A step of a plan, and whether steps wait for each other in a circle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from pranata.engine.gaps import Place
from pranata.engine.optimise.months import MONTHS_IN_A_YEAR, Month


@dataclass(frozen=True, slots=True)
class Step:
    """One indicator up one level: whole rupiah, person-days, whole months, who does it, and what must be
    held.

    `effort` is spread evenly over the months; `requires` names indicators and levels held before it starts.
    `opens` names the months of the year (1 to 12) in which it may begin, any month where it names none.
    `started` is the month in which the work began, if it runs already: cost, effort and months are then what
    is left of it, it runs on from the first month of the plan and waits for nothing.
    """

    indicator: str
    from_level: int
    to_level: int
    cost: int
    effort: Fraction
    months: int
    owner: str
    requires: tuple[Place, ...] = ()
    opens: tuple[int, ...] = ()
    started: Month | None = None

    @property
    def reaches(self) -> Place:
        """The level it reaches."""
        return self.indicator, self.to_level

    @property
    def waits_for(self) -> tuple[Place, ...]:
        """Everything that must be held before it starts, its own lower level first."""
        return () if self.started is not None else ((self.indicator, self.from_level), *self.requires)

    def may_begin_in(self, month: Month) -> bool:
        """Say whether the calendar lets it begin in this month."""
        return not self.opens or month.of_the_year in self.opens

    @property
    def longest_wait(self) -> int:
        """How many months it can have to wait for a month in which it may begin."""
        if not self.opens:
            return 0
        opens = sorted(set(self.opens))
        return max(b - a for a, b in pairwise([*opens, opens[0] + MONTHS_IN_A_YEAR])) - 1


def circle(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return steps that wait for each other in a circle, each for the next one; empty if there are none."""
    by_place = {step.reaches: step for step in steps}
    done: set[Place] = set()
    for step in by_place.values():
        if found := _circle_from(step, by_place, done):
            return found
    return ()


def _circle_from(first: Step, by_place: Mapping[Place, Step], done: set[Place]) -> tuple[Step, ...]:
    """Walk down from one step without recursion, since a chain may be as long as the file."""
    path: list[Step] = []
    on_path: dict[Place, int] = {}
    waiting = [(first, 0)]
    while waiting:
        step, depth = waiting.pop()
        while len(path) > depth:
            left = path.pop()
            del on_path[left.reaches]
            done.add(left.reaches)
        if step.reaches in on_path:
            return tuple(path[on_path[step.reaches] :])
        if step.reaches in done:
            continue
        on_path[step.reaches] = len(path)
        path.append(step)
        below = [by_place[place] for place in waited_places(step) if place in by_place]
        waiting += [(other, len(path)) for other in reversed(below)]
    done.update(on_path)
    return ()


def waited_places(step: Step) -> tuple[Place, ...]:
    """Return the places whose steps must end before this one starts.

    A requirement of its own indicator at or below the level it starts from is the chain itself, and is left
    out; a step that runs already waits for nothing.
    """
    if step.started is not None:
        return ()
    own = [
        place for place in step.requires if not (place[0] == step.indicator and place[1] <= step.from_level)
    ]
    return ((step.indicator, step.from_level), *own)
