"""Makes the database ready to be migrated, and migrates it as the owner of its tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from psycopg.conninfo import make_conninfo

from pranata.foundation.database import (
    APP_PASSWORD,
    DATABASE_NAME,
    ROLES,
    SEQUENCER_PASSWORD,
    django_database,
    embedded,
    from_url,
    roles,
)
from pranata.foundation.database.migrating import apply_migrations
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _

OLDEST_SERVER = 150000
NEVER_ANALYSED = """
    SELECT format('%I.%I', schemaname, relname) FROM pg_stat_user_tables
    WHERE n_live_tup > 0 AND last_analyze IS NULL AND last_autoanalyze IS NULL
"""


class ServerNotReady(ProductError):
    """The PostgreSQL server refuses us, or is not one that we can use."""

    status = 503


def prepare_database(env: Environment) -> None:
    """Make roles, rights and database where they are missing, as the server's administrator.

    Raises ServerNotReady where the login is refused or may not make what is missing.
    """
    try:
        _prepare(env)
    except psycopg.errors.InsufficientPrivilege as error:
        raise ServerNotReady(
            _("Login pada DATABASE_URL tidak berhak menyiapkan basis data (%(error)s).")
            % {"error": _first_line(error)},
            why=_(
                "Peran `pranata_owner`, `pranata_app`, dan `pranata_sequencer` atau basis datanya belum ada."
            ),
            remedy=_(
                "Pakai login yang boleh membuat peran, atau minta administrator basis data "
                "menjalankan perintah SQL di docs/guide/install.md lalu isi DATABASE_APP_URL."
            ),
        ) from error
    except psycopg.OperationalError as error:
        raise ServerNotReady(
            _("Server PostgreSQL tidak dapat dihubungi (%(error)s).") % {"error": _first_line(error)},
            why=_("Tanpa basis data tidak ada yang dapat dilayani."),
            remedy=_("Periksa alamat, nama pengguna, dan kata sandi pada DATABASE_URL."),
        ) from error


def pending_migrations() -> list[str]:
    """Return the names of migrations that are not applied yet, as `app.name`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrate(env: Environment) -> list[str]:
    """Apply what is pending, as the owner, and return the names of what was applied."""
    with speaking_as("owner", env):
        pending = pending_migrations()
        if pending:
            apply_migrations()
    return pending


def gather_statistics(env: Environment) -> None:
    """Let the owner analyse the tables that hold rows and were never analysed.

    Right after a large import the planner knows nothing of them and chooses badly for minutes, until the
    server looks by itself. Does nothing where only the application's login is known.
    """
    if env.database_app_url is not None:
        return
    with speaking_as("owner", env), connection.cursor() as cursor:
        cursor.execute(NEVER_ANALYSED)
        for (table,) in cursor.fetchall():
            cursor.execute(f"ANALYZE {table}")


@contextmanager
def speaking_as(role: str, env: Environment) -> Iterator[None]:
    """Let the default connection be of another role for the block."""
    ours = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(django_database(env, role))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.clear()
        connection.settings_dict.update(ours)


def _prepare(env: Environment) -> None:
    found = administration(env)
    with connect_as_administrator(env, database=_first_database(env)) as server:
        _require_version(server)
        roles.prepare(server, database=found["NAME"])
        if not env.is_embedded and not env.database_app_url:
            roles.set_password(server, ROLES["app"], env.kept_secret(APP_PASSWORD))
            if not env.database_sequencer_url:
                roles.set_password(server, ROLES["sequencer"], env.kept_secret(SEQUENCER_PASSWORD))
    with connect_as_administrator(env) as database:
        roles.grant_application_rights(database)


def administration(env: Environment) -> dict[str, Any]:
    """Return how to reach the server as its administrator, under the names that Django uses."""
    if env.is_embedded:
        host = str(embedded.socket_directory(env.home))
        return {"NAME": DATABASE_NAME, "USER": ROLES["administrator"], "HOST": host}
    django_database(env, "owner")  # raises where only the application's login is known
    return from_url(env.database_url or "")


def _first_database(env: Environment) -> str | None:
    """Return the database itself (None) where it exists: some logins may enter no other."""
    try:
        connect_as_administrator(env).close()
    except psycopg.OperationalError as error:
        if "does not exist" not in str(error):
            raise
        return "postgres"
    return None


def connect_as_administrator(env: Environment, *, database: str | None = None) -> psycopg.Connection[Any]:
    """Connect to the installation's database, or another of its server, in autocommit mode."""
    found = administration(env)
    conninfo = make_conninfo(
        "",
        dbname=database or found["NAME"],
        user=found["USER"] or None,
        password=found.get("PASSWORD") or None,
        host=found["HOST"] or None,
        port=found.get("PORT") or None,
        **found.get("OPTIONS", {}),
    )
    return psycopg.connect(conninfo, autocommit=True, connect_timeout=10)


def _require_version(server: psycopg.Connection[Any]) -> None:
    if server.info.server_version < OLDEST_SERVER:
        raise ServerNotReady(
            _("Versi PostgreSQL terlalu lama (%(version)s).")
            % {"version": server.info.parameter_status("server_version")},
            why=_("Pranata memakai kemampuan yang ada sejak PostgreSQL 15."),
            remedy=_("Mutakhirkan server ke PostgreSQL 15 atau yang lebih baru."),
        )


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
