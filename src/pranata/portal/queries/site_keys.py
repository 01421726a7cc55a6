"""The keys this site vouches for: those of its own log and of the witnesses it names."""

from pathlib import Path

from pranata.foundation.environment import Environment

NAME = "kebijakan.txt"


def site_policy() -> bytes | None:
    """Return the policy of this installation, `PRANATA_HOME/kebijakan.txt`, or None where there is none."""
    path = Path(Environment.of_process().home) / NAME
    return path.read_bytes() if path.is_file() else None
