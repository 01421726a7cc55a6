"""Computing plans beside the pages: a thread of the worker, which starts the solver as its own process."""

import logging
import threading

from django.db import DatabaseError, connection

from pranata.foundation.clock import utc_now
from pranata.planning.tasks import compute_next
from pranata.planning.waking import wait

PAUSE = 3.0
LOCK = 7_310_245_121  # any number that nothing else in the database uses

logger = logging.getLogger("pranata.planning")


def start() -> None:
    """Compute what waits, in the background, as long as this worker lives."""
    threading.Thread(target=_run, daemon=True, name="plans").start()


def _run() -> None:
    while True:
        wait(PAUSE)
        try:
            while step():
                pass
        except (DatabaseError, OSError, ValueError) as error:
            # Nothing is lost: a plan without an answer is computed anew.
            logger.warning("%s", str(error).strip())
        finally:
            connection.close()


def step() -> bool:
    """Compute one plan, unless another worker is at it; return whether there was one.

    The lock is one of the session, since progress is committed as it goes; a worker that dies gives it back.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return False
        try:
            return compute_next(clock=utc_now)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
