"""`make bench`: measure everything once, print it and keep it in bench/RESULTS.md.

`python -m bench log pages` measures these groups alone, prints them and keeps nothing. Exits 1 when a limit
is exceeded.
"""

import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import django
import psutil

from bench import bundles, plan, scoring, startup
from bench.harness import Figure, table

RESULTS = Path(__file__).with_name("RESULTS.md")
# In the order in which they run; these need the demonstration's database, which starting makes.
WITHOUT_DATABASE = ("startup", "scoring", "bundles", "plan")
WITH_DATABASE = ("pages", "saving", "answering", "excel", "ingest", "weight", "log", "campaign", "scale")
GROUPS = (*WITHOUT_DATABASE, *WITH_DATABASE)


def main(wanted: Sequence[str]) -> None:
    """Run every part, or those asked for, in a home of its own, which is removed afterwards."""
    unknown = set(wanted) - {*WITHOUT_DATABASE, *WITH_DATABASE}
    if unknown:
        sys.exit(
            f"no such group: {', '.join(sorted(unknown))}; there are {[*WITHOUT_DATABASE, *WITH_DATABASE]}"
        )
    with tempfile.TemporaryDirectory(prefix="pranata-bench-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        home.chmod(0o755)
        figures = _measured(home, wanted or GROUPS)
    text = table(figures)
    if not wanted:
        RESULTS.write_text(
            f"# Figures\n\nThe last run of `make bench` on {_machine()}.\n\n{text}", encoding="utf-8"
        )
    print(text)
    sys.exit(1 if any(figure.verdict == "OVER" for figure in figures) else 0)


def _measured(home: Path, wanted: Sequence[str]) -> list[Figure]:
    with_database = [name for name in WITH_DATABASE if name in wanted]
    figures = list[Figure]()
    if "startup" in wanted:
        figures += startup.figures(home)
    elif with_database:
        startup.prepare(home)
    if "scoring" in wanted:
        figures += scoring.figures()
    if "bundles" in wanted:
        figures += bundles.figures()
    if "plan" in wanted:
        figures += plan.figures()
    return [*figures, *_with_the_database(home, with_database)] if with_database else figures


def _with_the_database(home: Path, wanted: Sequence[str]) -> list[Figure]:
    os.environ.update(
        PRANATA_HOME=str(home), PRANATA_DEMO="1", DJANGO_SETTINGS_MODULE="pranata.config.settings"
    )
    # Settings are read at the first import, so what needs them is imported now.
    from pranata.foundation.database import embedded  # noqa: PLC0415 - settings are read at the first import

    embedded.start(home)
    try:
        django.setup()
        figures = list[Figure]()
        for name in wanted:
            group = import_module(f"bench.{name}")  # models are ready now
            figures += group.figures(home) if name in ("log", "scale") else group.figures()
        return figures
    finally:
        embedded.stop(home)


def _machine() -> str:
    memory = round(psutil.virtual_memory().total / 2**30)
    python = platform.python_version()
    return f"{os.cpu_count()} cores of a shared virtual machine, {memory} GiB of memory, Python {python}"


if __name__ == "__main__":
    main(sys.argv[1:])
