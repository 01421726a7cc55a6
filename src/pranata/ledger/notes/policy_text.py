"""A policy as text again: what goes into bundles and on the key sheet."""

from collections.abc import Iterator

from pranata.ledger.notes.policy import Policy


def policy_text(policy: Policy) -> bytes:
    """Return the policy with its keys, groups and quorum alone.

    Addresses and remarks are left out: they change without any key changing, and the fingerprint that is
    printed on paper must not change with them.
    """
    return "".join(f"{line}\n" for line in _lines(policy)).encode("utf-8", "surrogateescape")


def _lines(policy: Policy) -> Iterator[str]:
    for key in policy.logs:
        yield f"log {key.vkey}"
    for name, key in policy.witnesses.items():
        yield f"witness {name} {key.vkey}"
    for name, group in policy.groups.items():
        yield f"group {name} {group.threshold} {' '.join(group.members)}"
    yield f"quorum {policy.quorum}"
