"""The sequencer beside the server: a process of its own, started again when it ends unasked."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

from pranata.foundation.database import sequencer_url
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _

PAUSE = 1.0
PATIENCE = 10.0
COMMAND = (sys.executable, "-m", "pranata.config.command", "ledger", "sequence")


@contextmanager
def running(env: Environment, *, demo: bool = False) -> Iterator[None]:
    """Run the sequencer for the block, if its login is known here; in a demonstration with two witnesses."""
    if sequencer_url(env) is None:
        click.echo(_("Log tidak disusun di sini: DATABASE_SEQUENCER_URL tidak diberikan."), err=True)
        yield
        return
    keeper = _Keeper(["--example-witnesses"] if demo else [])
    keeper.start()
    try:
        yield
    finally:
        keeper.end()


class _Keeper(threading.Thread):
    """Starts the sequencer, waits for its end, and starts it again."""

    def __init__(self, options: list[str]) -> None:
        super().__init__(daemon=True, name="sequencer")
        self._options = options
        self._ending = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def run(self) -> None:
        while True:
            with self._lock:
                if self._ending.is_set():
                    return
                self._process = _started(self._options)
            self._process.wait()
            self._ending.wait(PAUSE)

    def end(self) -> None:
        """Let the batch in hand finish, and leave nothing running."""
        with self._lock:
            self._ending.set()
            process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _started(options: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - ourselves
        [*COMMAND, "--parent", str(os.getpid()), *options],
        stdin=subprocess.DEVNULL,
        # Ctrl-C reaches a whole group; it is for the server, which then ends this one.
        process_group=0,
    )
