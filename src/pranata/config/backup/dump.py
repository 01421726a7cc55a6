"""The database's part, with PostgreSQL's own programs."""

import os
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from pranata.config import prepared
from pranata.foundation.database import embedded, installation, roles
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _

INCOMING = "pranata_incoming"


class DumpFailed(ProductError):
    """PostgreSQL's program refused; its reason is told."""


def write(env: Environment, target: Path) -> None:
    """Dump the whole database as its administrator: row-level security would hide rows from anyone less."""
    _run(env, "pg_dump", "--format=custom", f"--file={target}", *_database(env))


def restore(env: Environment, source: Path, *, replace: bool) -> None:
    """Load the dump beside the present database, then put it in its place.

    Raises DumpFailed, with the present database untouched, where it holds tables and may not be replaced, or
    the dump cannot be loaded.
    """
    installation.prepare_database(env)
    name = str(installation.administration(env)["NAME"])
    if not replace and _has_tables(env):
        raise DumpFailed(
            _("Basis data %(name)s sudah berisi.") % {"name": name},
            why=_("Memulihkan cadangan menggantikan seluruh isinya."),
            remedy=_("Bila isi yang sekarang boleh hilang, ulangi dengan --replace."),
        )
    with installation.connect_as_administrator(env, database="postgres") as server:
        _drop(server, INCOMING)
        roles.prepare(server, database=INCOMING)
    _run(env, "pg_restore", "--exit-on-error", "--single-transaction", *_database(env, INCOMING), str(source))
    with installation.connect_as_administrator(env, database=INCOMING) as incoming:
        roles.grant_application_rights(incoming)
        # The next start looks at everything: statistics, static files and whatever else is beside the data.
        prepared.erase(incoming)
    with installation.connect_as_administrator(env, database="postgres") as server:
        # At this point the new database is complete; only its name is missing.
        _drop(server, name)
        server.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(INCOMING), sql.Identifier(name))
        )


def _has_tables(env: Environment) -> bool:
    with installation.connect_as_administrator(env) as database:
        found = database.execute("SELECT to_regclass('public.django_migrations')").fetchone()
    return found is not None and found[0] is not None


def _drop(server: "psycopg.Connection[object]", name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _database(env: Environment, name: str | None = None) -> tuple[str, ...]:
    return (f"--dbname={name or installation.administration(env)['NAME']}", "--no-password")


def _run(env: Environment, program: str, *arguments: str) -> None:
    found = installation.administration(env)
    names = {"PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    login = {variable: str(found[key]) for variable, key in names.items() if found.get(key)}
    tls = {f"PG{name.upper()}": value for name, value in found.get("OPTIONS", {}).items()}
    done = subprocess.run(  # noqa: S603 - PostgreSQL's program, our own arguments
        [str(embedded.binaries() / program), *arguments],
        env={**os.environ, **login, **tls},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise DumpFailed(
            _("%(program)s gagal: %(stderr)s")
            % {"program": program, "stderr": " ".join(done.stderr.split())[:500]},
            why=_("Cadangan dibuat dan dipulihkan seutuhnya atau tidak sama sekali."),
            remedy=_(
                "Pakai login administrator pada DATABASE_URL, dan program PostgreSQL yang tidak "
                "lebih tua daripada servernya (PRANATA_POSTGRES_BINARIES)."
            ),
        )
