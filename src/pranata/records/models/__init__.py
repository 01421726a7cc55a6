"""What is kept about documents, one concept a file."""

from pranata.records.models.check import BlobCheck, CheckResult
from pranata.records.models.document import Document, Version
from pranata.records.models.evidence import Evidence, EvidencePart
from pranata.records.models.text import TextState, VersionText
from pranata.records.models.upload import Upload

__all__ = [
    "BlobCheck",
    "CheckResult",
    "Document",
    "Evidence",
    "EvidencePart",
    "TextState",
    "Upload",
    "Version",
    "VersionText",
]
