"""The demonstration: what `make run` shows a stranger.

`STEPS` is an ordered list; to show something more, write a module beside this one with a function
`load(*, now)` that does nothing when its data is already there, and add a line.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True)
class Step:
    """One part of the demonstration: what is said while it loads, and the function, as `module:name`."""

    title: str
    function: str


STEPS: tuple[Step, ...] = ()


def load(*, now: dt.datetime, report: Callable[[str], object] = lambda _text: None) -> None:
    """Load every part in order; parts that are already there are left as they are."""
    for number, step in enumerate(STEPS, start=1):
        report(f"peragaan {number}/{len(STEPS)}: {step.title}")
        module, name = step.function.split(":")
        getattr(import_module(module), name)(now=now)
