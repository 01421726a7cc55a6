"""A plan as a document for machines: the same question gives the same bytes."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pranata.engine.optimise import Conflict, Month, Place, Placed, Plan, Point, Problem, Proof
from pranata.engine.optimise.worth import Marginal, Worth
from pranata.engine.scoring import display


def plan_document(plan: Plan, found: tuple[Conflict, ...] = ()) -> dict[str, Any]:
    """Return the document of `pranata plan --json`; fractions are texts, so that no reader rounds them."""
    problem = plan.problem
    limits = problem.limits
    return {
        "status": plan.status.value,
        "index": display(plan.index, problem.instrument.decimals),
        "index_exact": str(plan.index),
        "cost": plan.cost,
        "bound": int(plan.proofs["cost"].bound) if "cost" in plan.proofs else None,
        "steps": [_step(placed) for placed in plan.steps],
        "conflicts": [_conflict(conflict) for conflict in found],
        "instrument": problem.instrument.id,
        "digest": problem.instrument.digest,
        "today": {
            "index": display(problem.index, problem.instrument.decimals),
            "index_exact": str(problem.index),
        },
        "limits": {
            "target": None if limits.target is None else str(limits.target),
            "budget": limits.budget,
            "start": str(problem.start),
            "by": None if limits.by is None else _last_day(limits.by),
            "margin": str(limits.margin),
            "forced": [_place(place) for place in sorted(limits.forced)],
            "forbidden": [_place(place) for place in sorted(limits.forbidden)],
        },
        "end": str(plan.end),
        "peak_load": _number(plan.peak),
        "objectives": _objectives(plan.proofs),
    }


def marginal_document(found: Marginal) -> dict[str, Any]:
    """Return what one unit more of each limit is worth, each as the difference of two answers."""
    following = found.next_index
    return {
        "person_days": _number(found.person_days),
        "limits": [_worth(worth) for worth in found.worths],
        "next_index": following
        and {
            "index_exact": str(following.index),
            "cost": int(following.cost.value),
            "bound": int(following.cost.bound),
            "proven": following.cost.proven,
            "more": following.more,
        },
    }


def _worth(worth: Worth) -> dict[str, Any]:
    document: dict[str, Any] = {"limit": worth.limit.value, "more": _number(worth.more)}
    if worth.owner is not None:
        document["owner"] = worth.owner
    return document | {
        "objective": worth.objective,
        "before": _number(worth.before.value),
        "after": _number(worth.after.value),
        "gain": _number(worth.gain),
        "gain_at_most": _number(worth.gain_at_most),
        "proven": worth.proven,
    }


def frontier_document(problem: Problem, points: tuple[Point, ...]) -> dict[str, Any]:
    """Return the document of `pranata plan --frontier --json`."""
    decimals = problem.instrument.decimals
    return {
        "instrument": problem.instrument.id,
        "digest": problem.instrument.digest,
        "today": {"index": display(problem.index, decimals), "index_exact": str(problem.index)},
        "frontier": [
            {
                "target": str(point.target),
                "index": display(point.index, decimals),
                "index_exact": str(point.index),
                "cost": int(point.cost.value),
                "bound": int(point.cost.bound),
                "proven": point.cost.proven,
                "steps": point.steps,
            }
            for point in points
        ],
    }


def _objectives(proofs: Mapping[str, Proof]) -> list[dict[str, Any]]:
    return [
        {"name": name, "value": _number(proof.value), "bound": _number(proof.bound), "proven": proof.proven}
        for name, proof in proofs.items()
    ]


def _step(placed: Placed) -> dict[str, Any]:
    step = placed.step
    running = {} if step.started is None else {"started": str(step.started)}
    return running | {
        "indicator": step.indicator,
        "from": step.from_level,
        "to": step.to_level,
        "start": str(placed.start),
        "end": str(placed.end),
        "cost": step.cost,
        "effort": _days(step.effort),
        "owner": step.owner,
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    document: dict[str, Any] = {"limit": conflict.limit.value}
    if conflict.owner is not None:
        document["owner"] = conflict.owner
        document["more_person_days"] = {str(quarter): _number(days) for quarter, days in conflict.days}
    if conflict.places:
        document["prerequisites"] = [
            {"step": f"{step[0]}:{step[1]}", "requires": f"{place[0]}:{place[1]}"}
            for step, place in conflict.places
        ]
    if conflict.steps:
        document["steps"] = [_place(place) for place in conflict.steps]
    if conflict.margin is not None:
        document["enough"] = str(conflict.margin)
    if conflict.index is not None:
        document["enough"] = str(conflict.index)
    if conflict.cost is not None:
        document["enough"] = conflict.cost
    if conflict.by is not None:
        document["enough"] = _last_day(conflict.by)
    return document


def _place(place: Place) -> str:
    return f"{place[0]}:{place[1]}"


def _days(value: Fraction) -> int | float:
    # Read with at most three decimals, so its shortest decimal is exactly what was written.
    return value.numerator if value.denominator == 1 else float(value)


def _last_day(after: Month) -> str:
    first = dt.date(after.ordinal // 12, after.ordinal % 12 + 1, 1)
    return (first - dt.timedelta(days=1)).isoformat()


def _number(value: Fraction) -> int | str:
    """Return a whole number as one, anything else as an exact fraction."""
    return value.numerator if value.denominator == 1 else str(value)
