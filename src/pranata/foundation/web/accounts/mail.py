"""Hands mail to the mail server without keeping the page waiting.

A page that answers later when it has sent a letter tells strangers which addresses have accounts. The letter
is complete before it is handed over, so a worker that is stopped lets it go out first.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from django.conf import settings
from django.core.mail import EmailMessage

log = logging.getLogger(__name__)


def send(message: EmailMessage) -> None:
    """Send now, or in the background where mail leaves the machine."""
    if settings.EMAIL_IN_BACKGROUND:
        _postman().submit(_deliver, message)
    else:
        message.send()


@cache
def _postman() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def _deliver(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError:
        # smtplib's errors are OSErrors too. The address is not logged: logs travel further than databases.
        log.exception("A letter could not be handed to the mail server.")
