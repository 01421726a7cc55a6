from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy


class Migration(migrations.Migration):
    dependencies = [("assessment", "0020_carrying")]
    operations = [
        enable_tenancy("assessment_carriedevidence"),
        # What was brought along is ended, never removed.
        migrations.RunSQL(
            "REVOKE DELETE, TRUNCATE ON assessment_carriedevidence FROM pranata_app",
            "GRANT DELETE ON assessment_carriedevidence TO pranata_app",
        ),
    ]
