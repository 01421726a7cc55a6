"""Starting the server where it is not running, and letting go of it."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from pranata.foundation.database.embedded import keeper, leftovers, locks
from pranata.foundation.database.embedded.errors import failure
from pranata.foundation.database.embedded.place import POINTER, Place, prepare, prepare_locks
from pranata.foundation.words import gettext as _

START_PATIENCE = 60.0
STOP_PATIENCE = 60.0
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "jit": "off",  # compiling a query costs more than any of ours takes
    "log_timezone": "UTC",
}

_leases: dict[Path, int] = {}
_keepers: list["subprocess.Popen[bytes]"] = []


def start(home: Path, *, options: Mapping[str, str] | None = None) -> None:
    """Make the cluster if there is none, start it if it is not running, and wait until it answers.

    The server then runs at least as long as this process does, or until it calls `stop`. Safe to call again,
    also after the server was killed. `options` hold only if this call is the one that starts it.

    Raises EmbeddedDatabaseFailed.
    """
    try:
        folder = prepare_locks(home)
        with locks.exclusive(folder / "start.lock"):
            if home not in _leases:
                # Waits while a keeper is stopping the server, because that keeper holds the lock alone.
                _leases[home] = locks.shared(folder / "lease.lock")
            _ensure_running(prepare(home), {**SETTINGS, **(options or {})})
    except BaseException as error:
        if home in _leases:
            os.close(_leases.pop(home))
        if isinstance(error, OSError):
            what = _("Folder data %(home)s tidak dapat disiapkan.") % {"home": home}
            raise failure(what, lines=[f"{error.strerror}: {error.filename}"]) from error
        raise


def stop(home: Path) -> None:
    """Let go of the server; when nobody else uses it, wait until it has ended."""
    lease = _leases.pop(home, None)
    if lease is None:
        return
    os.close(lease)
    folder = home / "run"
    deadline = time.monotonic() + STOP_PATIENCE
    while is_running(home) and time.monotonic() < deadline and not _is_used(folder / "lease.lock"):
        time.sleep(0.05)
    for process in _keepers:
        process.poll()


def is_running(home: Path) -> bool:
    """Whether a keeper runs the server of `home` at this moment."""
    folder = home / "run"
    return folder.is_dir() and not locks.is_free(folder / "keeper.lock")


def exists(home: Path) -> bool:
    """Whether a cluster was ever made for `home`."""
    return (home / "postgres").exists() or (home / POINTER).exists()


def _is_used(lease: Path) -> bool:
    return not locks.is_free(lease) and locks.is_free(lease, for_sharing=True)


def _ensure_running(place: Place, settings: Mapping[str, str]) -> None:
    if is_running(place.home) and _is_answering_soon(place):
        return
    leftovers.clear(place)
    if not (place.cluster / "PG_VERSION").exists():
        _make_cluster(place)
    _spawn_keeper(place, settings)
    if not _is_answering_soon(place):
        raise failure(_("Basis data PostgreSQL tidak dapat dijalankan."), place.log)


def _is_answering_soon(place: Place) -> bool:
    """Wait until the server says it is ready; False if it ended instead or takes too long."""
    deadline = time.monotonic() + START_PATIENCE
    spawned = _keepers[-1] if _keepers else None
    while time.monotonic() < deadline:
        if _is_ready(place.cluster / "postmaster.pid"):
            return True
        if is_running(place.home):
            spawned = None
        elif spawned is None or spawned.poll() is not None:
            return False
        time.sleep(0.02)
    return False


def _is_ready(pid_file: Path) -> bool:
    try:
        lines = pid_file.read_text().splitlines()
        return len(lines) >= 8 and lines[7].strip() == "ready" and _lives(int(lines[0]))
    except (OSError, ValueError):
        return False


def _lives(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    return stat.rsplit(")", 1)[1].split()[0] not in {"Z", "X"}


def _make_cluster(place: Place) -> None:
    """Run initdb beside the cluster's place and put the result there when it is complete."""
    draft = place.cluster.with_name("postgres.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if place.uid is not None:
        # initdb, unlike the server, insists on a user that has a name.
        _give(draft, "nobody")
    _initdb(place, draft)
    if place.uid is not None:
        _give(draft, place.uid)
    place.cluster.rmdir()
    draft.rename(place.cluster)


def _initdb(place: Place, folder: Path) -> None:
    done = subprocess.run(  # noqa: S603 - fixed program, our own arguments
        [
            str(place.programs / "initdb"),
            "--auth-local=trust",
            "--auth-host=reject",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--username=postgres",
            f"--pgdata={folder}",
        ],
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        user="nobody" if place.uid is not None else None,
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise failure(_("Basis data PostgreSQL tidak dapat dibuat."), lines=lines)


def _give(folder: Path, user: str | int) -> None:
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, user)


def _spawn_keeper(place: Place, settings: Mapping[str, str]) -> None:
    options = {**settings, "unix_socket_directories": str(place.sockets)}
    command = [str(place.programs / "postgres"), "-D", str(place.cluster)]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    order = {
        "keeper_lock": str(place.locks / "keeper.lock"),
        "lease_lock": str(place.locks / "lease.lock"),
        "log": str(place.log),
        "uid": place.uid,
        "command": command,
    }
    _keepers.append(
        subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-I", "-S", keeper.__file__, json.dumps(order)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
    )
