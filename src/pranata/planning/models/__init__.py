from pranata.planning.models.action import (
    Action,
    ActionAct,
    ActionActKind,
    ActionDependency,
    ActionEvidence,
    ActionPlan,
    ActionState,
)
from pranata.planning.models.commitment import (
    Commitment,
    CommitmentSignature,
    DateProposal,
    ProposalState,
)
from pranata.planning.models.estimate import EstimateCertainty, EstimateChange, StepEstimate
from pranata.planning.models.owner_capacity import OwnerCapacity
from pranata.planning.models.plan import Plan, PlanState, Proven
from pranata.planning.models.plan_act import PlanAct, PlanActKind
from pranata.planning.models.plan_run import PlanRun, RunFailure, RunPart
from pranata.planning.models.plan_step import PlanStep

__all__ = [
    "Action",
    "ActionAct",
    "ActionActKind",
    "ActionDependency",
    "ActionEvidence",
    "ActionPlan",
    "ActionState",
    "Commitment",
    "CommitmentSignature",
    "DateProposal",
    "EstimateCertainty",
    "EstimateChange",
    "OwnerCapacity",
    "Plan",
    "PlanAct",
    "PlanActKind",
    "PlanRun",
    "PlanState",
    "PlanStep",
    "ProposalState",
    "Proven",
    "RunFailure",
    "RunPart",
    "StepEstimate",
]
