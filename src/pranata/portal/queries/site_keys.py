"""The keys with which a bundle is checked that somebody brings to this site."""

from pranata.ledger.anchoring.trust import PolicyNotUsable
from pranata.ledger.queries import site_policy as keys


def site_policy() -> bytes | None:
    """Return the policy of this installation, or None where there is none that can be read."""
    try:
        return keys.site_policy().text
    except (keys.KeysMissing, PolicyNotUsable):
        return None
