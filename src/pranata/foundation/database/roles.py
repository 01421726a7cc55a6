"""Makes the three roles and the database, once, as the server's administrator."""

from psycopg import Connection, sql
from psycopg.errors import InsufficientPrivilege

from pranata.foundation.database import DATABASE_NAME, ROLES

_LOCK = 5_872_014_631  # any number that nothing else on the server uses


def prepare(connection: Connection, *, database: str = DATABASE_NAME) -> None:
    """Make owner, application, sequencer and the database where they are missing; safe to run again.

    The connection must be in autocommit mode and, where something is missing, belong to a role that may
    create roles and databases.
    """
    # Two installations that start at once on one server make each role once.
    connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        _prepare(connection, database)
    finally:
        connection.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _prepare(connection: Connection, database: str) -> None:
    for role in (ROLES["owner"], ROLES["app"], ROLES["sequencer"]):
        if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE").format(
                    sql.Identifier(role)
                )
            )
    _become_member(connection)
    if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", database):
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                sql.Identifier(database), sql.Identifier(ROLES["owner"])
            )
        )


def grant_application_rights(connection: Connection) -> None:
    """Let the application role use the tables the owner makes from now on, in the connected database."""
    connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    connection.execute("GRANT USAGE ON SCHEMA public TO pranata_app")
    connection.execute("GRANT CREATE, USAGE ON SCHEMA public TO pranata_owner")
    connection.execute(
        "ALTER DEFAULT PRIVILEGES FOR ROLE pranata_owner IN SCHEMA public "
        "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO pranata_app"
    )
    connection.execute(
        "ALTER DEFAULT PRIVILEGES FOR ROLE pranata_owner IN SCHEMA public "
        "GRANT USAGE, SELECT ON SEQUENCES TO pranata_app"
    )


def set_password(connection: Connection, role: str, password: str) -> None:
    """Give a role its password; only the SCRAM verifier goes to the server and its log."""
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    connection.execute(
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(verifier.decode()))
    )


def _become_member(connection: Connection) -> None:
    """Let the login act as the owner; since PostgreSQL 16 making a role does not include that."""
    owner = sql.Identifier(ROLES["owner"])
    try:
        connection.execute(sql.SQL("SET ROLE {}").format(owner))
    except InsufficientPrivilege:
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(owner))
    connection.execute("RESET ROLE")


def _exists(connection: Connection, query: str, value: str) -> bool:
    return connection.execute(query, [value]).fetchone() is not None
