"""Sending receipts beside the pages: a thread of the worker, because a process of its own would cost more."""

import datetime as dt
import logging
import threading

from django.db import DatabaseError, connection, transaction

from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.ledger.anchoring.trust import trust_of
from pranata.ledger.notes import Policy
from pranata.ledger.tasks import send_due_receipts

PAUSE = 5.0
LOCK = 7_310_245_119  # any number that nothing else in the database uses

logger = logging.getLogger("pranata.ledger.receipts")


def start() -> None:
    """Send what is due every few seconds, in the background, as long as this worker lives."""
    threading.Thread(target=_run, daemon=True, name="receipts").start()


def _run() -> None:
    pause = threading.Event()
    while not pause.wait(PAUSE):
        try:
            step(now=utc_now())
        except (DatabaseError, ProductError) as error:
            # Nothing is lost: the next step does the same leaves. The page shows what is late.
            logger.warning("%s", str(error).strip())
        finally:
            connection.close()


def step(*, now: dt.datetime) -> int:
    """Send what is due now, unless another worker is at it; return how many lines are new."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                return 0
        return send_due_receipts(policy=_policy(), now=now)


def _policy() -> Policy | None:
    trust = trust_of(Environment.of_process())
    return trust.policy if trust else None
