"""Runs `pranata prepare` in a process of its own.

The server's process then never holds the owner's connection, nor what only preparing loads.
"""

import subprocess
import sys

from pranata.config.serving.lifeline import end_with_parent
from pranata.foundation import words


def run(*, demo: bool) -> None:
    """Prepare the installation; ends this program with the same status if that fails."""
    ourselves = [sys.executable, "-m", "pranata.config.command", "--lang", words.language()]
    done = subprocess.run(  # noqa: S603 - ourselves
        [*ourselves, "prepare", "--if-needed", "--demo" if demo else "--no-demo"],
        check=False,
        stdin=subprocess.DEVNULL,
        preexec_fn=end_with_parent,
    )
    if done.returncode:
        sys.exit(done.returncode)
