from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy


def keep(table: str, rights: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"REVOKE {rights}, TRUNCATE ON {table} FROM pranata_app",
        f"GRANT {rights} ON {table} TO pranata_app",
    )


class Migration(migrations.Migration):
    dependencies = [("assessment", "0017_conclusions")]
    operations = [
        enable_tenancy("assessment_aspectconclusion"),
        enable_tenancy("assessment_aspectconclusionchange"),
        enable_tenancy("assessment_reporttemplate"),
        keep("assessment_aspectconclusion", "DELETE"),
        keep("assessment_aspectconclusionchange", "UPDATE, DELETE"),
        keep("assessment_reporttemplate", "DELETE"),
    ]
