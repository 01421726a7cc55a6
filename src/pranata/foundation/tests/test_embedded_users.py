"""The embedded server runs for root and for an ordinary user, and nobody else gets at it."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pranata.foundation.database import embedded
from pranata.foundation.database.embedded import EmbeddedDatabaseFailed, place, programs
from pranata.foundation.testing.processes import cluster_of, eventually, postmaster_of, runs, scratch_home

IS_ROOT = os.geteuid() == 0
SOURCES = Path(place.__file__).parents[2]

TRY = """
import os, sys
from pathlib import Path
from pranata.foundation.database import embedded
home = Path(sys.argv[1])
embedded.start(home)
print(os.geteuid(), os.stat(embedded.socket_directory(home) / ".s.PGSQL.5432").st_uid)
embedded.stop(home)
print(embedded.is_running(home))
"""


@pytest.fixture
def home() -> Iterator[Path]:
    with scratch_home() as folder:
        yield folder
        embedded.stop(folder)


def ordinary_user() -> dict[str, int]:
    """Return how to become an ordinary user; nothing where we are one."""
    if not IS_ROOT:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid}


def interpreter_for_everybody() -> str:
    """Return a Python that an ordinary user may run, although ours may be in root's own folder."""
    for found in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        real = Path(found).resolve()
        if real.exists() and (not IS_ROOT or place.reachable(real.parent)):
            return found if not IS_ROOT or place.reachable(Path(found).parent) else str(real)
    pytest.fail("No Python that an ordinary user could run: install the system's own (apt install python3).")


def readable_copy(folder: Path) -> Path:
    """Copy the package's foundation to where an ordinary user can read it."""
    shutil.copytree(SOURCES, folder / "pranata" / "foundation")
    return folder


def test_it_runs_as_an_ordinary_user_with_a_home_of_its_own(home: Path):
    user = ordinary_user()
    home.mkdir()
    if user:
        shutil.chown(home, user["user"], user["group"])
    done = subprocess.run(
        [interpreter_for_everybody(), "-c", TRY, str(home)],
        env={
            "PATH": os.defpath,
            "PYTHONPATH": str(readable_copy(home.parent / "code")),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PRANATA_POSTGRES_BINARIES": str(programs.copied_to(home.parent)),
        },
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **user,  # type: ignore[call-overload]
    )
    uid = user.get("user", os.geteuid())
    assert (done.stdout, done.stderr) == (f"{uid} {uid}\nFalse\n", "")


@pytest.mark.skipif(
    not IS_ROOT, reason="What is tested is what root gets; an ordinary user has the test above."
)
class TestForRoot:
    def test_the_server_is_a_user_of_its_own_that_no_account_has(self, home: Path):
        embedded.start(home)
        uid = Path(f"/proc/{postmaster_of(home)}").stat().st_uid
        assert uid in place.DYNAMIC_USERS
        assert cluster_of(home) == home / "postgres"
        assert cluster_of(home).stat().st_uid == uid
        with pytest.raises(KeyError):
            pwd.getpwuid(uid)

    def test_two_installations_have_two_users(self, home: Path):
        embedded.start(home)
        with scratch_home() as other:
            embedded.start(other)
            try:
                owners = {cluster_of(h).stat().st_uid for h in (home, other)}
            finally:
                embedded.stop(other)
        assert len(owners) == 2

    def test_another_user_cannot_connect(self, home: Path):
        embedded.start(home)
        done = subprocess.run(
            ["/bin/ls", str(embedded.socket_directory(home))],
            capture_output=True,
            check=False,
            **ordinary_user(),  # type: ignore[call-overload]
        )
        assert done.returncode
        assert b"Permission denied" in done.stderr

    def test_a_home_under_a_folder_of_root_alone_points_to_data_outside(self, home: Path):
        home.parent.chmod(0o700)
        embedded.start(home)
        cluster = Path((home / place.POINTER).read_text().strip())
        assert not cluster.is_relative_to(home)
        assert place.reachable(cluster.parent)
        assert cluster.stat().st_mode & 0o777 == 0o700
        server = postmaster_of(home)
        embedded.stop(home)
        eventually(lambda: not runs(server))
        embedded.start(home)
        assert Path((home / place.POINTER).read_text().strip()) == cluster

    def test_data_moves_along_when_its_home_was_moved_under_such_a_folder(self, home: Path):
        embedded.start(home)
        embedded.stop(home)
        home.parent.chmod(0o700)
        embedded.start(home)
        assert not (home / "postgres").exists()
        assert (cluster_of(home) / "PG_VERSION").exists()

    def test_programs_that_only_root_can_read_are_copied_once(self, home: Path):
        home.mkdir()
        first = programs.copied_to(home)
        marked = first.parent / "marked"
        marked.touch()
        assert programs.copied_to(home) == first
        assert marked.exists()
        done = subprocess.run(
            [str(first / "postgres"), "--version"],
            check=True,
            capture_output=True,
            **ordinary_user(),  # type: ignore[call-overload]
        )
        assert b"PostgreSQL" in done.stdout

    def test_a_socket_folder_that_somebody_laid_out_for_us_is_refused(self, home: Path):
        folder = embedded.socket_directory(home)
        folder.mkdir()
        os.chown(folder, 1234, 1234)
        with pytest.raises(EmbeddedDatabaseFailed, match="milik pengguna lain"):
            embedded.start(home)
