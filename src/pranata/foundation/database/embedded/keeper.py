"""The keeper: parent of the server. Run as a program with one argument, a JSON order.

It holds the keeper's lock while it lives, and stops the server when it can have the lease's lock for itself:
then nobody uses the server any more. If the keeper is killed, the kernel sends the server the signal for a
fast shutdown. It imports the standard library only, so that it stays small.
"""

import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from typing import Any

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
PAUSE = 0.1
# From the politest to the last resort: fast, immediate, kill; and how long each may take.
STOPS = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0))


def keep(order: dict[str, Any]) -> int:
    """Run the server until it ends or nobody holds a lease; return the exit status."""
    keeper = os.open(order["keeper_lock"], os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(keeper, fcntl.LOCK_EX | fcntl.LOCK_NB)
    lease = os.open(order["lease_lock"], os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    # The server's own children come to us if it is killed, so that they are buried and not left as zombies.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, _frame: asked.append(number))
    server = _run(order)
    while server.poll() is None:
        if asked or _is_unused(lease):
            # At this point no new user comes in: sharing the lease waits until we have ended.
            _stop(server)
            return 0
        time.sleep(PAUSE)
    _bury_orphans()
    return 1


def _run(order: dict[str, Any]) -> "subprocess.Popen[bytes]":
    user: dict[str, Any] = {}
    if order["uid"] is not None:
        user = {"user": order["uid"], "group": order["uid"], "extra_groups": []}
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
    return subprocess.Popen(  # noqa: S603 - our own order
        order["command"],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        cwd="/",
        preexec_fn=_end_with_keeper,  # noqa: PLW1509 - one thread
        **user,
    )


def _end_with_keeper() -> None:
    # After the change of user, which would clear it; it holds across exec.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _is_unused(lease: int) -> bool:
    try:
        fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _stop(server: "subprocess.Popen[bytes]") -> None:
    for number, patience in STOPS:
        server.send_signal(number)
        try:
            server.wait(patience)
        except subprocess.TimeoutExpired:
            continue
        return


def _bury_orphans() -> None:
    deadline = time.monotonic() + STOPS[1][1]
    while time.monotonic() < deadline:
        try:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(PAUSE / 10)
        except ChildProcessError:
            return


if __name__ == "__main__":
    sys.exit(keep(json.loads(sys.argv[1])))
