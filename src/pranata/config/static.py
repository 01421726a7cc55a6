"""Static files: served under names that carry their content's hash, and collected only when they changed."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

from pranata.config.prepared import COLLECTED


class HashedStatic(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names with a hash once files are collected; plain names before that, as in tests."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the name under which the file is served."""
        return str(super().stored_name(name)) if self.hashed_files else name


def collect_if_changed() -> bool:
    """Collect and compress the static files unless the collected ones are these; say whether it was done."""
    if is_collected():
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    _stamp().write_text(_state_of_sources())
    return True


def is_collected() -> bool:
    """Whether the collected files are made of the present sources."""
    return _stamp().exists() and _stamp().read_text() == _state_of_sources()


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / COLLECTED


def _state_of_sources() -> str:
    digest = hashlib.sha256()
    for name, path in sorted(_sources()):
        facts = path.stat()
        digest.update(f"{name}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _sources() -> list[tuple[str, Path]]:
    found: list[tuple[str, Path]] = []
    for finder in get_finders():
        files: Any = finder.list([])
        found += [(name, Path(storage.path(name))) for name, storage in files]
    return found
