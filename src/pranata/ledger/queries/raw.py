"""The connection of the open transaction, as the modules without Django take it."""

from django.db import connection

from pranata.ledger.sequencing.store import Database


def raw_database() -> Database:
    """Return the connection that this transaction runs on."""
    connection.ensure_connection()
    database: Database = connection.connection
    return database
