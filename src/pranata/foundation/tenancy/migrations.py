"""Migration operations that put a table under row-level security."""

from django.db import migrations

TENANT = "NULLIF(current_setting('pranata.tenant', true), '')::bigint"
# Every table that a migration put under tenancy; complete once all migrations are imported.
TENANT_TABLES: set[str] = set()
ACCOUNT = "NULLIF(current_setting('pranata.account', true), '')::bigint"


def enable_tenancy(
    table: str, *, column: str = "instansi_id", account_column: str | None = None
) -> migrations.RunSQL:
    """Return the operation that shows rows of `table` only inside their tenant's scope.

    ENABLE and FORCE, so the owner of the table is held too. With `account_column`, an account also sees
    (but cannot write) the rows that point to it, whichever tenant they are in: needed to find out at
    sign-in where somebody holds office.
    """
    TENANT_TABLES.add(table)
    visible = f"{column} = {TENANT}"
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant ON {table} USING ({visible}) WITH CHECK ({visible})",
    ]
    undo = [
        f"DROP POLICY tenant ON {table}",
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ]
    if account_column:
        statements.append(
            f"CREATE POLICY own_account ON {table} FOR SELECT USING ({account_column} = {ACCOUNT})"
        )
        undo.insert(0, f"DROP POLICY own_account ON {table}")
    return migrations.RunSQL(";\n".join(statements), ";\n".join(undo))
