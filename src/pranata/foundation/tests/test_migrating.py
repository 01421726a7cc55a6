"""An empty database is migrated quickly, and becomes what Django would have made of it."""

import os
import subprocess

from django.core.management import call_command
from django.db import connection

from pranata.foundation.database import embedded
from pranata.foundation.environment import Environment
from pranata.foundation.testing.database import connect_as, hand_over_to, made

KINDS = "SELECT app_label, model FROM django_content_type ORDER BY id"


def test_an_empty_database_becomes_what_django_makes_of_it(django_db_setup, django_db_blocker):
    ours = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock():
        try:
            theirs = made(Environment.of_process().home, f"{ours}_django", migrate_as_django_does)
            assert schema_of(ours) == schema_of(theirs)
            assert kinds_of(ours) == kinds_of(theirs)
        finally:
            hand_over_to("app", ours)


def migrate_as_django_does():
    call_command("migrate", verbosity=0, interactive=False)


def schema_of(name):
    """The whole schema with its rights and policies as SQL, without the number that each dump draws anew."""
    address = f"host={connection.settings_dict['HOST']} user=postgres dbname={name}"
    done = subprocess.run(
        [str(embedded.binaries() / "pg_dump"), "--schema-only", address],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stdout.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]
    assert len(lines) > 1000
    return lines


def kinds_of(name):
    with connect_as("administrator", name) as server:
        return server.execute(KINDS).fetchall()
