"""The cheapest cost of each index: for which targets it is computed, and what is known between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from pranata.assessment.wording import decimal_text
from pranata.engine.scoring import Instrument, score
from pranata.planning.models import Plan
from pranata.planning.question import Question

POINTS = 24
STEPS = (Fraction(1, 20), Fraction(1, 10), Fraction(1, 5), Fraction(1, 4), Fraction(1, 2))


@dataclass(frozen=True, kw_only=True)
class CurvePoint:
    """The cheapest way to a target, as it was computed. `bound` is what it cannot cost less than."""

    target: Fraction
    index: Fraction
    cost: int
    bound: int
    steps: int

    @property
    def written(self) -> str:
        """The target exactly, as somebody would type it."""
        return decimal_text(self.target)

    @property
    def is_proven(self) -> bool:
        """Whether nothing cheaper exists."""
        return self.cost == self.bound


@dataclass(frozen=True, kw_only=True)
class Between:
    """What is known of a target that was not computed itself: it costs from `least` to `most`."""

    least: int
    most: int
    at: CurvePoint

    @property
    def gap(self) -> Fraction:
        """How far both are apart, as a share of the higher one."""
        return Fraction(self.most - self.least, self.most) if self.most else Fraction(0)


def curve_targets(
    instrument: Instrument, levels: Mapping[str, Fraction], question: Question
) -> tuple[Fraction, ...]:
    """Return at most two dozen round targets from today's index to the second predikat above the target."""
    today = score(instrument, levels).index
    aim = question.target if question.target is not None else today
    above = [band.minimum for band in instrument.bands if band.minimum > aim]
    top = min(sorted(above)[:2][-1] if above else instrument.score.maximum, instrument.score.maximum)
    for step in STEPS:
        first = ceil(today / step) if today % step else today / step + 1
        count = int((top - first * step) / step) + 1
        if count <= POINTS:
            break
    round_ones = {first * step + number * step for number in range(count)}
    asked = set() if question.target is None else {question.target, question.target + question.margin}
    return tuple(sorted(round_ones | asked))


def points_of(plan: Plan) -> tuple[CurvePoint, ...]:
    """Return the curve of a plan with the plan itself on it, by target."""
    rows = plan.frontier["frontier"] if plan.frontier else []
    found = {
        Fraction(row["target"]): CurvePoint(
            target=Fraction(row["target"]),
            index=Fraction(row["index_exact"]),
            cost=row["cost"],
            bound=row["bound"],
            steps=row["steps"],
        )
        for row in rows
    }
    own = _own(plan)
    if own is not None:
        found[own.target] = own
    return tuple(found[target] for target in sorted(found))


def between(points: tuple[CurvePoint, ...], target: Fraction) -> Between | None:
    """Return what the points say of a target: the cheapest one that reaches it, and what none below beats.

    None above the highest point. Nothing is interpolated.
    """
    reaching = [point for point in points if point.index >= target]
    if not reaching:
        return None
    best = min(reaching, key=lambda point: (point.cost, point.target))
    # Whoever must reach more than a lower target pays at least what that one costs.
    least = max((point.bound for point in points if point.target <= target), default=0)
    return Between(least=min(least, best.cost), most=best.cost, at=best)


def best_within(points: tuple[CurvePoint, ...], budget: int) -> CurvePoint | None:
    """Return the highest point that a budget pays for."""
    paid = [point for point in points if point.cost <= budget]
    return max(paid, key=lambda point: point.index, default=None)


def _own(plan: Plan) -> CurvePoint | None:
    answer = plan.answer
    if answer is None or not answer["steps"] or answer["bound"] is None:
        return None
    asked = answer["limits"]["target"]
    index = Fraction(answer["index_exact"])
    return CurvePoint(
        target=index if asked is None else Fraction(asked),
        index=index,
        cost=answer["cost"],
        bound=answer["bound"],
        steps=len(answer["steps"]),
    )
