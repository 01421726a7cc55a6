"""The shipped example: an invented schedule to try the pages with. It is law nowhere."""

from functools import cache
from importlib import resources

EXAMPLE_NAME = "contoh-jadwal-retensi.csv"


@cache
def example_bytes() -> bytes:
    """Return the example as a file."""
    return (resources.files("pranata.records") / "data" / "example_schedule.csv").read_bytes()


def is_example(note: str) -> bool:
    """Whether a row's note says it is of the example, so that the row is law nowhere."""
    return "contoh rekaan" in note.lower()
