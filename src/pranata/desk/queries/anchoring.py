"""Whether other offices are late to see the log, for those who can do something about it."""

import datetime as dt
from dataclasses import dataclass

from pranata.foundation.environment import Environment
from pranata.ledger.anchoring.trust import PolicyNotUsable, trust_of
from pranata.ledger.queries.anchoring import anchoring_state
from pranata.organisation.models import Role
from pranata.organisation.policies import Actor

WHO = (Role.COORDINATOR, Role.ADMINISTRATOR, Role.ARCHIVIST)


@dataclass(frozen=True)
class Late:
    """Since when the oldest checkpoint waits, and whether that is `kuning` or `merah`."""

    since: dt.datetime
    level: str


def late_anchoring(actor: Actor, *, now: dt.datetime) -> Late | None:
    """Return what is late, for those in `WHO`; None if nothing is or it is not theirs.

    Three queries where the installation has witnesses, else none. A policy that cannot be read is told by
    `pranata doctor`.
    """
    if not any(role in actor.roles for role in WHO):
        return None
    try:
        trust = trust_of(Environment.of_process())
    except PolicyNotUsable:
        return None
    if trust is None:
        return None
    state = anchoring_state(trust)
    level = state.lateness(now)
    return Late(state.waiting_since, level) if level and state.waiting_since else None
