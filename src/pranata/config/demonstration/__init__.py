"""The demonstration: what `make run` shows a stranger.

`STEPS` is an ordered list; to show something more, write a module beside this one with a function
`load(*, now)` that does nothing when its data is already there, and add a line.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from pranata.assessment.regulations.folders import regulation_folders
from pranata.foundation.models import Account
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop


@dataclass(frozen=True)
class Step:
    """One part of the demonstration: what is said while it loads, and the function, as `module:name`."""

    title: str
    function: str


STEPS: tuple[Step, ...] = (
    Step(gettext_noop("daftar instansi"), "pranata.organisation.operations.load_directory:load_directory"),
    Step(
        gettext_noop("hasil evaluasi nasional"),
        "pranata.assessment.operations.import_national_results:import_national_results",
    ),
    Step(gettext_noop("organisasi dan persona contoh"), "pranata.config.demonstration.organisation:load"),
    Step(
        gettext_noop("penilaian 2021–2023 dan isian contoh"), "pranata.config.demonstration.assessments:load"
    ),
    Step(gettext_noop("tingkat contoh yang dibagikan"), "pranata.config.demonstration.sharing:load"),
    Step(gettext_noop("rencana contoh"), "pranata.config.demonstration.plan:load"),
    Step(gettext_noop("rencana aksi contoh"), "pranata.config.demonstration.actions:load"),
    Step(gettext_noop("panggilan penilaian contoh"), "pranata.config.demonstration.cycle:load"),
    Step(gettext_noop("pembinaan contoh"), "pranata.config.demonstration.coaching:load"),
    Step(gettext_noop("naskah dan bukti contoh"), "pranata.config.demonstration.records:load"),
    Step(gettext_noop("jadwal retensi dan penahanan contoh"), "pranata.config.demonstration.retention:load"),
    Step(gettext_noop("serah terima jabatan contoh"), "pranata.config.demonstration.handover:load"),
    Step(gettext_noop("peta rencana dan anggaran contoh"), "pranata.config.demonstration.roadmap:load"),
    Step(
        gettext_noop("naskah yang jatuh tempo dan usul penyusutan contoh"),
        "pranata.config.demonstration.disposal:load",
    ),
)

# The apps whose `data/` the steps read.
DATA_OF = ("assessment", "organisation", "records")


def load(*, now: dt.datetime, report: Callable[[str], object] = lambda _text: None) -> None:
    """Load every part in order; parts that are already there are left as they are.

    Where these very sources were loaded into this database before, nothing is looked at again: a second start
    takes seconds.
    """
    stamp = settings.STATIC_ROOT.parent / "run" / "demonstration"
    if stamp.exists() and stamp.read_text() == _state():
        return
    for number, step in enumerate(STEPS, start=1):
        report(
            _("peragaan %(number)s/%(count)s: %(title)s")
            % {"number": number, "count": len(STEPS), "title": _(step.title)}
        )
        module, name = step.function.split(":")
        getattr(import_module(module), name)(now=now)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(_state())


def _state() -> str:
    """Name the version of the examples, and the database they are in by the accounts that it holds."""
    known = Account.objects.filter(is_demonstration=True).values_list("pk", "created_at").order_by("pk")
    told = repr((version("pranata"), sources_digest(sources()), list(known)))
    return hashlib.sha256(told.encode()).hexdigest()


def sources() -> list[Path]:
    """Return every file the demonstration is made of: its modules, the data they read, the regulations."""
    here = Path(__file__).parent
    modules = [find_spec(step.function.split(":")[0]) for step in STEPS]
    folders = [*(here.parents[1] / app / "data" for app in DATA_OF), *regulation_folders().values()]
    return [
        *here.glob("*.py"),
        *(Path(module.origin) for module in modules if module and module.origin),
        *(path for folder in folders for path in folder.rglob("*") if path.is_file()),
    ]


def sources_digest(paths: Iterable[Path]) -> str:
    """Return one digest of the names and bytes of these files.

    What a file says counts, not when it was written: an installer and a checkout give each a new date.
    """
    sealed = [(str(path), hashlib.sha256(path.read_bytes()).hexdigest()) for path in sorted(set(paths))]
    return hashlib.sha256(repr(sealed).encode()).hexdigest()
