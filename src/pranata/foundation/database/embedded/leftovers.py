"""Clears what a killed server left: processes that still run in its cluster, and files that say it lives."""

import os
import signal
import time
from pathlib import Path

from pranata.foundation.database.embedded.errors import EmbeddedDatabaseFailed
from pranata.foundation.database.embedded.place import Place
from pranata.foundation.words import gettext as _

_PATIENCE = ((signal.SIGINT, 5.0), (signal.SIGKILL, 10.0))


def clear(place: Place) -> None:
    """End the processes of the cluster and remove its pid files.

    Only called when no keeper lives. The number in a pid file may by now belong to a stranger, so processes
    are known by the folder they work in and not by number. The data is safe: the next start replays its log.

    Raises EmbeddedDatabaseFailed while one of them cannot be ended, as when its disk hangs: without its pid
    file a second server would start beside it and write to the same data.
    """
    left: list[int] = []
    for number, patience in _PATIENCE:
        left = _signalled_until_gone(place.cluster, number, patience)
        if not left:
            break
    if left:
        raise EmbeddedDatabaseFailed(
            _("PostgreSQL yang lama belum berakhir."),
            why=_("Proses %(processes)s masih memakai data ini; dua server akan merusaknya.")
            % {"processes": ", ".join(map(str, left))},
            remedy=_("Periksa apakah cakramnya menjawab. Jalankan kembali setelah proses itu berakhir."),
        )
    (place.cluster / "postmaster.pid").unlink(missing_ok=True)
    for file in place.sockets.glob(".s.PGSQL.*"):
        file.unlink(missing_ok=True)


def processes(cluster: Path) -> list[int]:
    """Return the processes whose working folder is the cluster, as every process of a server's is."""
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if _works_in(entry, cluster)]


def _works_in(entry: Path, cluster: Path) -> bool:
    try:
        return (entry / "cwd").readlink() == cluster and (entry / "exe").readlink().name.startswith(
            "postgres"
        )
    except OSError:
        return False


def _signalled_until_gone(cluster: Path, number: int, patience: float) -> list[int]:
    deadline = time.monotonic() + patience
    for pid in processes(cluster):
        _signal(pid, number)
    while (left := processes(cluster)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
