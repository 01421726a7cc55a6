"""The file in which an upload grows, and its lock. One file an upload, named by its public id."""

import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from pranata.foundation.blobs.errors import refusal
from pranata.records.uploads.errors import UploadBusy


def path_of(public_id: uuid.UUID) -> Path:
    """Return where the bytes of an upload grow."""
    return Path(settings.UPLOADS) / public_id.hex


@contextmanager
def opened(public_id: uuid.UUID) -> Iterator[BinaryIO]:
    """Give the file to read and write, alone, made where it is missing. Raises UploadBusy, PlaceRefused.

    The lock ends with the process: after a crash nothing has to be released.
    """
    path = path_of(public_id)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise refusal(error) from error
    with os.fdopen(descriptor, "r+b", buffering=0) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UploadBusy from error
        yield file


def keep(file: BinaryIO, *, at: int, piece: bytes) -> None:
    """Write a piece after the first `at` bytes, drop whatever stood there, and sync. Raises PlaceRefused."""
    try:
        file.truncate(at)
        file.seek(at)
        view = memoryview(piece)
        while view:
            view = view[file.write(view) :]
        os.fsync(file.fileno())
    except OSError as error:
        raise refusal(error) from error


def remove(public_id: uuid.UUID) -> None:
    """Throw the bytes away."""
    with suppress(FileNotFoundError):
        path_of(public_id).unlink()
