from pranata.planning.models.estimate import EstimateCertainty, EstimateChange, StepEstimate
from pranata.planning.models.owner_capacity import OwnerCapacity
from pranata.planning.models.plan import Plan, PlanState, Proven
from pranata.planning.models.plan_act import PlanAct, PlanActKind
from pranata.planning.models.plan_run import PlanRun, RunFailure, RunPart
from pranata.planning.models.plan_step import PlanStep

__all__ = [
    "EstimateCertainty",
    "EstimateChange",
    "OwnerCapacity",
    "Plan",
    "PlanAct",
    "PlanActKind",
    "PlanRun",
    "PlanState",
    "PlanStep",
    "Proven",
    "RunFailure",
    "RunPart",
    "StepEstimate",
]
