from pranata.assessment.models.answer import Answer, AnswerChange, ChangeKind, LevelBasis, SinceLast
from pranata.assessment.models.assessment import Assessment, AssessmentState
from pranata.assessment.models.finding import (
    Cause,
    Finding,
    FindingChange,
    FindingEvidence,
    FindingVerdict,
)
from pranata.assessment.models.published_result import PublishedResult, ResultOrigin
from pranata.assessment.models.responsibility import Part, Responsibility
from pranata.assessment.models.step import AssessmentStep, StepKind

__all__ = [
    "Answer",
    "AnswerChange",
    "Assessment",
    "AssessmentState",
    "AssessmentStep",
    "Cause",
    "ChangeKind",
    "Finding",
    "FindingChange",
    "FindingEvidence",
    "FindingVerdict",
    "LevelBasis",
    "Part",
    "PublishedResult",
    "Responsibility",
    "ResultOrigin",
    "SinceLast",
    "StepKind",
]
