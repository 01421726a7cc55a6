"""What a file with a retention schedule says, row by row, and what adopting it would change."""

from pranata.records.queries.schedule_files.columns import COLUMNS
from pranata.records.queries.schedule_files.diagnose import SchedulePlan, diagnose, require_readable
from pranata.records.queries.schedule_files.example import EXAMPLE_NAME, example_bytes

__all__ = [
    "COLUMNS",
    "EXAMPLE_NAME",
    "SchedulePlan",
    "diagnose",
    "example_bytes",
    "require_readable",
]
