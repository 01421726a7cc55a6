"""Runs `pranata prepare` in a process of its own.

The server's process then never holds the owner's connection, nor what only preparing loads.
"""

import os
import subprocess
import sys

from pranata.foundation import words


def run(*, demo: bool) -> None:
    """Prepare the installation; ends this program with the same status if that fails."""
    ourselves = [sys.executable, "-m", "pranata.config.command", "--lang", words.language()]
    options = ["--if-needed", "--demo" if demo else "--no-demo", "--parent", str(os.getpid())]
    # It ties itself to us. Doing that in the fork would run what Python and its libraries hook to a fork, and
    # a Ctrl-C that comes meanwhile is raised in there and lost.
    done = subprocess.run([*ourselves, "prepare", *options], check=False, stdin=subprocess.DEVNULL)  # noqa: S603 - ourselves
    if done.returncode:
        sys.exit(done.returncode)
