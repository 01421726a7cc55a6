from pranata.assessment.models.answer import Answer, AnswerChange, ChangeKind, LevelBasis, SinceLast
from pranata.assessment.models.assessment import Assessment, AssessmentState
from pranata.assessment.models.assessor import AssessorPart, AssessorTask, ConflictDeclaration
from pranata.assessment.models.campaign import (
    Campaign,
    CampaignRun,
    CampaignStage,
    CampaignState,
    Participation,
    ParticipationProgress,
    StageExtension,
)
from pranata.assessment.models.carried import CarriedEvidence
from pranata.assessment.models.conclusion import AspectConclusion, AspectConclusionChange
from pranata.assessment.models.filled_file import FilledFile, FilledState
from pranata.assessment.models.finding import (
    Cause,
    Finding,
    FindingChange,
    FindingEvidence,
    FindingVerdict,
)
from pranata.assessment.models.judgement import (
    Judgement,
    JudgementBasis,
    JudgementChange,
    JudgementMessage,
    JudgementReview,
    MessageKind,
    ReviewVerdict,
)
from pranata.assessment.models.minutes import Minutes, MinutesPart, MinutesSignature
from pranata.assessment.models.published_result import PublishedResult, ResultOrigin
from pranata.assessment.models.report_template import ReportTemplate
from pranata.assessment.models.responsibility import Part, Responsibility
from pranata.assessment.models.sharing import SharedLevels, SharedPractice
from pranata.assessment.models.stage import ALONE, EXTERNAL, ORDER, Stage, StageResult
from pranata.assessment.models.step import AssessmentStep, StepKind

__all__ = [
    "ALONE",
    "EXTERNAL",
    "ORDER",
    "Answer",
    "AnswerChange",
    "AspectConclusion",
    "AspectConclusionChange",
    "Assessment",
    "AssessmentState",
    "AssessmentStep",
    "AssessorPart",
    "AssessorTask",
    "Campaign",
    "CampaignRun",
    "CampaignStage",
    "CampaignState",
    "CarriedEvidence",
    "Cause",
    "ChangeKind",
    "ConflictDeclaration",
    "FilledFile",
    "FilledState",
    "Finding",
    "FindingChange",
    "FindingEvidence",
    "FindingVerdict",
    "Judgement",
    "JudgementBasis",
    "JudgementChange",
    "JudgementMessage",
    "JudgementReview",
    "LevelBasis",
    "MessageKind",
    "Minutes",
    "MinutesPart",
    "MinutesSignature",
    "Part",
    "Participation",
    "ParticipationProgress",
    "PublishedResult",
    "ReportTemplate",
    "Responsibility",
    "ResultOrigin",
    "ReviewVerdict",
    "SharedLevels",
    "SharedPractice",
    "SinceLast",
    "Stage",
    "StageExtension",
    "StageResult",
    "StepKind",
]
