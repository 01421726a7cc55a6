"""Processes for tests: started, watched, killed and proven gone."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from pranata.foundation.database.embedded import leftovers, place

PATIENCE = 60.0
OUR_OWN = {
    "DATABASE_URL",
    "DATABASE_APP_URL",
    "DATABASE_SEQUENCER_URL",
    "LEDGER_WITNESS",
    "PRANATA_DEMO",
    "PRANATA_HOME",
    "PRANATA_POSTGRES_BINARIES",
}


def eventually(fact: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait until a fact holds; fail if it does not within the patience."""
    deadline = time.monotonic() + patience
    while not fact():
        assert time.monotonic() < deadline, f"It did not come about within {patience} seconds."
        time.sleep(0.05)


@contextmanager
def scratch_home() -> Iterator[Path]:
    """Give a PRANATA_HOME of its own; afterwards whatever still runs in it is ended and it is removed."""
    parent = Path(tempfile.mkdtemp(prefix="pranata-"))
    parent.chmod(0o711)
    home = parent / "home"
    try:
        yield home
    finally:
        cluster = cluster_of(home)
        for pid in leftovers.processes(cluster):
            kill(pid)
        shutil.rmtree(parent, ignore_errors=True)
        shutil.rmtree(place.socket_directory(home), ignore_errors=True)
        if cluster.parent != home:
            shutil.rmtree(cluster.parent, ignore_errors=True)


def cluster_of(home: Path) -> Path:
    """Return where the cluster of a home is."""
    pointer = home / place.POINTER
    return Path(pointer.read_text().strip()) if pointer.exists() else home / "postgres"


def postmaster_of(home: Path) -> int:
    """Return the process number of the running server."""
    return int((cluster_of(home) / "postmaster.pid").read_text().splitlines()[0])


def kill(pid: int, number: int = signal.SIGKILL) -> None:
    """Send a signal to a process that may have ended already."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def descendants(pid: int) -> list[int]:
    """Return the processes below one, whichever their group or session."""
    children = [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if _parent(entry) == pid]
    return children + [below for child in children for below in descendants(child)]


def runs(pid: int) -> bool:
    """Whether the process is there and not merely waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def free_port() -> int:
    """Return a port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A running `pranata serve`."""

    def __init__(self, home: Path, *options: str, **environment: str) -> None:
        self.home = home
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home.parent / f"serve-{self.port}.log"
        self.process = self._begin(options, environment)

    def _begin(self, options: tuple[str, ...], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
        with self.log.open("wb") as log:
            return subprocess.Popen(  # noqa: S603 - ourselves
                [*PRANATA, "serve", "--port", str(self.port), *options],
                env=clean_environment(PRANATA_HOME=str(self.home), **environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def is_healthy(self) -> bool:
        """Whether /healthz says ok."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:  # noqa: S310 - our own
                return bool(answer.read() == b"ok")
        except (URLError, OSError):
            return False

    def wait_until_healthy(self) -> None:
        """Wait for /healthz; fail with what was said if the process ends instead."""

        def healthy() -> bool:
            assert self.process.poll() is None, self.log.read_text()
            return self.is_healthy()

        eventually(healthy)

    def everything(self) -> list[int]:
        """Return the server and every process below it."""
        return [self.process.pid, *descendants(self.process.pid)]

    def interrupt(self) -> int:
        """Press Ctrl-C, which reaches the whole group of the terminal, and return the exit status."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(PATIENCE)


PRANATA = (sys.executable, "-m", "pranata.config.command")


def run_pranata(*arguments: str, home: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end and return what it said."""
    return subprocess.run(  # noqa: S603 - ourselves
        [*PRANATA, *arguments],
        env=clean_environment(PRANATA_HOME=str(home), **environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@contextmanager
def serving(home: Path, *options: str, **environment: str) -> Iterator[Served]:
    """Serve a home for the block, and end everything afterwards."""
    served = Served(home, *options, **environment)
    try:
        served.wait_until_healthy()
        yield served
    finally:
        everything = served.everything()
        kill(served.process.pid, signal.SIGTERM)
        try:
            served.process.wait(PATIENCE)
        finally:
            for pid in everything:
                kill(pid)


def clean_environment(**given: str) -> dict[str, str]:
    """Return this process's environment without what would lead a child to our own database."""
    kept: Mapping[str, str] = {name: value for name, value in os.environ.items() if name not in OUR_OWN}
    return {**kept, **given}


def _parent(entry: Path) -> int | None:
    try:
        return int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
    except (OSError, IndexError):
        return None
