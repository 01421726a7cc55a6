"""The cheapest way up: whole months, whole rupiah, exact index, and a proof that nothing cheaper exists.

`docs/algorithms/optimal_plan_v1.md` explains the model with a worked table that is a test. This package
states the question and the answer; `pranata.engine.optimise.solving` searches, and is imported only where a
plan is asked for, since the solver takes a second and a hundred megabytes.
"""

from pranata.engine.gaps import Place
from pranata.engine.optimise.conflict import Conflict, Limit
from pranata.engine.optimise.months import Month, Quarter
from pranata.engine.optimise.plan import Placed, Plan, Point, Proof, Status, broken_rules, loads_of
from pranata.engine.optimise.problem import Limits, Problem
from pranata.engine.optimise.steps import Step, circle, waited_places

__all__ = [
    "Conflict",
    "Limit",
    "Limits",
    "Month",
    "Place",
    "Placed",
    "Plan",
    "Point",
    "Problem",
    "Proof",
    "Quarter",
    "Status",
    "Step",
    "broken_rules",
    "circle",
    "loads_of",
    "waited_places",
]
