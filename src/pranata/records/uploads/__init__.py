"""Receiving a file in pieces over a line that breaks, until it lies in the store.

Not official acts: what arrives here belongs to nobody's records until an operation makes a document of it,
and is thrown away when none does in time.
"""

from pranata.records.uploads.accepting import accept
from pranata.records.uploads.errors import (
    OffsetDiffers,
    PieceDamaged,
    PieceTooLarge,
    UploadBusy,
    UploadMissing,
    UploadTooLarge,
)
from pranata.records.uploads.receiving import begin, discard, find, receive, receive_whole, sweep

__all__ = [
    "OffsetDiffers",
    "PieceDamaged",
    "PieceTooLarge",
    "UploadBusy",
    "UploadMissing",
    "UploadTooLarge",
    "accept",
    "begin",
    "discard",
    "find",
    "receive",
    "receive_whole",
    "sweep",
]
