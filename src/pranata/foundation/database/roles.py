"""Makes the two roles and the database, once, as the server's administrator."""

from psycopg import Connection, sql

from pranata.foundation.database import DATABASE_NAME, ROLES


def prepare(connection: Connection, *, database: str = DATABASE_NAME) -> None:
    """Make owner and application role and the database where they are missing; safe to run again.

    The connection must be in autocommit mode and belong to a role that may create roles and databases.
    """
    for role in (ROLES["owner"], ROLES["app"]):
        if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE").format(
                    sql.Identifier(role)
                )
            )
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


def _exists(connection: Connection, query: str, value: str) -> bool:
    return connection.execute(query, [value]).fetchone() is not None
