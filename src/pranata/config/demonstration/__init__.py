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


STEPS: tuple[Step, ...] = (
    Step("daftar instansi", "pranata.organisation.operations.load_directory:load_directory"),
    Step(
        "hasil evaluasi nasional",
        "pranata.assessment.operations.import_national_results:import_national_results",
    ),
    Step("organisasi dan persona contoh", "pranata.config.demonstration.organisation:load"),
    Step("penilaian 2021–2023 dan isian contoh", "pranata.config.demonstration.assessments:load"),
)


def load(*, now: dt.datetime, report: Callable[[str], object] = lambda _text: None) -> None:
    """Load every part in order; parts that are already there are left as they are."""
    for number, step in enumerate(STEPS, start=1):
        report(f"peragaan {number}/{len(STEPS)}: {step.title}")
        module, name = step.function.split(":")
        getattr(import_module(module), name)(now=now)
