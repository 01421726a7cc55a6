"""Locks on files. The kernel releases them when their holder ends, however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Wait for the exclusive lock and hold it for the block."""
    descriptor = opened(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def shared(path: Path) -> int:
    """Wait for a shared lock; it is held until the returned descriptor is closed."""
    descriptor = opened(path)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def is_free(path: Path, *, for_sharing: bool = False) -> bool:
    """Whether the lock could be had at this moment."""
    descriptor = opened(path)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if for_sharing else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def opened(path: Path) -> int:
    """Open the lock's file, which stays for ever: removing it would let two holders in."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
