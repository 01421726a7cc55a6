from pranata.assessment.models.answer import Answer, AnswerChange, ChangeKind
from pranata.assessment.models.assessment import Assessment, AssessmentState
from pranata.assessment.models.published_result import PublishedResult, ResultOrigin
from pranata.assessment.models.responsibility import Part, Responsibility
from pranata.assessment.models.step import AssessmentStep, StepKind

__all__ = [
    "Answer",
    "AnswerChange",
    "Assessment",
    "AssessmentState",
    "AssessmentStep",
    "ChangeKind",
    "Part",
    "PublishedResult",
    "Responsibility",
    "ResultOrigin",
    "StepKind",
]
