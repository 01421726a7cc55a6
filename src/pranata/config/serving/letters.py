"""Sending the daily letters beside the pages: a thread of the worker that wakes every few minutes."""

import logging
import threading

from django.core.mail import EmailMessage
from django.db import DatabaseError, connection

from pranata.config.serving.address import is_loopback
from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.receipts.tasks import send_due_letters

# After a round that went well, and after one that did not. Looking who is due costs a look at eight days.
PAUSE, SOONER = 1800.0, 300.0

logger = logging.getLogger("pranata.receipts")


def start() -> None:
    """Send what is due every few minutes, as long as this worker lives; nothing without a mail server."""
    env = Environment.of_process()
    if env.mail_url is not None:
        threading.Thread(target=_run, args=(pages(env),), daemon=True, name="letters").start()


def pages(env: Environment) -> str:
    """Return where people reach the pages, such as `https://spbe.kota.go.id`; empty where nothing says."""
    names = [name for name in env.allowed_hosts if not is_loopback(name) and name[0] not in ".*"]
    return f"{'https' if env.https else 'http'}://{names[0]}" if names else ""


def _run(address: str) -> None:
    pause, wait = threading.Event(), SOONER
    while not pause.wait(wait):
        wait = SOONER if step(address) is None else PAUSE


def step(address: str) -> int | None:
    """Send what is due now; return how many letters went, None if something was away: it goes later."""
    try:
        return send_due_letters(address=address, post=post, now=utc_now())
    except (DatabaseError, OSError) as error:
        # smtplib's errors are OSErrors too. No address is logged: logs travel further than databases.
        logger.warning("Daily letters wait: %s", type(error).__name__)
        return None
    finally:
        connection.close()


def post(message: EmailMessage) -> None:
    """Hand a letter to the mail server and wait for its yes."""
    message.send()
