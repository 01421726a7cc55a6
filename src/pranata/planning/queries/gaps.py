"""What is between an assessment and each higher level: gain, cost, owner, what is lacking and what waits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from pranata.assessment.checklist import Requirement, requirements
from pranata.assessment.models import Cause, Finding, FindingVerdict
from pranata.engine.gaps import Place, Rise, rises
from pranata.engine.scoring import PredikatBand, judge, score
from pranata.planning.queries.basis import Basis
from pranata.planning.queries.plan_page import in_millions
from pranata.planning.queries.steps import requirements_of
from pranata.planning.question import Offered, place_text

FULFILLED = (FindingVerdict.MET, FindingVerdict.NOT_APPLICABLE)


@dataclass(frozen=True, kw_only=True)
class Lack:
    """One requirement that is not shown to be met; `cause` is empty where nobody looked or said why."""

    requirement: Requirement
    cause: str
    was_judged: bool

    @property
    def cause_name(self) -> str:
        """The cause in words."""
        return str(Cause(self.cause).label) if self.cause else ""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One step up, with everything between. `waited_by` are steps that cannot begin before it."""

    rise: Rise
    name: str
    aspect: str
    aspect_number: str
    offered: Offered | None
    lacks: tuple[Lack, ...]
    waited_by: int
    is_next: bool

    @property
    def place(self) -> str:
        """What it reaches, as 11:3."""
        return place_text((self.rise.indicator, self.rise.to_level))

    @property
    def needs(self) -> tuple[str, ...]:
        """What other indicators must hold before it."""
        return tuple(place_text(place) for place in self.rise.needs)

    @property
    def causes(self) -> tuple[tuple[str, int], ...]:
        """Why requirements are not met, the most frequent first, in words."""
        found = Counter(lack.cause for lack in self.lacks if lack.cause)
        return tuple((str(Cause(code).label), count) for code, count in found.most_common())

    @property
    def unjudged(self) -> int:
        """How many of its requirements nobody judged."""
        return sum(not lack.was_judged for lack in self.lacks)

    @property
    def owner(self) -> str:
        """Who would do it; empty where no step is offered."""
        return self.offered.step.owner if self.offered else ""

    @property
    def cost(self) -> int:
        """What it costs, in rupiah."""
        return self.offered.step.cost if self.offered else 0

    @property
    def millions(self) -> str:
        """Its cost in millions of rupiah."""
        return in_millions(self.cost)

    @property
    def effort(self) -> Fraction:
        """Its person-days."""
        return self.offered.step.effort if self.offered else Fraction(0)

    @property
    def is_assumed(self) -> bool:
        """Whether cost and effort are assumed."""
        return self.offered is not None and self.offered.certainty == "assumption"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Open steps of one owner in one aspect; `shade` is 0 to 3 by what they add together."""

    steps: int
    gain: Fraction
    shade: int


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What a predikat asks: how far it is, and how many steps it takes at the very least."""

    band: PredikatBand
    distance: Fraction
    fewest: int | None

    @property
    def is_held(self) -> bool:
        """Whether it is reached today."""
        return self.distance <= 0


@dataclass(frozen=True, kw_only=True)
class Rung:
    """What a level asks across all indicators."""

    level: int
    indicators: int
    requirements: int
    gain: Fraction


class Gaps:
    """All steps above the levels of an assessment. One query, for what was found of the requirements."""

    def __init__(self, basis: Basis, offered: tuple[Offered, ...]) -> None:
        self.basis = basis
        self.instrument = basis.regulation.instrument
        self.offered: Mapping[Place, Offered] = {one.step.reaches: one for one in offered}

    @cached_property
    def index(self) -> Fraction:
        """The index of today."""
        return score(self.instrument, self.basis.levels).index

    @property
    def predikat(self) -> str:
        """The predikat of today."""
        return judge(self.instrument, self.index).applied

    @cached_property
    def all(self) -> tuple[Gap, ...]:
        """Every step above today, in the order of the instrument."""
        found = rises(self.instrument, self.basis.levels, requirements_of(tuple(self.offered.values())))
        waited = Counter(place for rise in found for place in rise.needs)
        aspects = {item.number: aspect for aspect in self.instrument.aspects for item in aspect.indicators}
        return tuple(
            Gap(
                rise=rise,
                name=self.basis.regulation.criteria(rise.indicator).short_name,
                aspect=aspects[rise.indicator].name,
                aspect_number=aspects[rise.indicator].number,
                offered=self.offered.get((rise.indicator, rise.to_level)),
                lacks=self._lacks(rise),
                waited_by=waited[rise.indicator, rise.to_level],
                is_next=rise.from_level == self.basis.levels[rise.indicator],
            )
            for rise in found
        )

    @property
    def next_ones(self) -> tuple[Gap, ...]:
        """The next step of each indicator."""
        return tuple(gap for gap in self.all if gap.is_next)

    @property
    def blocking(self) -> tuple[Gap, ...]:
        """The steps others wait for, the most awaited first."""
        return tuple(sorted((gap for gap in self.all if gap.waited_by), key=lambda gap: -gap.waited_by))

    @property
    def reaches(self) -> tuple[Reach, ...]:
        """What each predikat asks. The fewest steps leave prerequisites out, so it takes at least these."""
        gains = sorted((gap.rise.gain for gap in self.all), reverse=True)
        return tuple(
            Reach(
                band=band,
                distance=band.minimum - self.index,
                fewest=_fewest(band.minimum - self.index, gains),
            )
            for band in self.instrument.bands[1:]
        )

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """What each level asks of the indicators that are below it."""
        levels = sorted({gap.rise.to_level for gap in self.all})
        return tuple(self._rung(level) for level in levels)

    def heat(self) -> list[tuple[str, list[Cell | None]]]:
        """Return the next steps by owner and aspect, the owner with most to add first."""
        by_owner: dict[str, dict[str, list[Gap]]] = {}
        for gap in self.next_ones:
            by_owner.setdefault(gap.owner, {}).setdefault(gap.aspect_number, []).append(gap)
        most = max((_gain(gaps) for row in by_owner.values() for gaps in row.values()), default=Fraction(1))
        order = sorted(by_owner, key=lambda owner: (-sum(map(_gain, by_owner[owner].values())), owner))
        return [
            (
                owner,
                [
                    _cell(by_owner[owner][aspect.number], most) if aspect.number in by_owner[owner] else None
                    for aspect in self.instrument.aspects
                ],
            )
            for owner in order
        ]

    @cached_property
    def _found(self) -> dict[tuple[str, str], tuple[str, str]]:
        rows = Finding.objects.filter(answer__assessment=self.basis.assessment).exclude(verdict="")
        return {
            (indicator, requirement): (verdict, cause)
            for indicator, requirement, verdict, cause in rows.values_list(
                "answer__indicator", "requirement", "verdict", "cause"
            )
        }

    def _lacks(self, rise: Rise) -> tuple[Lack, ...]:
        asked = requirements(self.instrument.id, rise.indicator)
        found = ((one, self._found.get((rise.indicator, one.key))) for one in asked)
        return tuple(
            Lack(requirement=one, cause=said[1] if said else "", was_judged=said is not None)
            for one, said in found
            if one.level == rise.to_level and (said is None or said[0] not in FULFILLED)
        )

    def _rung(self, level: int) -> Rung:
        gaps = [gap for gap in self.all if gap.rise.to_level == level]
        return Rung(
            level=level,
            indicators=len(gaps),
            requirements=sum(len(gap.lacks) for gap in gaps),
            gain=_gain(gaps),
        )


def _gain(gaps: Sequence[Gap]) -> Fraction:
    return sum((gap.rise.gain for gap in gaps), Fraction(0))


def _cell(gaps: Sequence[Gap], most: Fraction) -> Cell:
    gain = _gain(gaps)
    return Cell(steps=len(gaps), gain=gain, shade=min(3, int(3 * gain / most) + (gain < most)))


def _fewest(distance: Fraction, gains: Sequence[Fraction]) -> int | None:
    reached = Fraction(0)
    for count, gain in enumerate(gains, start=1):
        reached += gain
        if reached >= distance:
            return count
    return None
