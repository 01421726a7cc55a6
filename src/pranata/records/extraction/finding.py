"""Starting the reader, waiting for it no longer than agreed, and keeping what it found."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import IO

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from pranata.foundation.blobs import PlaceRefused, blobs_of
from pranata.records.models import TextState, Version, VersionText

MOST_TRIES = 3
LARGEST = 200_000_000
LANGUAGE = "indonesian"


@dataclass(frozen=True)
class Found:
    """The text of a file, and its pages where they can be counted."""

    pages: int | None
    text: str


class NotReadable(Exception):
    """The reader failed, was killed, or took too long."""


def find_text(version: Version, *, patience_s: float) -> VersionText:
    """Find the text of a version and keep it; a reader that fails is tried three times in all."""
    row = VersionText.objects.get(version=version)
    row.tries += 1
    try:
        found = _read(version, patience_s)
    except (NotReadable, PlaceRefused):
        row.state = TextState.FAILED if row.tries >= MOST_TRIES else TextState.WAITING
        row.save(update_fields=["state", "tries"])
        return row
    row.pages, row.content = found.pages, found.text
    row.state = TextState.FOUND if found.text else TextState.EMPTY
    row.save(update_fields=["state", "tries", "pages", "content"])
    index_text(row)
    return row


def index_text(row: VersionText) -> None:
    """Make the words of a version findable."""
    VersionText.objects.filter(pk=row.pk).update(search=SearchVector(Value(row.content), config=LANGUAGE))


def find_waiting(*, patience_s: float, limit: int = 100) -> int:
    """Find the text of what waits in the open scope, within a time for all together; return how many."""
    until, done = time.monotonic() + patience_s, 0
    waiting = VersionText.objects.filter(
        state=TextState.WAITING, version__document__destroyed_at__isnull=True
    ).select_related("version")
    for row in waiting.order_by("-pk")[:limit]:
        left = until - time.monotonic()
        if left <= 0:
            break
        find_text(row.version, patience_s=left)
        done += 1
    return done


def _read(version: Version, patience_s: float) -> Found:
    if version.size > LARGEST:
        return Found(None, "")
    with blobs_of(version.instansi_id).open(version.sha256) as file, tempfile.TemporaryFile() as spool:
        shutil.copyfileobj(file, spool)
        spool.seek(0)
        return run_reader(spool, version.media, patience_s=patience_s)


def draw_page(version: Version, number: int, *, patience_s: float) -> bytes:
    """Return a page of a PDF version as PNG. Raises NotReadable, BlobMissing or PlaceRefused."""
    if version.size > LARGEST:
        raise NotReadable
    with blobs_of(version.instansi_id).open(version.sha256) as file, tempfile.TemporaryFile() as spool:
        shutil.copyfileobj(file, spool)
        spool.seek(0)
        return _run(spool, str(number), patience_s)


def run_reader(file: IO[bytes], media: str, *, patience_s: float) -> Found:
    """Run the reader over a real file. Raises NotReadable."""
    try:
        answer = json.loads(_run(file, media, patience_s))
        return Found(answer["pages"], answer["text"])
    except (ValueError, KeyError) as error:
        raise NotReadable from error


def _run(file: IO[bytes], asked: str, patience_s: float) -> bytes:
    try:
        return subprocess.run(  # noqa: S603 - ourselves, with a media type of our own list or a number
            [sys.executable, "-I", "-m", "pranata.records.extraction", asked],
            stdin=file,
            capture_output=True,
            check=True,
            timeout=patience_s,
            env={"LANG": "C.UTF-8"},
        ).stdout
    except subprocess.SubprocessError as error:
        raise NotReadable from error
