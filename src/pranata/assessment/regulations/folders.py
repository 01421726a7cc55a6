"""Where regulations lie: in a wheel, at the top of a checkout, and in a folder an installation adds."""

from functools import lru_cache
from pathlib import Path

from pranata.foundation.environment import Environment

PACKAGED = Path(__file__).resolve().parents[2] / "_regulations"
IN_CHECKOUT = Path(__file__).resolve().parents[4] / "regulations"


def regulation_folders() -> dict[str, Path]:
    """Return the folder of every instrument by its id. An added folder may not take a packaged id's place.

    The disk is read once a process: a folder added later is found after a restart.
    """
    own = PACKAGED if PACKAGED.is_dir() else IN_CHECKOUT
    return _folders_below(own, Environment.of_process().regulations)


def crosswalk_files() -> tuple[Path, ...]:
    """Return the files that join two instruments, each name once; the packaged one counts."""
    own = PACKAGED if PACKAGED.is_dir() else IN_CHECKOUT
    return _files_below(own, Environment.of_process().regulations)


@lru_cache(maxsize=8)
def _files_below(*roots: Path | None) -> tuple[Path, ...]:
    found: dict[str, Path] = {}
    for root in filter(None, roots):
        for path in sorted(root.glob("crosswalks/*.yaml")):
            found.setdefault(path.name, path)
    return tuple(found.values())


@lru_cache(maxsize=8)
def _folders_below(*roots: Path | None) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for root in filter(None, roots):
        for head in sorted(root.glob("*/regulation.yaml")):
            found.setdefault(head.parent.name, head.parent)
    return found
