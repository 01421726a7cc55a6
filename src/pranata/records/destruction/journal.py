"""The deletion journal: what was destroyed, in a file that no backup holds.

A restored backup brings destroyed bytes and keys back; this file says which must go again. A line is on disk
before the first byte it names is removed. Each line is one JSON object and carries a code over itself and
the line before, under a key of the installation: a line that was altered, added by hand or taken out of the
middle is noticed. The last line may be torn by a crash; then nothing it names was removed yet.
"""

import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pranata.foundation.blobs.errors import refusal
from pranata.foundation.durable import keep_names
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError

# More than the longest line: how much is read to find the end of the last whole one.
TAIL = 1 << 20


class JournalDamaged(ProductError):
    """A line is not the one that was written, or one is missing in the middle."""

    status = 500

    def __init__(self, number: int) -> None:
        super().__init__(
            _("Baris %(number)d jurnal pemusnahan tidak utuh.") % {"number": number},
            why=_("Jurnal yang diubah dapat memusnahkan yang tidak boleh, jadi tidak ada yang dijalankan."),
            remedy=_("Ambil salinan jurnal yang disimpan terpisah, lalu jalankan lagi."),
        )


@dataclass(frozen=True, kw_only=True)
class Destroyed:
    """One document that was destroyed: which bytes went, and whose acts' details."""

    at: str
    tenant: int
    document: str
    order: str
    digests: list[str]
    details: list[str]


def append(line: Destroyed) -> None:
    """Write a line; on return the disk has it. Raises PlaceRefused, and then nothing may be destroyed."""
    path = Path(settings.DESTRUCTION_JOURNAL)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "r+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            start = max(0, file.seek(0, os.SEEK_END) - TAIL)
            file.seek(start)
            end, last = _whole_end(file.read())
            file.truncate(start + end)
            file.seek(start + end)
            file.write(_sealed(asdict(line), last))
            os.fsync(file.fileno())
        keep_names(path.parent)
    except OSError as error:
        raise refusal(error) from error


def lines() -> Iterator[Destroyed]:
    """Yield every line, oldest first. Raises JournalDamaged, PlaceRefused."""
    path = Path(settings.DESTRUCTION_JOURNAL)
    try:
        content = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise refusal(error) from error
    last = ""
    for number, raw in enumerate(content[: _whole_end(content)[0]].splitlines(), 1):
        line = _opened(raw, last)
        if line is None:
            raise JournalDamaged(number)
        last = line.pop("code")
        yield Destroyed(**line)


def _whole_end(content: bytes) -> tuple[int, str]:
    """Return where the last whole line ends, and its code."""
    end = content.rfind(b"\n") + 1
    if not end:
        return 0, ""
    try:
        return end, str(json.loads(content[:end].splitlines()[-1])["code"])
    except (ValueError, KeyError, TypeError):
        # `lines` tells it; a new line is linked to nothing that was there.
        return end, "?"


def _sealed(fields: dict[str, Any], last: str) -> bytes:
    return json.dumps({**fields, "code": _code(fields, last)}, sort_keys=True).encode() + b"\n"


def _opened(raw: bytes, last: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(raw)
        fields = {name: value for name, value in found.items() if name != "code"}
        sound = hmac.compare_digest(str(found["code"]), _code(fields, last))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return found if sound and set(fields) == set(Destroyed.__dataclass_fields__) else None


def _code(fields: dict[str, Any], last: str) -> str:
    # The master key of sealed details: whoever restores this installation must have it anyway.
    secret = Environment.of_process().kept_secret("ledger-master").encode()
    key = hashlib.sha256(b"pranata destruction journal\x00" + secret).digest()
    return hmac.new(key, json.dumps([last, fields], sort_keys=True).encode(), hashlib.sha256).hexdigest()
