"""The checklist of an indicator: the requirements of the law by place, as the engine climbs them.

Only what the regulation itself asks counts. Additions of a guideline mix conditions with hints and
alternatives, so they are shown beside the level and not judged (ADR 20). The lowest level of an instrument
is given without condition; its text is shown and not asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pranata.assessment import regulations
from pranata.engine.checklist import Climb, Ladder, Rung, Verdict, climb


@dataclass(frozen=True)
class Requirement:
    """One requirement: `key` is "3.2" for the second of level 3."""

    key: str
    level: int
    text: str


@lru_cache(maxsize=256)
def requirements(instrument: str, indicator: str) -> tuple[Requirement, ...]:
    """Return what is asked of an indicator, from the lowest level up; nothing of one there is not."""
    regulation = regulations.load(instrument)
    if indicator not in {item.number for item in regulation.indicators}:
        return ()
    criteria = regulation.criteria(indicator)
    lowest = int(regulation.instrument.score.minimum)
    return tuple(
        Requirement(f"{level}.{place}", level, text)
        for level, asked in sorted(criteria.levels.items())
        if level > lowest
        for place, text in enumerate(asked.requirements, 1)
    )


@lru_cache(maxsize=256)
def ladder(instrument: str, indicator: str) -> Ladder:
    """Return the levels of an indicator with what each asks."""
    score = regulations.load(instrument).instrument.score
    asked = requirements(instrument, indicator)
    lowest, highest = int(score.minimum), int(score.maximum)
    rungs = tuple(
        Rung(level, tuple(one.key for one in asked if one.level == level))
        for level in range(lowest, highest + 1)
    )
    return Ladder(lowest, rungs)


def climbed(instrument: str, indicator: str, verdicts: Mapping[str, str]) -> Climb:
    """Return how far the verdicts reach; an empty verdict is none."""
    found = {key: Verdict(verdict) for key, verdict in verdicts.items() if verdict}
    return climb(ladder(instrument, indicator), found)


def sets_the_level(instrument: str) -> bool:
    """Whether a level follows from the checklist: only where levels are whole."""
    return regulations.load(instrument).instrument.score.step == 1


def parsed(pairs: Iterable[str]) -> dict[str, str]:
    """Read "3.2:met" pairs, as the query of an answer brings them, into verdicts by requirement."""
    return dict(pair.split(":", 1) for pair in pairs)
