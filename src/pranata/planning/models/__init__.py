from pranata.planning.models.action import (
    Action,
    ActionAct,
    ActionActKind,
    ActionDependency,
    ActionEvidence,
    ActionPlan,
    ActionState,
)
from pranata.planning.models.budget_file import BudgetFile, BudgetFileState
from pranata.planning.models.budget_line import BudgetCheck, BudgetLine, CheckVerdict
from pranata.planning.models.commitment import (
    Commitment,
    CommitmentSignature,
    DateProposal,
    ProposalState,
)
from pranata.planning.models.estimate import EstimateCertainty, EstimateChange, StepEstimate
from pranata.planning.models.owner_capacity import CapacityChange, OwnerCapacity
from pranata.planning.models.plan import Plan, PlanState, Proven
from pranata.planning.models.plan_act import PlanAct, PlanActKind
from pranata.planning.models.plan_run import PlanRun, RunFailure, RunPart
from pranata.planning.models.plan_step import PlanStep
from pranata.planning.models.roadmap import Roadmap, RoadmapAct, RoadmapActKind, RoadmapState
from pranata.planning.models.roadmap_item import ItemKind, RoadmapItem, RoadmapYear
from pranata.planning.models.roadmap_review import ReviewKind, RoadmapReview

__all__ = [
    "Action",
    "ActionAct",
    "ActionActKind",
    "ActionDependency",
    "ActionEvidence",
    "ActionPlan",
    "ActionState",
    "BudgetCheck",
    "BudgetFile",
    "BudgetFileState",
    "BudgetLine",
    "CapacityChange",
    "CheckVerdict",
    "Commitment",
    "CommitmentSignature",
    "DateProposal",
    "EstimateCertainty",
    "EstimateChange",
    "ItemKind",
    "OwnerCapacity",
    "Plan",
    "PlanAct",
    "PlanActKind",
    "PlanRun",
    "PlanState",
    "PlanStep",
    "ProposalState",
    "Proven",
    "ReviewKind",
    "Roadmap",
    "RoadmapAct",
    "RoadmapActKind",
    "RoadmapItem",
    "RoadmapReview",
    "RoadmapState",
    "RoadmapYear",
    "RunFailure",
    "RunPart",
    "StepEstimate",
]
