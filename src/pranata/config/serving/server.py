"""The server: granian with its workers, and a watch over the embedded PostgreSQL."""

import ctypes
import gc
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from pranata.config.serving.lifeline import end_with_parent
from pranata.foundation.database import embedded
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _

APPLICATION = "pranata.config.wsgi:application"
RECEIPTS = "pranata.config.serving.receipts"
LETTERS = "pranata.config.serving.letters"
DUTIES = "pranata.config.serving.duties"
PLANS = "pranata.config.serving.plans"
# Each thread keeps one database connection; pages are short, so few threads serve many readers.
THREADS = 4
WATCH_PAUSE = 1.0
M_ARENA_MAX = -8


def run(*, host: str, port: int, workers: int, demo: bool, home: Path | None) -> None:
    """Serve until a signal says stop. `home` is given where the embedded PostgreSQL is ours to watch."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "pranata.config.settings"
    os.environ["PRANATA_DEMO"] = "1" if demo else ""
    server = Server(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        backlog=1024,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    _in_background(_announce, host, port, demo)
    if home is not None:
        _in_background(_watch, home)
    _load()
    server.serve(target_loader=_Loader(os.getpid()))


def _load() -> None:
    """Load the application once, here: workers are forks and share what is loaded, in time and in memory.

    Nothing is connected to the database yet; each worker connects for itself.
    """
    for module in (APPLICATION.split(":")[0], RECEIPTS, LETTERS, DUTIES, PLANS):
        import_module(module)
    _settle_memory()


class _Loader:
    """Gives the application to a worker."""

    def __init__(self, parent: int) -> None:
        self.parent = parent

    def __call__(self, target: str) -> Callable[..., Any]:
        end_with_parent(self.parent)
        # Ctrl-C reaches a whole group; it is for the server, which then asks its workers to finish.
        os.setpgid(0, 0)
        # Until granian sets its own handler, the fork has the server's, which would swallow the request.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        module, name = target.split(":")
        application: Callable[..., Any] = getattr(import_module(module), name)
        for beside in (RECEIPTS, LETTERS, DUTIES, PLANS):
            import_module(beside).start()
        return application


def _settle_memory() -> None:
    """Give back what loading needed for a moment, and spare the collector what stays for good."""
    gc.collect()
    gc.freeze()
    libc = ctypes.CDLL(None)
    if hasattr(libc, "malloc_trim"):  # glibc only
        libc.mallopt(M_ARENA_MAX, 1)
        libc.malloc_trim(0)


def _in_background(function: Callable[..., None], *arguments: object) -> None:
    threading.Thread(target=function, args=arguments, daemon=True).start()


def _announce(host: str, port: int, demo: bool) -> None:  # noqa: FBT001 - called by a thread
    while not _answers(host, port):
        time.sleep(0.05)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    click.echo("\n" + _("Pranata melayani di %(address)s") % {"address": address})
    if demo:
        click.echo(
            _("Masuk sebagai pejabat contoh, tanpa kata sandi: %(address)s/peragaan/") % {"address": address}
        )
    click.echo(_("Hentikan dengan Ctrl-C."))


def _answers(host: str, port: int) -> bool:
    # By hand: the standard client would cost every process ten mebibytes for one request.
    try:
        with socket.create_connection((host, port), timeout=5) as link:
            link.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            # Any answer will do: that of a server with a name of its own is a refusal of ours.
            return link.recv(64).startswith(b"HTTP/1.1 ")
    except OSError:
        return False


def _watch(home: Path) -> None:
    """Start the embedded PostgreSQL again if it was killed; the workers then connect anew."""
    while True:
        time.sleep(WATCH_PAUSE)
        if embedded.is_running(home):
            continue
        try:
            embedded.start(home)
            click.echo(_("PostgreSQL berhenti tanpa diminta dan sudah dijalankan kembali."), err=True)
        except ProductError as error:
            click.echo(str(error), err=True)
