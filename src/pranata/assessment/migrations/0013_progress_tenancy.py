from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy

TENANT = "NULLIF(current_setting('pranata.tenant', true), '')::bigint"


class Migration(migrations.Migration):
    dependencies = [("assessment", "0012_progress")]
    operations = [
        enable_tenancy("assessment_participationprogress"),
        migrations.RunSQL(
            "CREATE POLICY organiser ON assessment_participationprogress "
            f"USING (organiser_id = {TENANT}) WITH CHECK (organiser_id = {TENANT})",
            "DROP POLICY organiser ON assessment_participationprogress",
        ),
    ]
