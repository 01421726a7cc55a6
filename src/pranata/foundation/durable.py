"""Files that are there whole or not at all, also when the power goes."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_durably(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Replace a file. On return the disk has it; after an OSError, or a crash before, the old one stands."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    # At this point every reader sees the new file; the next line makes its name survive a crash too.
    keep_names(path.parent)


def write_once(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads, and never over one that is there.

    Of two processes that start together one gives the name, the other finds it given. A reader sees the
    name only once the bytes are on disk.
    """
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
        keep_names(path.parent)
    finally:
        Path(draft).unlink()


def keep_names(folder: Path) -> None:
    """Have the disk know the names in a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
