from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy

TENANT = "NULLIF(current_setting('pranata.tenant', true), '')::bigint"
BOTH_SIDES = (
    "coaching_coaching",
    "coaching_sharednote",
    "coaching_visit",
    "coaching_followup",
    "coaching_followupstep",
)
ONLY_ADDED_TO = ("coaching_privatenote", "coaching_sharednote", "coaching_followupstep")
NEVER_REMOVED = ("coaching_coaching", "coaching_visit", "coaching_followup")


def organiser_too(table: str) -> migrations.RunSQL:
    """The body that coaches reads and writes what it shares with the one it coaches."""
    return migrations.RunSQL(
        f"CREATE POLICY organiser ON {table} USING (organiser_id = {TENANT}) "
        f"WITH CHECK (organiser_id = {TENANT})",
        f"DROP POLICY organiser ON {table}",
    )


def keep(tables: tuple[str, ...], rights: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"REVOKE {rights}, TRUNCATE ON {', '.join(tables)} FROM pranata_app",
        f"GRANT {rights} ON {', '.join(tables)} TO pranata_app",
    )


class Migration(migrations.Migration):
    dependencies = [("coaching", "0001_initial")]
    operations = [
        *(enable_tenancy(table) for table in (*BOTH_SIDES, "coaching_privatenote")),
        *(organiser_too(table) for table in BOTH_SIDES),
        keep(ONLY_ADDED_TO, "UPDATE, DELETE"),
        keep(NEVER_REMOVED, "DELETE"),
    ]
