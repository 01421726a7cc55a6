"""`make bench`: measure everything once, print it and keep it in bench/RESULTS.md.

Exits 1 when a limit is exceeded.
"""

import os
import platform
import sys
import tempfile
from pathlib import Path

import django
import psutil

from bench import bundles, scoring, startup
from bench.harness import Figure, table

RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> None:
    """Run every part in a home of its own, which is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="pranata-bench-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        home.chmod(0o755)
        figures = [*startup.figures(home), *scoring.figures(), *bundles.figures(), *_with_the_database(home)]
    text = table(figures)
    RESULTS.write_text(
        f"# Figures\n\nThe last run of `make bench` on {_machine()}.\n\n{text}", encoding="utf-8"
    )
    print(text)
    sys.exit(1 if any(figure.verdict == "OVER" for figure in figures) else 0)


def _with_the_database(home: Path) -> list[Figure]:
    os.environ.update(
        PRANATA_HOME=str(home), PRANATA_DEMO="1", DJANGO_SETTINGS_MODULE="pranata.config.settings"
    )
    # Settings are read at the first import, so what needs them is imported now.
    from pranata.foundation.database import embedded  # noqa: PLC0415 - settings are read at the first import

    embedded.start(home)
    try:
        django.setup()
        from bench import ingest, log, pages, saving, weight  # noqa: PLC0415 - models are ready now

        return [*pages.figures(), *saving.figures(), *ingest.figures(), *weight.figures(), *log.figures(home)]
    finally:
        embedded.stop(home)


def _machine() -> str:
    memory = round(psutil.virtual_memory().total / 2**30)
    python = platform.python_version()
    return f"{os.cpu_count()} cores of a shared virtual machine, {memory} GiB of memory, Python {python}"


if __name__ == "__main__":
    main()
