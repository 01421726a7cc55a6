"""When the next time stamp is due. The stamp itself is made by a process of its own, once a day."""

import datetime as dt
from collections.abc import Callable

from pranata.ledger.anchoring.anchors import STAMPED, latest_anchor
from pranata.ledger.sequencing import store
from pranata.ledger.sequencing.store import Database

EVERY = dt.timedelta(days=1)
FIRST_PAUSE = dt.timedelta(minutes=1)
LONGEST_PAUSE = dt.timedelta(hours=1)


class DailyStamp:
    """Has a checkpoint stamped each day on which the log grew; after a failure again, ever less often.

    `stamp` is called here and returns whether it worked: a process of its own keeps fifteen mebibytes of
    libraries out of one that runs for months.
    """

    def __init__(self, stamp: Callable[[], bool]) -> None:
        self._stamp = stamp
        self._failures = 0
        self._not_before: dt.datetime | None = None

    def attend(self, database: Database, now: dt.datetime) -> None:
        """Stamp if it is due."""
        if (self._not_before is None or now >= self._not_before) and self._is_due(database, now):
            self._failures = 0 if self._stamp() else self._failures + 1
            pause = FIRST_PAUSE * 2 ** min(max(self._failures - 1, 0), 10)
            self._not_before = now + min(pause, LONGEST_PAUSE)

    def _is_due(self, database: Database, now: dt.datetime) -> bool:
        log = store.newest_log(database)
        signed = store.latest_checkpoint(database, log.number)
        last = latest_anchor(database, log, STAMPED)
        return signed is not None and (last is None or (signed.size > last[0] and now - last[1] >= EVERY))
