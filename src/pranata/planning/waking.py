"""Waking the thread that computes plans, in this process, so that nobody waits for its next look."""

import threading

_bell = threading.Event()


def wake() -> None:
    """Say that a plan waits."""
    _bell.set()


def wait(seconds: float) -> None:
    """Wait until somebody says that a plan waits, or so long."""
    _bell.wait(seconds)
    _bell.clear()
