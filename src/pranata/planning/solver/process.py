"""Starting the solver, hearing what it says, and ending it."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import IO, Any, cast

PATIENCE_S = 900.0
LISTEN_S = 0.5
LARGEST_LINE = 4_000_000
REFUSED = 3

Line = Mapping[str, Any]


class SolverFailed(Exception):
    """The process ended before it was done, or took too long."""

    def __init__(self, *, too_long: bool) -> None:
        super().__init__("too long" if too_long else "ended early")
        self.too_long = too_long


class SolverStopped(Exception):
    """Whoever asked wants no answer any more."""


def solve(
    asked: Mapping[str, Any],
    hear: Callable[[Line], None],
    *,
    is_wanted: Callable[[], bool],
    patience_s: float = PATIENCE_S,
) -> None:
    """Answer a question in a process of its own, calling `hear` with each line it says.

    `is_wanted` is asked about twice a second. Whatever happens, the process is gone at the end. Raises
    SolverFailed, SolverStopped, and what `hear` raises.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "pranata.planning.solver"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    try:
        _ask(process, asked)
        for line in _lines(process, is_wanted, patience_s):
            hear(line)
    finally:
        _end(process)
    if process.returncode not in (0, REFUSED):
        raise SolverFailed(too_long=False)


def _ask(process: subprocess.Popen[bytes], asked: Mapping[str, Any]) -> None:
    # Held open to the end: when we are gone it closes, and the solver ends.
    pipe = cast("IO[bytes]", process.stdin)
    try:
        pipe.write(json.dumps(asked, ensure_ascii=False).encode() + b"\n")
        pipe.flush()
    except BrokenPipeError as gone:
        raise SolverFailed(too_long=False) from gone


def _lines(
    process: subprocess.Popen[bytes], is_wanted: Callable[[], bool], patience_s: float
) -> Iterator[Line]:
    source = cast("IO[bytes]", process.stdout).fileno()
    until, kept = time.monotonic() + patience_s, b""
    while True:
        if time.monotonic() > until:
            raise SolverFailed(too_long=True)
        if not is_wanted():
            raise SolverStopped
        if not select.select([source], [], [], LISTEN_S)[0]:
            continue
        more = os.read(source, 65536)
        if not more or len(kept) > LARGEST_LINE:
            return
        *whole, kept = (kept + more).split(b"\n")
        yield from (json.loads(line) for line in whole)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process that has said all; kill it where it has not."""
    for pipe in (process.stdout, process.stdin):
        with suppress(BrokenPipeError):
            cast("IO[bytes]", pipe).close()
    try:
        process.wait(timeout=LISTEN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
