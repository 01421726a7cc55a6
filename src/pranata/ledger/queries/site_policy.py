"""The keys this site vouches for: those of its own logs, and of the witnesses that were chosen for it.

The policy file (`ledger.anchoring.trust`) names the witnesses. Logs of this installation need not be
named in it: their keys are known here. Without the file the logs stand alone, with no witness asked for.
"""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.ledger.anchoring.trust import trust_of
from pranata.ledger.keys import all_kept_keys
from pranata.ledger.notes import Policy, Verifier
from pranata.ledger.notes.policy import NONE
from pranata.ledger.notes.policy_text import policy_text

ALONE = Policy((), {}, {}, NONE)


class KeysMissing(ProductError):
    """No log was signed here yet, or its keys are kept on another machine and no policy names them."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("Kunci buku catatan belum ada di pemasangan ini."),
            why=_("Kunci dibuat saat titik kunci pertama ditandatangani."),
            remedy=_("Coba lagi sebentar. Bila tetap begini, beri tahu pengelola buku catatan."),
        )


@dataclass(frozen=True)
class SitePolicy:
    """What this site vouches for. `text` goes into bundles; its SHA-256 is printed on the key sheet."""

    policy: Policy
    text: bytes

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of `text` in hex."""
        return hashlib.sha256(self.text).hexdigest()

    @property
    def is_witnessed(self) -> bool:
        """Whether anybody outside has to have signed."""
        return self.policy.quorum != NONE


def site_policy() -> SitePolicy:
    """Return the policy of this installation. Reads a few small files.

    Raises KeysMissing or PolicyNotUsable.
    """
    env = Environment.of_process()
    policy = _with_own_logs(trust.policy if (trust := trust_of(env)) else ALONE, env.home)
    if not policy.logs:
        raise KeysMissing
    return SitePolicy(policy, policy_text(policy))


def _with_own_logs(policy: Policy, home: Path) -> Policy:
    named = {key.public for key in policy.logs}
    return replace(policy, logs=(*policy.logs, *(k for k in _own_keys(home) if k.public not in named)))


def own_keys(env: Environment) -> dict[str, tuple[Verifier, ...]]:
    """Return the public keys of this installation's logs by origin; none where their files cannot be read."""
    try:
        return {log.origin: log.verifiers for log in all_kept_keys(env.home)}
    except PermissionError:
        return {}


def _own_keys(home: Path) -> list[Verifier]:
    try:
        return [key for log in all_kept_keys(home) for key in log.verifiers]
    except PermissionError:
        return []
