"""What is asked: levels today, steps that can be taken, and limits; and what follows without any search."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import count
from math import lcm
from types import MappingProxyType

from pranata.engine.gaps import Place
from pranata.engine.optimise.months import Month, Quarter
from pranata.engine.optimise.steps import Step, waited_places
from pranata.engine.scoring import Instrument, score

Load = tuple[str, Quarter]


@dataclass(frozen=True)
class Limits:
    """What a plan must keep. None, or an owner and quarter that is not listed, limits nothing.

    `by` is the first month in which no step may run any more. `margin` is what the index must be above the
    target, so that assessors who doubt that much do no harm. Steps are named by the level they reach:
    `forced` ones are taken, `forbidden` ones are not.
    """

    target: Fraction | None = None
    budget: int | None = None
    by: Month | None = None
    capacity: Mapping[Load, Fraction] = field(default_factory=dict)
    margin: Fraction = Fraction(0)
    forced: frozenset[Place] = frozenset()
    forbidden: frozenset[Place] = frozenset()

    @property
    def wanted(self) -> Fraction | None:
        """The index a plan must reach: the target and the margin above it."""
        return None if self.target is None else self.target + self.margin


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything the calculation needs. `levels` are whole and complete, `start` the first month of work."""

    instrument: Instrument
    levels: Mapping[str, Fraction]
    steps: tuple[Step, ...]
    start: Month
    limits: Limits

    def within(self, **changed: object) -> "Problem":
        """Return the same question under other limits."""
        return replace(self, limits=replace(self.limits, **changed))  # type: ignore[arg-type]

    def without_prerequisites(self, dropped: frozenset[tuple[Place, Place]] | None = None) -> "Problem":
        """Return the question without these requirements (step reached, place required), or without any."""
        steps = tuple(
            replace(
                step,
                requires=tuple(
                    place
                    for place in step.requires
                    if dropped is not None and (step.reaches, place) not in dropped
                ),
            )
            for step in self.steps
        )
        return replace(self, steps=steps)

    def without_openings(self) -> "Problem":
        """Return the question with steps that may begin in any month."""
        return replace(self, steps=tuple(replace(step, opens=()) for step in self.steps))

    @cached_property
    def fixed(self) -> frozenset[Place]:
        """What must be in every plan: the steps asked for, and those that run already."""
        running = (step.reaches for step in self.steps if step.started is not None)
        wanted = frozenset((*self.limits.forced, *running)) - self.limits.forbidden
        return frozenset(place for place in wanted if not self.holds(place))

    def holds(self, place: Place) -> bool:
        """Say whether a level is held today."""
        return self.levels[place[0]] >= place[1]

    @cached_property
    def index(self) -> Fraction:
        """The index of today."""
        return score(self.instrument, self.levels).index

    @cached_property
    def open_steps(self) -> tuple[Step, ...]:
        """The steps that can be taken at all, each after all it waits for; what is held or forbidden is not
        among them.
        """
        left = [
            step
            for step in self.steps
            if not self.holds(step.reaches) and step.reaches not in self.limits.forbidden
        ]
        taken: list[Step] = []
        reached: set[Place] = set()
        while left:
            free = [
                step for step in left if all(self._given(place, reached) for place in waited_places(step))
            ]
            if not free:
                break
            taken += free
            reached.update(step.reaches for step in free)
            left = [step for step in left if step.reaches not in reached]
        return tuple(taken)

    def _given(self, place: Place, reached: set[Place]) -> bool:
        return self.holds(place) or place in reached

    @cached_property
    def before(self) -> tuple[tuple[int, ...], ...]:
        """Of each open step the positions of those that must end before it starts."""
        position = {step.reaches: number for number, step in enumerate(self.open_steps)}
        return tuple(
            tuple(sorted({position[place] for place in waited_places(step) if not self.holds(place)}))
            for step in self.open_steps
        )

    @cached_property
    def earliest(self) -> tuple[int, ...]:
        """Of each open step how many months after the start it can begin at the earliest.

        All it waits for must have ended, the calendar must let it begin, and it must fit into its owner's
        quarters when it has them to itself. What runs already runs on at once.
        """
        found: list[int] = []
        for number, waited in enumerate(self.before):
            if self.open_steps[number].started is not None:
                found.append(0)
                continue
            first = max((found[other] + self.open_steps[other].months for other in waited), default=0)
            found.append(next(month for month in count(first) if self.may_begin(number, month)))
        return tuple(found)

    def may_begin(self, number: int, begin: int) -> bool:
        """Say whether an open step may begin so many months after the start, as if it were the only one."""
        step = self.open_steps[number]
        if step.started is not None:
            return begin == 0
        return step.may_begin_in(self.start.after(begin)) and self.fits_alone(number, begin)

    def fits_alone(self, number: int, begin: int) -> bool:
        """Say whether an open step, begun so many months after the start, overloads no quarter by itself."""
        step = self.open_steps[number]
        month = self.start.after(begin)
        while month.ordinal < self.start.ordinal + begin + step.months:
            quarter = month.quarter
            most = self.limits.capacity.get((step.owner, quarter))
            inside = self.months_within(begin, step.months, quarter)
            if most is not None and step.effort * inside > most * step.months:
                return False
            month = quarter.end
        return True

    @cached_property
    def longest_way(self) -> int:
        """How many months the longest chain of steps takes, waiting for its openings included."""
        ends: list[int] = []
        for step, waited in zip(self.open_steps, self.before, strict=True):
            ends.append(max((ends[other] for other in waited), default=0) + step.longest_wait + step.months)
        return max(ends, default=0)

    @cached_property
    def horizon(self) -> int:
        """How many months are looked at: to the date asked for, or as many as any choice of steps can need.

        After the last quarter with a capacity nothing limits work, so whatever is chosen fits behind it, and
        a later date asked for changes nothing.
        """
        ends = [quarter.end.ordinal - self.start.ordinal for _, quarter in self.limits.capacity]
        needed = max([0, *ends]) + self.longest_way
        if self.limits.by is None:
            return needed
        return min(needed, max(0, self.limits.by.ordinal - self.start.ordinal))

    @cached_property
    def denominator(self) -> int:
        """What gains are multiplied with so that all of them are whole."""
        return lcm(*(item.weight.denominator for item in self.instrument.indicators))

    @cached_property
    def gains(self) -> tuple[int, ...]:
        """Of each open step what it adds to the weighted sum, over `denominator`."""
        weights = self.instrument.by_number
        return tuple(int(weights[step.indicator].weight * self.denominator) for step in self.open_steps)

    def gain_needed(self, target: Fraction) -> int:
        """Return the least sum of `gains` that brings the index to the target."""
        missing = (target - self.index) * self.instrument.weight * self.denominator
        return -(-missing.numerator // missing.denominator)

    def index_with(self, gain: int) -> Fraction:
        """Return the index that a sum of `gains` brings."""
        return self.index + Fraction(gain, self.denominator) / self.instrument.weight

    @cached_property
    def reachable(self) -> Fraction:
        """The index when every open step is taken, whatever it costs and however long it takes."""
        return self.index_with(sum(self.gains))

    @cached_property
    def units(self) -> Mapping[str, int]:
        """Of each owner what person-days are multiplied with so that each month's share is whole."""
        shares: dict[str, list[int]] = {}
        for step in self.open_steps:
            shares.setdefault(step.owner, []).append((step.effort / step.months).denominator)
        for (owner, _), days in self.limits.capacity.items():
            shares.setdefault(owner, []).append(days.denominator)
        return MappingProxyType({owner: lcm(*found) for owner, found in shares.items()})

    def quarters(self) -> tuple[Quarter, ...]:
        """Return the quarters of the horizon, in order."""
        first, last = self.start.quarter.ordinal, self.start.after(max(self.horizon - 1, 0)).quarter.ordinal
        return tuple(Quarter(ordinal) for ordinal in range(first, last + 1))

    def months_within(self, begin: int, months: int, quarter: Quarter) -> int:
        """Return how many months of a step that begins so many months after the start lie in a quarter."""
        first = max(self.start.ordinal + begin, quarter.first.ordinal)
        return max(0, min(self.start.ordinal + begin + months, quarter.end.ordinal) - first)
