"""A folder of this machine as a place: `ab/cd/<sha256>`, read-only files.

A draft is a file under `.draft/` that its writer holds locked. The lock ends with the writer, however it
ends, so whoever finds a draft unlocked may throw it away. A name appears by `rename`: whole or not at all.
Nothing here follows a symbolic link below the root.
"""

import datetime as dt
import errno
import fcntl
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from pranata.foundation.blobs.errors import BlobDamaged, BlobMissing, refusal
from pranata.foundation.durable import keep_names

DRAFTS = ".draft"
DIGEST = re.compile(r"[0-9a-f]{64}")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_LINKS = {errno.ELOOP, errno.ENOTDIR}


class FolderPlace:
    """A folder as a place. It is made at the first write."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def draft(self) -> "FolderDraft":
        """Begin to write, after throwing away what writers that died left behind."""
        with _told():
            _make_root(self.root)
            with _opened(self.root, DRAFTS, make=True) as folder:
                _sweep(folder)
                return FolderDraft(self.root, *_new_draft(folder))

    def open(self, digest: str) -> IO[bytes]:
        """Return the bytes to read."""
        return os.fdopen(self._descriptor(digest), "rb")

    def size(self, digest: str) -> int | None:
        """Return how many bytes there are, or None."""
        try:
            descriptor = self._descriptor(digest)
        except BlobMissing:
            return None
        try:
            return os.fstat(descriptor).st_size
        finally:
            os.close(descriptor)

    def remove(self, digest: str) -> None:
        """Take the file away, durably."""
        with _told(), suppress(FileNotFoundError), _opened(self.root, *_shelf(digest)) as folder:
            os.unlink(digest, dir_fd=folder)
            os.fsync(folder)

    def digests(self) -> Iterator[str]:
        """Yield the digests in order."""
        for shelf in sorted(self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]")):
            yield from sorted(path.name for path in shelf.iterdir() if DIGEST.fullmatch(path.name))

    def locked_until(self, digest: str) -> dt.datetime | None:  # noqa: ARG002 - a folder knows no lock
        """Answer None: a folder knows no lock."""
        return None

    def lock(self, digest: str, until: dt.datetime) -> bool:  # noqa: ARG002 - a folder knows no lock
        """Answer False: the owner of a folder may always remove a file."""
        return False

    def _descriptor(self, digest: str) -> int:
        with _told(digest), _opened(self.root, *_shelf(digest)) as folder:
            descriptor = os.open(digest, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise BlobDamaged(digest)
        return descriptor


class FolderDraft:
    """A file under `.draft/`, open and locked."""

    def __init__(self, root: Path, descriptor: int, name: str) -> None:
        self.root, self.descriptor, self.name = root, descriptor, name
        self._open = True

    def write(self, chunk: bytes) -> None:
        """Write all of the chunk."""
        with _told():
            view = memoryview(chunk)
            while view:
                view = view[os.write(self.descriptor, view) :]

    def commit(self, digest: str) -> None:
        """Sync, make read-only, and give the file its name.

        At the rename the bytes are on disk. A crash before it leaves a draft that the next writer sweeps; a
        crash after it leaves the whole file, and at worst the name is lost with the unsynced folder.
        """
        with _told(digest):
            os.fchmod(self.descriptor, 0o444)
            os.fsync(self.descriptor)
            with (
                _opened(self.root, DRAFTS) as drafts,
                _opened(self.root, *_shelf(digest), make=True) as shelf,
            ):
                os.rename(self.name, digest, src_dir_fd=drafts, dst_dir_fd=shelf)
                os.fsync(shelf)
            self._sync_above(digest)
        self._close()

    def _sync_above(self, digest: str) -> None:
        """Sync the folders above the shelf, which may be new. After the shelf this costs next to nothing."""
        first, _second = _shelf(digest)
        for names in ((first,), ()):
            with _opened(self.root, *names) as folder:
                os.fsync(folder)

    def discard(self) -> None:
        """Remove the draft if it still is one."""
        if self._open:
            with suppress(OSError), _opened(self.root, DRAFTS) as folder:
                os.unlink(self.name, dir_fd=folder)
            self._close()

    def _close(self) -> None:
        self._open = False
        with suppress(OSError):
            os.close(self.descriptor)


@contextmanager
def _told(digest: str = "") -> Iterator[None]:
    """Turn an error of the operating system into a refusal in words."""
    try:
        yield
    except FileNotFoundError as error:
        raise (BlobMissing(digest) if digest else refusal(error)) from error
    except OSError as error:
        raise (BlobDamaged(digest) if digest and error.errno in _LINKS else refusal(error)) from error


def _shelf(digest: str) -> tuple[str, str]:
    if not DIGEST.fullmatch(digest):
        raise BlobMissing("?")
    return digest[:2], digest[2:4]


def _make_root(root: Path) -> None:
    if not root.is_dir():
        root.mkdir(parents=True, exist_ok=True, mode=0o750)
        keep_names(root.parent)


@contextmanager
def _opened(root: Path, *names: str, make: bool = False) -> Iterator[int]:
    """Give the descriptor of a folder below the root, walking down without following links."""
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for name in names:
            inner = _entered(folder, name, make=make)
            os.close(folder)
            folder = inner
        yield folder
    finally:
        os.close(folder)


def _entered(folder: int, name: str, *, make: bool) -> int:
    try:
        return os.open(name, _FOLDER, dir_fd=folder)
    except FileNotFoundError:
        if not make:
            raise
    with suppress(FileExistsError):
        os.mkdir(name, 0o750, dir_fd=folder)
    return os.open(name, _FOLDER, dir_fd=folder)


def _new_draft(folder: int) -> tuple[int, str]:
    while True:
        name = secrets.token_hex(16)
        descriptor = os.open(name, _NEW, 0o600, dir_fd=folder)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        # Between being made and being locked it may have been taken for a dead writer's.
        if os.fstat(descriptor).st_nlink:
            return descriptor, name
        os.close(descriptor)


def _sweep(folder: int) -> None:
    """Throw away every draft that nobody holds."""
    for name in os.listdir(folder):
        with suppress(OSError):
            _if_unheld(folder, name, lambda found: os.unlink(found, dir_fd=folder))


def _if_unheld(folder: int, name: str, act: Callable[[str], None]) -> None:
    descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        act(name)
    finally:
        os.close(descriptor)
