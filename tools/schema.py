"""Keep, as two digests, what Django's own migrating makes of an empty database.

python -m tools.schema

Ours is three times as fast (`pranata.foundation.database.migrating`), and a test holds it against these
digests. They are made anew whenever a migration, Django or PostgreSQL changed; the test says so.
"""

import hashlib
import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from pranata.foundation.database import embedded
from pranata.foundation.testing.database import connect_as, made

KEPT = Path(__file__).resolve().parents[1] / "src/pranata/foundation/tests/migrated_by_django.json"
KINDS = "SELECT app_label, model FROM django_content_type ORDER BY id"


def made_from() -> str:
    """Return a digest of all that the schema is made from: migrations of all apps, Django, PostgreSQL."""
    versions = f"{django.__version__} {connection.pg_version}"  # type: ignore[attr-defined]
    return _digest([versions.encode(), *(path.read_bytes() for path in _migrations())])


def made_of(database: str) -> str:
    """Return a digest of the whole schema of a database, with rights, policies and kinds of content."""
    with connect_as("administrator", database) as server:
        kinds = server.execute(KINDS).fetchall()
    return _digest([*_schema(database), json.dumps(kinds).encode()])


def _migrations() -> Iterator[Path]:
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        module, _chosen = MigrationLoader.migrations_module(app.label)
        if module and (Path(app.path) / "migrations").is_dir():
            folder = Path(import_module(module).__path__[0])
            yield from sorted(path for path in folder.iterdir() if path.suffix in {".py", ".sql"})


def _schema(database: str) -> Iterator[bytes]:
    address = f"host={connection.settings_dict['HOST']} user=postgres dbname={database}"
    dump = [str(embedded.binaries() / "pg_dump"), "--schema-only", address]
    for line in subprocess.run(dump, capture_output=True, check=True).stdout.splitlines():  # noqa: S603 - ours
        # The number that each dump draws anew.
        if not line.startswith((b"\\restrict", b"\\unrestrict")):
            yield line


def _digest(parts: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(hashlib.sha256(part).digest())
    return found.hexdigest()


def _as_django_does() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def main() -> None:
    """Migrate an empty database as Django does it, on a server of its own, and keep the digests."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        os.environ["PRANATA_HOME"] = str(home)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pranata.config.settings")
        django.setup()
        try:
            made(home, "django", _as_django_does)
            kept = {"from": made_from(), "schema": made_of("django")}
        finally:
            connections.close_all()
            embedded.stop(home)
    KEPT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
