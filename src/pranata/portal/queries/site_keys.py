"""The keys this site vouches for: those of its own log and of the witnesses it names."""

from pranata.foundation.environment import Environment
from pranata.ledger.anchoring.trust import policy_path


def site_policy() -> bytes | None:
    """Return the policy of this installation, or None where there is none."""
    path = policy_path(Environment.of_process())
    return path.read_bytes() if path.is_file() else None
