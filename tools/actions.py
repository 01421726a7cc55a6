"""Write docs/reference/actions.md, the closed list of acts, from what the apps declare.

python -m tools.actions
"""

import importlib
import os
from collections.abc import Iterator
from pathlib import Path

import django
from django.utils.translation import override

from pranata.ledger.actions import ActionKind
from pranata.ledger.retention import RETENTION

PAGE = Path(__file__).resolve().parents[1] / "docs/reference/actions.md"
SOURCE = Path(__file__).resolve().parents[1] / "src/pranata"
HEAD = """# Acts that are recorded

The closed list: an act that is not here cannot be appended to the ledger, nor one whose sealed detail has
other keys. Each entry names its act by the code, the form of its detail by `code/number`, and the class its
records are kept by. What an entry holds besides is in [its specification](../spec/ledger-entry.md). This page
is written by `python -m tools.actions`; a test holds it against the program.
"""
COLUMNS = "| code | who did it … | sealed detail | class |\n|---|---|---|---|\n"
RETENTION_HEAD = """
## Retention classes

The class rules how long the sealed detail and the documents of an act are kept; the entry and its hashes stay
for good. Periods and final fate are for the instansi's own schedule (JRA) to say. Where this list has "–" no
rule was found, and `uncertain` is said instead of a guess.

| class | meaning | active | inactive | final fate | certainty | citation |
|---|---|---|---|---|---|---|
"""


def page() -> str:
    """Return the page as it must be. Django must be set up."""
    with override("id"):
        return HEAD + "".join(_apps()) + RETENTION_HEAD + "".join(_classes())


def _apps() -> Iterator[str]:
    for path in sorted(SOURCE.glob("*/events.py")):
        module = importlib.import_module(f"pranata.{path.parent.name}.events")
        kinds = [kind for kind in vars(module).values() if isinstance(kind, ActionKind)]
        yield f"\n## {path.parent.name}\n\n{COLUMNS}"
        for kind in sorted(kinds, key=lambda kind: kind.code):
            yield f"| `{kind.code}` | … {kind.sentence} | {_detail(kind)} | `{kind.retention.code}` |\n"


def _detail(kind: ActionKind) -> str:
    if kind.detail is None:
        return "none"
    keys = ", ".join(f"`{key}` {value}" for key, value in kind.detail.keys.items())
    return f"`{kind.detail_schema}`: {keys}"


def _classes() -> Iterator[str]:
    for kept in RETENTION.values():
        said = (kept.active_years, kept.inactive_years, kept.fate, kept.certainty, kept.citation)
        cells = " | ".join("–" if value is None else str(value) for value in said)
        yield f"| `{kept.code}` | {kept.meaning} | {cells} |\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pranata.config.settings")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
