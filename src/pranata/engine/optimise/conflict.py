"""A limit that collides with others, and what alone would be enough."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pranata.engine.gaps import Place
from pranata.engine.optimise.months import Month, Quarter


class Limit(StrEnum):
    """The kinds of limits that can collide."""

    TARGET = "target"
    BUDGET = "budget"
    DATE = "date"
    CAPACITY = "capacity"
    PREREQUISITES = "prerequisites"
    MARGIN = "margin"
    FORCED = "forced"
    FORBIDDEN = "forbidden"
    OPENINGS = "openings"


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """One limit of the collision; `owner` for a capacity, `places` for a prerequisite (step reached, needed),
    `steps` for those forced or forbidden, by the level they reach.

    What would be enough if every other limit stayed: `index` at most, `cost` at least, `by` at the earliest,
    `days` more by quarter at least, `margin` at most. None or empty where changing this one alone does not
    help, or the work allowed ended before.
    """

    limit: Limit
    owner: str | None = None
    places: tuple[tuple[Place, Place], ...] = ()
    index: Fraction | None = None
    cost: int | None = None
    by: Month | None = None
    days: tuple[tuple[Quarter, Fraction], ...] = ()
    margin: Fraction | None = None
    steps: tuple[Place, ...] = ()
