"""How well the log is anchored outside: who cosigned how much, what is late, and why."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from pranata.ledger.anchoring.outreach import FORGOT, TIME_STAMPING
from pranata.ledger.anchoring.trust import Trust

YELLOW = dt.timedelta(hours=1)
RED = dt.timedelta(hours=4)


@dataclass(frozen=True)
class Party:
    """A witness, or another party outside: how far it came, and what went wrong since when."""

    name: str
    size: int | None
    received_at: dt.datetime | None
    failing_since: dt.datetime | None
    fault: str | None


@dataclass(frozen=True, kw_only=True)
class AnchoringState:
    """The newest log, and what witnesses saw of it. `waiting_since`: the oldest checkpoint without quorum."""

    origin: str
    size: int
    signed_at: dt.datetime | None
    has_policy: bool
    covered: int
    waiting_since: dt.datetime | None
    parties: tuple[Party, ...]

    def lateness(self, now: dt.datetime) -> str | None:
        """Return `kuning` after an hour without quorum, `merah` after four, else None."""
        if not self.has_policy or self.waiting_since is None:
            return None
        waited = now - self.waiting_since
        return "merah" if waited >= RED else "kuning" if waited >= YELLOW else None


def anchoring_state(trust: Trust | None) -> AnchoringState:
    """Return how the newest log stands with its witnesses. Four queries, in any scope or none."""
    number, origin, size, signed_at = _log()
    names = sorted(trust.witnesses) if trust else []
    parties = _parties(number, names)
    latest = {party.name: party.size or 0 for party in parties if party.name in names}
    covered = trust.covered(latest) if trust else 0
    return AnchoringState(
        origin=origin,
        size=size,
        signed_at=signed_at,
        has_policy=trust is not None and trust.asks_witnesses,
        covered=covered,
        waiting_since=_oldest_beyond(number, covered),
        parties=tuple(parties),
    )


def _log() -> tuple[int, str, int, dt.datetime | None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, origin, coalesce(c.size, 0), c.signed_at FROM ledger.log LEFT JOIN LATERAL "
            "(SELECT size, signed_at FROM ledger.checkpoint WHERE log = number ORDER BY size DESC LIMIT 1) "
            "AS c ON true ORDER BY number DESC LIMIT 1"
        )
        number, origin, size, signed_at = cursor.fetchone()
    return number, origin, size, signed_at


def _parties(number: int, names: list[str]) -> list[Party]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, c.size, c.received_at, failing_since, fault "
            "FROM unnest(%s::text[]) AS name LEFT JOIN ledger.outreach ON party = name LEFT JOIN LATERAL "
            "(SELECT size, received_at FROM ledger.cosignature WHERE log = %s AND witness = name "
            "ORDER BY size DESC LIMIT 1) AS c ON true "
            "WHERE c.size IS NOT NULL OR fault IS NOT NULL OR right(name, %s) <> %s ORDER BY 1",
            [[*names, *(name + FORGOT for name in names), TIME_STAMPING], number, len(FORGOT), FORGOT],
        )
        return [Party(*row) for row in cursor.fetchall() if row[0] != TIME_STAMPING or row[4]]


def _oldest_beyond(number: int, covered: int) -> dt.datetime | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT signed_at FROM ledger.checkpoint WHERE log = %s AND size > %s ORDER BY size LIMIT 1",
            [number, covered],
        )
        row = cursor.fetchone()
    return row[0] if row else None
