"""A log that is written once a run and handed to each test as a copy: writing it is what takes the time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from pranata.foundation.testing.database import copied
from pranata.ledger.operations.append_entry import EntryRef
from pranata.ledger.tests.logs import Log, write


@dataclass(frozen=True)
class KeptLog:
    """A database with a sequenced log, the home with its keys, and what was appended."""

    database: str
    home: Path
    most: int
    refs: tuple[EntryRef, ...]


def kept_log(name: str, home: Path, *, count: int, most: int) -> KeptLog:
    """Write and sequence `count` entries, at most `most` in a batch, into a database that stays as it is."""
    template = str(connection.settings_dict["NAME"])
    with copied(template, f"{template}_{name}") as database:
        log = Log(database, home, most=most)
        refs = tuple(write(count))
        log.drain()
        log.close()
    return KeptLog(database, home, most, refs)


@contextmanager
def copy_of(kept: KeptLog, home: Path) -> Iterator[Log]:
    """Open a copy that a test may do anything to."""
    shutil.copytree(kept.home, home, dirs_exist_ok=True)
    with copied(kept.database, f"{kept.database}_copy") as database:
        log = Log(database, home, most=kept.most)
        yield log
        log.close()
