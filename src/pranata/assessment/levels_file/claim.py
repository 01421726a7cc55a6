"""What a file to recompute says of itself: under which instrument, for which year, with which result."""

import json
from dataclasses import dataclass

from pranata.assessment.levels_file.tables import text_of

SCHEMA = "pranata.hitung-ulang/1"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """The instrument and year a file names, and the exact index it says its levels give."""

    instrument: str
    year: int
    index_exact: str


def claim_in(content: bytes) -> Claim | None:
    """Return what a file to recompute claims; None for any other file of levels.

    Reading its levels is `read_levels`' work, which also says what is wrong with a file.
    """
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    try:
        document = json.loads(text_of(content))
        if document.get("schema") != SCHEMA:
            return None
        claimed = str(document["claimed"]["index_exact"])
        return Claim(instrument=str(document["instrument"]), year=int(document["year"]), index_exact=claimed)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
