"""Where a server's files, socket and programs are, and as whom it runs.

An ordinary user has everything under PRANATA_HOME and is the server's user. Root cannot be: PostgreSQL
refuses. So the server of root runs under a number of its own that no account of the machine has, as systemd
does for its dynamic users; nobody else then owns the files or may open the socket. Where that user cannot
reach PRANATA_HOME (a checkout under `/root`), the cluster is kept under `/var/lib/pranata` and a file
`postgres.location` in PRANATA_HOME points to it.
"""

import hashlib
import os
import pwd
import secrets
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from pranata.foundation.database.embedded import programs
from pranata.foundation.database.embedded.errors import EmbeddedDatabaseFailed
from pranata.foundation.words import gettext as _

LONGEST_SOCKET_PATH = 107
SOCKET_NAME = ".s.PGSQL.5432.lock"
DYNAMIC_USERS = range(61184, 65520)
OUTSIDE = (Path("/var/lib/pranata"), Path("/var/tmp/pranata"))  # noqa: S108 - made by root, mode 0711
POINTER = "postgres.location"


@dataclass(frozen=True)
class Place:
    """The files of one server. `uid` is None where the server runs as ourselves."""

    home: Path
    cluster: Path
    programs: Path
    uid: int | None

    @property
    def sockets(self) -> Path:
        """The folder of the server's socket."""
        return socket_directory(self.home)

    @property
    def locks(self) -> Path:
        """The folder of the three lock files: start, lease and keeper."""
        return self.home / "run"

    @property
    def log(self) -> Path:
        """What the server wrote since it was last started."""
        return self.home / "run" / "postgres.log"


def socket_directory(home: Path) -> Path:
    """Return where the socket of the server of `home` is; only its user and root can enter it.

    It depends on nothing but `home` and who we are, so that every process comes to the same answer.
    """
    digest = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    if os.geteuid() == 0:
        return Path("/run") / f"pranata-{digest}"
    inside = home / "run" / "socket"
    if len(str(inside / SOCKET_NAME).encode()) <= LONGEST_SOCKET_PATH:
        return inside
    return Path("/tmp") / f"pranata-{os.geteuid()}-{digest}"  # noqa: S108 - ownership is checked on use


def prepare_locks(home: Path) -> Path:
    """Make the folder of the lock files and return it."""
    home.mkdir(parents=True, exist_ok=True)
    _own_folder(home / "run", None)
    return home / "run"


def prepare(home: Path) -> Place:
    """Make the folders of the server of `home` and return where everything is; one process at a time."""
    place = _place_of_root(home) if os.geteuid() == 0 else _place_of_user(home)
    _own_folder(place.cluster, place.uid)
    _own_folder(place.sockets, place.uid)
    return place


def reachable(path: Path) -> bool:
    """Whether any user of the machine can come to `path` (enter all its folders)."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))


def _place_of_user(home: Path) -> Place:
    return Place(home, home / "postgres", programs.binaries(), None)


def _place_of_root(home: Path) -> Place:
    home.chmod(home.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    cluster = _cluster_of_root(home)
    tools = programs.binaries()
    if not reachable(tools):
        tools = programs.copied_to(_outside())
    return Place(home, cluster, tools, _uid_for(cluster))


def _cluster_of_root(home: Path) -> Path:
    pointer = home / POINTER
    if pointer.exists():
        return Path(pointer.read_text().strip())
    inside = home / "postgres"
    if reachable(home):
        return inside
    cluster = _outside() / f"{home.parent.name}-{secrets.token_hex(4)}" / "postgres"
    cluster.parent.mkdir(mode=0o711)
    if (inside / "PG_VERSION").exists():
        shutil.move(inside, cluster)
    pointer.write_text(f"{cluster}\n")
    return cluster


def _outside() -> Path:
    for folder in OUTSIDE:
        folder.mkdir(exist_ok=True)
        folder.chmod(0o711)
        if reachable(folder):
            return folder
    raise EmbeddedDatabaseFailed(
        _("Tidak ada folder untuk data PostgreSQL."),
        why=_(
            "PostgreSQL tidak dapat berjalan sebagai root, dan pengguna lain tidak dapat "
            "mencapai folder %(folder)s."
        )
        % {"folder": OUTSIDE[0]},
        remedy=_("Pilih dengan PRANATA_HOME sebuah folder yang dapat dimasuki semua pengguna."),
    )


def _uid_for(cluster: Path) -> int:
    """Return whose the cluster is, or a number that no account has."""
    if (cluster / "PG_VERSION").exists() and (owner := cluster.stat().st_uid):
        return owner
    start = int.from_bytes(hashlib.sha256(str(cluster).encode()).digest()[:4])
    for step in range(len(DYNAMIC_USERS)):
        uid = DYNAMIC_USERS[(start + step) % len(DYNAMIC_USERS)]
        if not _is_taken(uid):
            return uid
    raise RuntimeError("Every number for dynamic users is taken.")


def _is_taken(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _own_folder(path: Path, uid: int | None) -> None:
    """Make a folder that only `uid` (or ourselves) may enter; refuse one that somebody else laid there."""
    path.mkdir(exist_ok=True, mode=0o700)
    facts = path.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in {os.geteuid(), uid}:
        raise EmbeddedDatabaseFailed(
            _("Folder %(path)s milik pengguna lain.") % {"path": path},
            why=_("Basis data tidak dijalankan di folder yang dapat diubah orang lain."),
            remedy=_(
                "Jalankan sebagai pengguna yang membuatnya, atau pilih folder lain dengan PRANATA_HOME."
            ),
        )
    if uid is not None:
        os.chown(path, uid, uid)
    path.chmod(0o700)
