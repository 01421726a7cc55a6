"""The demonstration: what `make run` shows a stranger.

`STEPS` is an ordered list; to show something more, write a module beside this one with a function
`load(*, now)` that does nothing when its data is already there, and add a line.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from pranata.foundation.models import Account


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
    """Load every part in order; parts that are already there are left as they are.

    Where this very version has loaded them before, nothing is looked at again: a second start takes seconds.
    """
    stamp = settings.STATIC_ROOT.parent / "run" / "demonstration"
    if stamp.exists() and stamp.read_text() == _state():
        return
    for number, step in enumerate(STEPS, start=1):
        report(f"peragaan {number}/{len(STEPS)}: {step.title}")
        module, name = step.function.split(":")
        getattr(import_module(module), name)(now=now)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(_state())


def _state() -> str:
    """Name the version of the examples, and the database they are in by the accounts that it holds."""
    known = Account.objects.filter(is_demonstration=True).values_list("pk", "created_at").order_by("pk")
    sources = sorted((path.name, path.stat().st_mtime_ns) for path in Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(repr((version("pranata"), sources, list(known))).encode()).hexdigest()
