"""The embedded server survives every way of dying, and outlives nobody who uses it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pranata.foundation.database import embedded
from pranata.foundation.database.embedded import EmbeddedDatabaseFailed, leftovers, locks
from pranata.foundation.database.embedded.place import Place
from pranata.foundation.testing.processes import (
    clean_environment,
    cluster_of,
    eventually,
    kill,
    postmaster_of,
    runs,
    scratch_home,
)

USE = """
import sys, time
from pathlib import Path
from pranata.foundation.database import embedded
embedded.start(Path(sys.argv[1]))
print("started", flush=True)
time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def home() -> Iterator[Path]:
    with scratch_home() as folder:
        yield folder
        embedded.stop(folder)


def ask(home: Path, statement: str, user: str = "postgres") -> list[tuple[object, ...]]:
    host = str(embedded.socket_directory(home))
    with psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True) as server:
        cursor = server.execute(statement)
        return cursor.fetchall() if cursor.description else []


def use_elsewhere(home: Path, seconds: float = 600) -> "subprocess.Popen[str]":
    """Start the server from another process, which then only waits."""
    process = subprocess.Popen(
        [sys.executable, "-c", USE, str(home), str(seconds)],
        env=clean_environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    with process.stdout as said:
        assert said.readline() == "started\n"
    return process


def is_gone(home: Path) -> bool:
    return not leftovers.processes(cluster_of(home)) and not embedded.is_running(home)


def test_it_answers_and_leaves_nothing_running_when_let_go(home: Path):
    embedded.start(home)
    assert ask(home, "SELECT 1") == [(1,)]
    embedded.stop(home)
    assert is_gone(home)


def test_starting_twice_in_one_process_is_starting_once(home: Path):
    embedded.start(home)
    first = postmaster_of(home)
    embedded.start(home)
    assert postmaster_of(home) == first


def test_what_was_committed_survives_kill_9_of_the_server(home: Path):
    embedded.start(home)
    ask(home, "CREATE TABLE kept AS SELECT 42 AS answer")
    kill(postmaster_of(home))
    eventually(lambda: not embedded.is_running(home))
    embedded.start(home)
    assert ask(home, "SELECT answer FROM kept") == [(42,)]


def test_it_ends_when_its_only_user_is_killed(home: Path):
    user = use_elsewhere(home)
    user.kill()
    user.wait()
    eventually(lambda: is_gone(home))


def test_a_second_user_keeps_it_running_when_the_first_is_killed(home: Path):
    first = use_elsewhere(home)
    embedded.start(home)
    server = postmaster_of(home)
    first.kill()
    first.wait()
    assert ask(home, "SELECT 1") == [(1,)]
    assert postmaster_of(home) == server


def test_it_ends_when_its_keeper_is_killed_and_starts_again(home: Path):
    embedded.start(home)
    ask(home, "CREATE TABLE kept AS SELECT 7 AS answer")
    server = postmaster_of(home)
    keeper = int(Path(f"/proc/{server}/stat").read_text().rsplit(")", 1)[1].split()[1])
    kill(keeper)
    eventually(lambda: not runs(server))
    embedded.start(home)
    assert ask(home, "SELECT answer FROM kept") == [(7,)]


def test_keeper_and_server_killed_at_once_leave_a_cluster_that_starts(home: Path):
    embedded.start(home)
    server = postmaster_of(home)
    keeper = int(Path(f"/proc/{server}/stat").read_text().rsplit(")", 1)[1].split()[1])
    for pid in (keeper, server):
        kill(pid)
    eventually(lambda: not runs(server) and not runs(keeper))
    embedded.start(home)
    assert postmaster_of(home) != server
    assert ask(home, "SELECT 1") == [(1,)]


def test_an_orphan_that_ignores_its_keeper_is_ended_before_a_new_one_starts(home: Path):
    embedded.start(home)
    server = postmaster_of(home)
    keeper = int(Path(f"/proc/{server}/stat").read_text().rsplit(")", 1)[1].split()[1])
    kill(server, signal.SIGSTOP)  # it cannot act on its keeper's end any more
    kill(keeper)
    eventually(lambda: not embedded.is_running(home))
    embedded.start(home)
    assert not runs(server)
    assert ask(home, "SELECT 1") == [(1,)]


def test_a_pid_file_whose_number_now_belongs_to_a_stranger_does_not_stop_it(home: Path):
    embedded.start(home)
    embedded.stop(home)
    cluster = cluster_of(home)
    (cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster}\n1\n5432\n/\n\n0 0\nready\n")
    embedded.start(home)
    assert postmaster_of(home) != os.getpid()
    assert ask(home, "SELECT 1") == [(1,)]


def test_an_interrupted_initdb_is_begun_anew(home: Path):
    draft = home / "postgres.new"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18\n")
    embedded.start(home)
    assert not draft.exists()
    assert ask(home, "SELECT 1") == [(1,)]


def test_starts_at_the_same_moment_share_one_server(home: Path):
    users = [
        subprocess.Popen(
            [sys.executable, "-c", USE, str(home), "2"],
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for user in users:
        said, complaint = user.communicate(timeout=120)
        assert (said, complaint) == ("started\n", "")
    eventually(lambda: is_gone(home))


def test_only_its_user_and_root_reach_the_socket(home: Path):
    embedded.start(home)
    folder = embedded.socket_directory(home)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert not ask(home, "SELECT 1 FROM pg_settings WHERE name = 'listen_addresses' AND setting <> ''")


def test_the_socket_path_stays_short_however_long_the_home_is(home: Path):
    deep = home / ("a-rather-long-name-" * 8)
    assert len(bytes(embedded.socket_directory(deep) / ".s.PGSQL.5432.lock")) <= 107
    embedded.start(deep)
    try:
        assert ask(deep, "SELECT 1") == [(1,)]
    finally:
        embedded.stop(deep)


def test_a_full_disk_is_told_with_its_remedy(home: Path, monkeypatch: pytest.MonkeyPatch):
    script = home.parent / "bin"
    script.mkdir()
    (script / "initdb").write_text("#!/bin/sh\necho 'could not write: No space left on device' >&2\nexit 1\n")
    (script / "initdb").chmod(0o755)
    monkeypatch.setenv("PRANATA_POSTGRES_BINARIES", str(script))
    with pytest.raises(EmbeddedDatabaseFailed, match="Cakram tempat data disimpan sudah penuh"):
        embedded.start(home)
    assert locks.is_free(home / "run" / "lease.lock")


def test_what_the_server_says_is_told_when_it_will_not_start(home: Path):
    with pytest.raises(EmbeddedDatabaseFailed, match="no_such_setting"):
        embedded.start(home, options={"no_such_setting": "1"})
    embedded.start(home)
    assert ask(home, "SELECT 1") == [(1,)]


def test_no_second_server_starts_beside_one_that_cannot_be_ended(home: Path, monkeypatch: pytest.MonkeyPatch):
    place = Place(home, home / "postgres", home, None)
    place.cluster.mkdir(parents=True)
    (place.cluster / "postmaster.pid").write_text("1")
    monkeypatch.setattr(leftovers, "_PATIENCE", ((signal.SIGINT, 0.0), (signal.SIGKILL, 0.0)))
    monkeypatch.setattr(leftovers, "processes", lambda _cluster: [4_000_000])
    monkeypatch.setattr(leftovers, "_signal", lambda _pid, _number: None)
    with pytest.raises(EmbeddedDatabaseFailed):
        leftovers.clear(place)
    assert (place.cluster / "postmaster.pid").exists()
