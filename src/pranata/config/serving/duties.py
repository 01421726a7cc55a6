"""What is to be done by itself, beside the pages: a thread of the worker, as for receipts."""

import datetime as dt
import logging
import threading

from django.db import DatabaseError, connection

from pranata.assessment.tasks import tend_campaigns
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError

PAUSE = 3.0
LOCK = 7_310_245_120  # any number that nothing else in the database uses

logger = logging.getLogger("pranata.duties")


def start() -> None:
    """Do what is due every few seconds, in the background, as long as this worker lives."""
    threading.Thread(target=_run, daemon=True, name="duties").start()


def _run() -> None:
    pause = threading.Event()
    while not pause.wait(PAUSE):
        try:
            step(now=utc_now())
        except (DatabaseError, ProductError, OSError) as error:
            # Nothing is lost: each duty goes on where it was at the next step.
            logger.warning("%s", str(error).strip())
        finally:
            connection.close()


def step(*, now: dt.datetime) -> int:
    """Do what is due now, unless another worker is at it; return how much was done.

    The lock is one of the session, since every duty commits as it goes; a worker that dies gives it back.
    """
    if not _lock():
        return 0
    try:
        return tend_campaigns(now=now)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])
