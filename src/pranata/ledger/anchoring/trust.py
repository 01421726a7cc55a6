"""The witnesses of this installation, from its policy (C2SP `tlog-policy`).

The file is `PRANATA_WITNESS_POLICY`, by default `PRANATA_HOME/kebijakan.txt`, which is also what the page
that checks evidence trusts. A witness line with a URL is asked for its cosignature; without one its
lines come by file. Several keys of one name are one witness: two kinds of signature are not two offices.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _
from pranata.ledger.notes import Policy, PolicyMalformed
from pranata.ledger.notes.policy import NONE
from pranata.ledger.witness.client import WitnessAddress

NAME = "kebijakan.txt"


class PolicyNotUsable(ProductError):
    """The policy of this installation cannot be read."""


@dataclass(frozen=True)
class Trust:
    """A policy, and its witnesses by the name that stands in their signatures."""

    policy: Policy
    witnesses: dict[str, WitnessAddress]

    @property
    def reachable(self) -> dict[str, WitnessAddress]:
        """Those that give an address."""
        return {name: witness for name, witness in self.witnesses.items() if witness.url}

    @property
    def asks_witnesses(self) -> bool:
        """Whether the quorum asks for anybody at all."""
        return self.policy.quorum != NONE

    def is_met_by(self, names: Iterable[str]) -> bool:
        """Whether witnesses with these names in their signatures satisfy the quorum."""
        signed = set(names)
        found = (name for name, key in self.policy.witnesses.items() if key.name in signed)
        return self.policy.is_met_by(frozenset(found))

    def covered(self, latest: dict[str, int]) -> int:
        """Return the largest size for which witnesses that saw so much, or more, satisfy the quorum."""
        sizes = sorted(latest.values(), reverse=True)
        met = (size for size in sizes if self.is_met_by(name for name in latest if latest[name] >= size))
        return next(met, 0)


NOBODY = Trust(Policy((), {}, {}, NONE), {})


def trust_at(path: Path) -> Trust | None:
    """Return what a policy file says, or None if there is no file. Raises PolicyNotUsable."""
    try:
        if not path.is_file():
            return None
        policy = Policy.parse(path.read_bytes())
    except (OSError, PolicyMalformed) as error:
        raise PolicyNotUsable(
            _("Kebijakan saksi %(path)s tidak terbaca (%(cause)s).") % {"path": path, "cause": error},
            why=_("Tanpa kebijakan tidak diketahui siapa yang harus menyaksikan log ini."),
            remedy=_("Perbaiki berkas itu menurut docs/guide/witness.md."),
        ) from error
    return trust_of_policy(policy)


def trust_of_policy(policy: Policy) -> Trust:
    """Return a policy with its witnesses by name."""
    return Trust(policy, _witnesses(policy))


def trust_of(env: Environment) -> Trust | None:
    """Return what this installation trusts, or None if nothing was set up. Raises PolicyNotUsable."""
    return trust_at(policy_path(env))


def policy_path(env: Environment) -> Path:
    """Where the policy of this installation is, or would be."""
    return env.witness_policy or env.home / NAME


def _witnesses(policy: Policy) -> dict[str, WitnessAddress]:
    found = dict[str, WitnessAddress]()
    for name, key in policy.witnesses.items():
        before = found.get(key.name, WitnessAddress("", ()))
        url = before.url or policy.urls.get(name, "").rstrip("/")
        found[key.name] = WitnessAddress(url, (*before.keys, key))
    return found
