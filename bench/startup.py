"""How long a stranger waits, and how much memory the running server holds."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil

from bench.harness import Figure, wall_s

PRANATA = [sys.executable, "-m", "pranata.config.command"]


def figures(home: Path) -> list[Figure]:
    """Prepare an installation in `home`, start it twice, and look at it. Leaves the demonstration there."""
    environment = os.environ | {"PRANATA_HOME": str(home)}
    first = wall_s(lambda: prepare(home))
    second, memory = _second_start(environment)
    return [
        Figure(
            name="first start: cluster, migrations, regulations, demonstration, until it answers",
            value=first,
            unit="s",
            limit=20,
        ),
        Figure(name="second start, until it answers", value=second, unit="s", limit=5),
        Figure(
            name="resident memory of the server with two workers, PostgreSQL apart",
            value=memory,
            unit="MiB",
            limit=250,
        ),
    ]


def prepare(home: Path) -> None:
    """Leave an installation with the demonstration in `home`, by starting the server in it once."""
    server, _ = _serve(os.environ | {"PRANATA_HOME": str(home)})
    _stop(server)


def _second_start(environment: dict[str, str]) -> tuple[float, float]:
    before = time.monotonic()
    server, port = _serve(environment)
    seconds = time.monotonic() - before
    for path in ("/", "/hasil/", "/instrumen/spbe-2020/", "/kalkulator/") * 4:
        urllib.request.urlopen(f"http://127.0.0.1:{port}{path}").read()
    memory = _resident_mib(server.pid)
    _stop(server)
    return seconds, memory


def _serve(environment: dict[str, str]) -> tuple["subprocess.Popen[bytes]", int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = subprocess.Popen(
        [*PRANATA, "serve", "--demo", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz").read() == b"ok":
                return server, port
        except OSError:
            time.sleep(0.05)
    _stop(server)
    raise TimeoutError("the server ended, or did not answer within two minutes")


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.send_signal(signal.SIGINT)
    server.wait(timeout=30)


def _resident_mib(pid: int) -> float:
    """Sum what every process of the server holds for itself plus its share of what they share (PSS)."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    ours = [process for process in family if "postgres" not in process.name()]
    return sum(process.memory_full_info().pss for process in ours) / 2**20
