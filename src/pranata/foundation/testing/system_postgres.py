"""The system's own PostgreSQL as a server with passwords, private to one test run."""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from pranata.foundation.testing.processes import eventually

PROGRAMS = Path("/usr/lib/postgresql")
ADMINISTRATOR = "dba"


@dataclass(frozen=True)
class Server:
    """A running server; every login needs its password."""

    socket: Path
    password: str

    def url(self, user: str = ADMINISTRATOR, password: str | None = None, database: str = "pranata") -> str:
        """Return the address for a login."""
        return f"postgresql://{user}:{password or self.password}@/{database}?host={self.socket}"

    def ask(self, statement: str, database: str = "postgres", user: str = ADMINISTRATOR) -> list[Any]:
        """Run a statement, by default as the administrator."""
        with psycopg.connect(self.url(user=user, database=database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


def programs() -> Path:
    """Return the newest PostgreSQL that the system has."""
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    assert found, "Run tools/require-postgres first: the system's PostgreSQL is not installed."
    return found[-1].parent


@contextmanager
def system_postgres() -> Iterator[Server]:
    """Make a cluster with the system's programs, run it for the block, and remove it."""
    folder = Path(tempfile.mkdtemp(prefix="pranata-server-"))
    user = {"user": "nobody"} if os.geteuid() == 0 else {}
    server = Server(folder, secrets.token_urlsafe(12))
    try:
        _make(folder, server.password, user)
        process = subprocess.Popen(  # noqa: S603 - the system's program
            [
                str(programs() / "postgres"),
                *("-D", str(folder / "data"), "-c", "listen_addresses=", "-c", "fsync=off"),
                *("-c", f"unix_socket_directories={folder}"),
            ],
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **user,  # type: ignore[call-overload]
        )
        try:
            eventually((folder / ".s.PGSQL.5432").exists)
            eventually(lambda: "ready" in (folder / "data" / "postmaster.pid").read_text())
            yield server
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make(folder: Path, password: str, user: dict[str, str]) -> None:
    secret = folder / "password"
    secret.write_text(password)
    for path in (folder, secret):
        if user:
            shutil.chown(path, user["user"])
    subprocess.run(  # noqa: S603 - the system's program
        [
            str(programs() / "initdb"),
            *("-D", str(folder / "data"), "-U", ADMINISTRATOR, "--encoding=UTF8", "--locale=C.UTF-8"),
            *("--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync"),
        ],
        check=True,
        capture_output=True,
        cwd="/",
        **user,  # type: ignore[call-overload]
    )
