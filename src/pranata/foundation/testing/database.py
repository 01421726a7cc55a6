"""Fixtures that give the tests their database.

The database is made and migrated as the owner, then handed to the tests as `pranata_app`, the role that
owns nothing: a missing grant or policy fails here and not in production.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from psycopg import sql

from pranata.foundation.database import ROLES, embedded, roles
from pranata.foundation.database.migrating import apply_migrations
from pranata.foundation.environment import Environment

FAST_AND_UNSAFE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Make `test_pranata…` afresh, migrate it as owner, then connect as the application."""
    home = Environment.of_process().home
    name = f"test_pranata_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with django_db_blocker.unblock():
        made(home, name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    embedded.stop(home)


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of its own whose commits are real: for tests of locks, workers and killed processes.

    It is copied from the migrated one, because the ledger rightly refuses the TRUNCATE that other
    frameworks clean up with. Yields its name; the default connection points at it.
    """
    template = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock(), copied(template, f"{template}_committed") as name:
        yield name


def made(home: Path, name: str, migrate: Callable[[], object] = apply_migrations) -> str:
    """Start the server of a home, make a migrated database on it and point the default connection there."""
    embedded.start(home, options=FAST_AND_UNSAFE)
    hand_over_to("administrator", "postgres")
    _recreate(name)
    hand_over_to("owner", name)
    migrate()
    hand_over_to("app", name)
    return name


@contextmanager
def copied(template: str, name: str) -> Iterator[str]:
    """Point the default connection at a fresh copy of a database; afterwards back at where it was."""
    before = str(connection.settings_dict["NAME"])
    connections.close_all()
    _recreate(name, template=template)
    hand_over_to("app", name)
    try:
        yield name
    finally:
        connections.close_all()
        hand_over_to("app", before)


def administrator(database: str = "postgres") -> psycopg.Connection[Any]:
    """Connect to the test server as its administrator, in autocommit mode."""
    return connect_as("administrator", database)


def connect_as(role: str, database: str) -> psycopg.Connection[Any]:
    """Connect to the test server past Django as `app`, `owner` or `administrator`, in autocommit mode."""
    return psycopg.connect(
        host=str(connection.settings_dict["HOST"]),
        port=str(connection.settings_dict.get("PORT") or "") or None,
        user=ROLES[role],
        dbname=database,
        autocommit=True,
    )


def _let_go_of(server: psycopg.Connection[Any], name: str) -> None:
    # A thread of an earlier test may still hold a connection of its own, and a database somebody is
    # connected to cannot be copied. `pg_terminate_backend` returns when the process is gone.
    server.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE datname = %s AND backend_type = 'client backend'",
        [name],
    )


def _recreate(name: str, template: str = "template0") -> None:
    with administrator() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        if template == "template0":
            roles.prepare(server, database=name)
        else:
            _let_go_of(server, template)
            server.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER pranata_owner").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
    if template == "template0":
        with administrator(name) as server:
            roles.grant_application_rights(server)


def hand_over_to(role: str, name: str) -> None:
    """Let the default connection be of a role, to a database of the test server."""
    connections.close_all()
    for settings_dict in (connection.settings_dict, settings.DATABASES["default"]):
        settings_dict["NAME"] = name
        settings_dict["USER"] = ROLES[role]
        settings_dict["HOST"] = str(embedded.socket_directory(Environment.of_process().home))
