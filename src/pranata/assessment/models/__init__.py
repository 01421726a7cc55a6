from pranata.assessment.models.answer import Answer, AnswerChange
from pranata.assessment.models.assessment import Assessment, AssessmentState
from pranata.assessment.models.published_result import PublishedResult, ResultOrigin

__all__ = ["Answer", "AnswerChange", "Assessment", "AssessmentState", "PublishedResult", "ResultOrigin"]
