"""What is to be done by itself, beside the pages: a thread of the worker, as for receipts."""

import datetime as dt
import logging
import threading
import time

from django.db import DatabaseError, connection

from pranata.assessment.tasks import daily_round, tend_campaigns
from pranata.coaching.tasks import remind as remind_of_coaching
from pranata.config.serving.letters import pages, post
from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.planning.reminding import remind_of_actions

PAUSE = 3.0
ROUND = 300.0
LOCK = 7_310_245_120  # any number that nothing else in the database uses

logger = logging.getLogger("pranata.duties")


def start() -> None:
    """Do what is due every few seconds, in the background, as long as this worker lives."""
    threading.Thread(target=_run, daemon=True, name="duties").start()


def _run() -> None:
    pause, last = threading.Event(), 0.0
    while not pause.wait(PAUSE):
        is_round = time.monotonic() - last >= ROUND
        try:
            step(now=utc_now(), is_round=is_round)
            last = time.monotonic() if is_round else last
        except (DatabaseError, ProductError, OSError) as error:
            # Nothing is lost: each duty goes on where it was at the next step.
            logger.warning("%s", str(error).strip())
        finally:
            connection.close()


def step(*, now: dt.datetime, is_round: bool = False) -> int:
    """Do what is due now, unless another worker is at it; return how much was done.

    Every few minutes (`is_round`) also what is due once a day.

    The lock is one of the session, since every duty commits as it goes; a worker that dies gives it back.
    """
    if not _lock():
        return 0
    try:
        return tend_campaigns(now=now) + (_daily(now) if is_round else 0)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _daily(now: dt.datetime) -> int:
    env = Environment.of_process()
    letter = post if env.mail_url is not None else None
    return daily_round(
        now=now, address=pages(env), post=letter, reminders=(remind_of_coaching, remind_of_actions)
    )
