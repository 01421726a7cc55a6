"""Having the latest checkpoint time-stamped, once, and keeping the answer."""

import datetime as dt
from dataclasses import dataclass

from pranata.ledger.anchoring import outreach
from pranata.ledger.anchoring.anchors import STAMPED, keep_anchor, latest_anchor
from pranata.ledger.anchoring.time_stamping import Authority, StampRefused
from pranata.ledger.sequencing import store
from pranata.ledger.sequencing.store import Database


@dataclass(frozen=True)
class Stamped:
    """The size that has a time stamp now, or why it has none."""

    size: int
    fault: str | None = None


def stamp_latest(database: Database, authority: Authority, *, now: dt.datetime) -> Stamped:
    """Have the latest checkpoint stamped unless it is already. A failure is written down, and returned."""
    log = store.newest_log(database)
    signed = store.latest_checkpoint(database, log.number)
    last = latest_anchor(database, log, STAMPED)
    if signed is None or (last and last[0] >= signed.size):
        return Stamped(last[0] if last else 0)
    try:
        answer = authority.stamp(signed.note.encode(), now=now)
    except StampRefused as refusal:
        outreach.failed(database, outreach.TIME_STAMPING, now, str(refusal))
        return Stamped(last[0] if last else 0, str(refusal))
    keep_anchor(database, log, signed.size, kind=STAMPED, token=answer, now=now)
    outreach.reached(database, outreach.TIME_STAMPING, now)
    return Stamped(signed.size)
