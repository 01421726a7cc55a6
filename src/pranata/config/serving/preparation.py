"""Runs `pranata prepare` in a process of its own.

The server's process then never loads Django, which keeps it small, and never holds the owner's connection.
"""

import subprocess
import sys

from pranata.config.serving.lifeline import end_with_parent
from pranata.foundation import words


def run(*, demo: bool) -> None:
    """Prepare the installation; ends this program with the same status if that fails."""
    ourselves = [sys.executable, "-m", "pranata.config.command", "--lang", words.language()]
    done = subprocess.run(  # noqa: S603 - ourselves
        [*ourselves, "prepare", "--demo" if demo else "--no-demo"],
        check=False,
        stdin=subprocess.DEVNULL,
        preexec_fn=end_with_parent,
    )
    if done.returncode:
        sys.exit(done.returncode)
