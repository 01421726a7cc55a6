from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy

SHARED = ("assessment_sharedlevels", "assessment_sharedpractice")


def everybody_reads(table: str) -> migrations.RunSQL:
    """What is shared is public; only its owner's scope writes or removes it."""
    return migrations.RunSQL(
        f"CREATE POLICY everybody ON {table} FOR SELECT USING (true)", f"DROP POLICY everybody ON {table}"
    )


class Migration(migrations.Migration):
    dependencies = [("assessment", "0024_sharing")]
    operations = [
        *(enable_tenancy(table) for table in SHARED),
        *(everybody_reads(table) for table in SHARED),
    ]
