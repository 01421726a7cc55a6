"""What is kept about documents, one concept a file."""

from pranata.records.models.check import BlobCheck, CheckResult
from pranata.records.models.disposal import (
    DisposalItem,
    DisposalPath,
    DisposalProposal,
    DisposalStep,
    ItemState,
    ProposalState,
    StepKind,
)
from pranata.records.models.document import Document, Version
from pranata.records.models.erasure import ErasureItem, ErasureOutcome, ErasureRequest, ErasureTerm
from pranata.records.models.evidence import Evidence, EvidencePart
from pranata.records.models.retention import (
    Certainty,
    Fate,
    Hold,
    RetentionRule,
    RetentionSchedule,
    TriggerEvent,
)
from pranata.records.models.schedule_file import ScheduleFile, ScheduleFileState
from pranata.records.models.text import PagePicture, TextState, VersionText
from pranata.records.models.upload import Upload

__all__ = [
    "BlobCheck",
    "Certainty",
    "CheckResult",
    "DisposalItem",
    "DisposalPath",
    "DisposalProposal",
    "DisposalStep",
    "Document",
    "ErasureItem",
    "ErasureOutcome",
    "ErasureRequest",
    "ErasureTerm",
    "Evidence",
    "EvidencePart",
    "Fate",
    "Hold",
    "ItemState",
    "PagePicture",
    "ProposalState",
    "RetentionRule",
    "RetentionSchedule",
    "ScheduleFile",
    "ScheduleFileState",
    "StepKind",
    "TextState",
    "TriggerEvent",
    "Upload",
    "Version",
    "VersionText",
]
