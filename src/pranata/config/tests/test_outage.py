"""PostgreSQL stopped under a running server, and started again."""

import os
import signal
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path

import psutil

from pranata.foundation.testing.processes import Served, eventually, kill, postmaster_of, runs, serving


def asked(served: Served, path: str) -> tuple[int, Message, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{served.port}{path}", timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.headers, refusal.read().decode()


def keeper_of(served: Served) -> int:
    (found,) = [p.pid for p in map(psutil.Process, served.everything()) if "keeper" in " ".join(p.cmdline())]
    return found


def test_a_stopped_postgresql_gives_503_until_it_is_back(home: Path):
    with serving(home, "--no-prepare", "--workers", "1") as served:
        assert asked(served, "/hasil/")[0] == 200
        keeper, postmaster = keeper_of(served), postmaster_of(home)
        # The keeper would start it again within a second; held still, the outage lasts as long as we look.
        os.kill(keeper, signal.SIGSTOP)
        try:
            kill(postmaster)
            eventually(lambda: not runs(postmaster))
            assert asked(served, "/")[0] == 503
            status, headers, text = asked(served, "/hasil/")
            assert (status, headers["Retry-After"]) == (503, "60")
            assert "Pranata sedang tidak dapat melayani" in text
            assert "Traceback" not in text
        finally:
            os.kill(keeper, signal.SIGCONT)
        eventually(lambda: asked(served, "/hasil/")[0] == 200)
