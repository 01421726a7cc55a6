from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy


def keep(table: str, rights: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"REVOKE {rights}, TRUNCATE ON {table} FROM pranata_app",
        f"GRANT {rights} ON {table} TO pranata_app",
    )


class Migration(migrations.Migration):
    dependencies = [("assessment", "0022_minutes")]
    operations = [
        enable_tenancy("assessment_minutes"),
        enable_tenancy("assessment_minutessignature"),
        keep("assessment_minutes", "DELETE"),
        keep("assessment_minutessignature", "UPDATE, DELETE"),
    ]
