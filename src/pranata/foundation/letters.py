"""Letters by mail: a name that a letter keeps when it must be sent a second time."""

import hashlib
from email.utils import parseaddr

from django.conf import settings


def message_id(kind: str, *parts: object) -> str:
    """Return the Message-ID (RFC 5322) of the letter that these parts make one, always the same.

    A letter is handed over before it is noted as sent, so a machine that dies in between sends it again. Mail
    systems that have one of this name already drop the second; it says nothing of what it is made of.
    """
    digest = hashlib.sha256("\n".join(map(str, (kind, settings.SECRET_KEY, *parts))).encode()).hexdigest()
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    return f"<{digest[:40]}@{domain or 'pranata.invalid'}>"
