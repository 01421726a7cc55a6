"""Climbing a ladder of levels: each level asks for its own requirements and all of those below.

docs/algorithms/cumulative_checklist_v1.md explains it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """What was found of one requirement. Silence (no verdict) is not a verdict."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


FULFILLED = frozenset({Verdict.MET, Verdict.NOT_APPLICABLE})


class LadderBroken(ValueError):
    """The levels do not rise from the floor, or something is asked twice."""


@dataclass(frozen=True)
class Rung:
    """One level and the keys of what it asks beyond all lower ones; nothing asked is fulfilled by itself."""

    level: int
    asks: tuple[str, ...]


@dataclass(frozen=True)
class Ladder:
    """The levels from the lowest up. `floor` is the level given whatever is found."""

    floor: int
    rungs: tuple[Rung, ...]

    def __post_init__(self) -> None:
        """Refuse levels that do not rise, and a key asked twice, with LadderBroken."""
        levels = [rung.level for rung in self.rungs]
        if levels != sorted(set(levels)) or (levels and levels[0] < self.floor):
            raise LadderBroken(levels)
        if len(self.keys) != len(set(self.keys)):
            raise LadderBroken(self.keys)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every requirement, from the lowest level up."""
        return tuple(key for rung in self.rungs for key in rung.asks)


@dataclass(frozen=True)
class Climb:
    """How far a checklist reaches.

    `held_at` is the lowest level that is not fulfilled, None at the top; `unmet` and `silent` are what of it
    was found unmet and what nobody has judged yet. `wasted` are requirements of higher levels that are met
    and count only once `held_at` is.
    """

    level: int
    held_at: int | None
    unmet: tuple[str, ...]
    silent: tuple[str, ...]
    wasted: tuple[str, ...]

    @property
    def is_decided(self) -> bool:
        """Whether nothing that nobody has judged yet could raise the level."""
        return self.held_at is None or bool(self.unmet)


def climb(ladder: Ladder, verdicts: Mapping[str, Verdict]) -> Climb:
    """Return the level the verdicts reach and what holds it there. Verdicts on other keys count for nothing.

    A level is reached when everything it asks and everything below it is met or does not apply.
    """
    level = ladder.floor
    for place, rung in enumerate(ladder.rungs):
        lacking = [key for key in rung.asks if verdicts.get(key) not in FULFILLED]
        if lacking:
            return Climb(
                level=level,
                held_at=rung.level,
                unmet=tuple(key for key in lacking if key in verdicts),
                silent=tuple(key for key in lacking if key not in verdicts),
                wasted=_met_above(ladder, place, verdicts),
            )
        level = rung.level
    return Climb(level=level, held_at=None, unmet=(), silent=(), wasted=())


def _met_above(ladder: Ladder, place: int, verdicts: Mapping[str, Verdict]) -> tuple[str, ...]:
    above = (key for rung in ladder.rungs[place + 1 :] for key in rung.asks)
    return tuple(key for key in above if verdicts.get(key) is Verdict.MET)
