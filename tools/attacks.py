"""Run the twelve attacks of the tamper score on a throw-away database, and print what came of each.

    python -m tools.attacks            # a table; docs/reference/attacks.md is written anew
    python -m tools.attacks --json     # for a machine; writes nothing

Exits 1 when an attack passed silently that THREAT_MODEL.md does not name.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pranata.ledger.tests.attacks import Scored

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/reference/attacks.md"
HEAD = """# The tamper score

Twelve attacks on the log, each made for real on a database of its own by `make attacks`, which writes this
page: what prevents it, what detects it, and what passes silently. Nothing may be silent but what the
[threat model](../../THREAT_MODEL.md) names; a test runs the same attacks and holds both pages against them.

"""


def table(scores: "list[Scored]") -> str:
    """Return the table as Markdown, with the count of each verdict below it."""
    rows = [f"| {s.number} | {s.attack} | {s.verdict} | {s.by} |" for s in scores]
    verdicts = [s.verdict for s in scores]
    counts = ", ".join(f"{verdicts.count(v)} {v}" for v in ("prevented", "detected", "silent"))
    return "\n".join(
        ["| | attack | outcome | what did it |", "|---|---|---|---|", *rows, "", f"{counts}.", ""]
    )


def page(scores: "list[Scored]") -> str:
    """Return docs/reference/attacks.md as it must be."""
    return HEAD + table(scores)


def run() -> "list[Scored]":
    """Make a PostgreSQL, run every attack on a copy of a fresh database, and take all of it away again."""
    with tempfile.TemporaryDirectory(prefix="pranata-attacks-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        home.chmod(0o755)
        os.environ.update(PRANATA_HOME=str(home), DJANGO_SETTINGS_MODULE="pranata.config.settings")
        # Settings are read at the first import, so what needs them is imported now.
        import django  # noqa: PLC0415 - as above

        django.setup()
        from pranata.foundation.database import embedded  # noqa: PLC0415 - as above

        try:
            return _on_copies(home)
        finally:
            embedded.stop(home)


def _on_copies(home: Path) -> "list[Scored]":
    from pranata.foundation.testing.database import copied, made  # noqa: PLC0415 - settings are ready now
    from pranata.ledger.tests.attacks import ATTACKS, scored  # noqa: PLC0415 - as above
    from pranata.ledger.tests.logs import Log  # noqa: PLC0415 - as above

    scores = []
    template = made(home, "attacks")
    for number, attack in enumerate(ATTACKS, start=1):
        click.echo(f"{number}/{len(ATTACKS)} {attack.__doc__}", err=True)
        with copied(template, f"{template}_copy") as name:
            place = home / str(number)
            place.mkdir()
            log = Log(name, place)
            try:
                scores.append(scored(number, attack(log)))
            finally:
                log.close()
    return scores


def main() -> None:
    """Run the command."""
    scores = run()
    if "--json" in sys.argv[1:]:
        click.echo(json.dumps([s.document() for s in scores], indent=2))
    else:
        PAGE.write_text(page(scores), encoding="utf-8")
        click.echo(table(scores))
    named = (ROOT / "THREAT_MODEL.md").read_text(encoding="utf-8")
    unnamed = [s.attack for s in scores if s.verdict == "silent" and s.attack not in named]
    for attack in unnamed:
        click.echo(f"silent, and not in THREAT_MODEL.md: {attack}", err=True)
    sys.exit(1 if unnamed else 0)


if __name__ == "__main__":
    main()
