"""One thing that is wrong."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether the installation must not be used like this, or had better be changed."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """What is wrong, why it matters, what to do; whole Indonesian sentences."""

    severity: Severity
    what: str
    why: str
    remedy: str

    def to_document(self) -> dict[str, str]:
        """Return the finding as JSON names and texts."""
        return {**asdict(self), "severity": self.severity.value}


def error(what: str, why: str, remedy: str) -> Finding:
    """Return a finding that makes the examination fail."""
    return Finding(Severity.ERROR, what, why, remedy)


def warning(what: str, why: str, remedy: str) -> Finding:
    """Return a finding that deserves attention only."""
    return Finding(Severity.WARNING, what, why, remedy)
