from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy


class Migration(migrations.Migration):
    dependencies = [("assessment", "0006_responsibility")]
    operations = [
        enable_tenancy("assessment_responsibility"),
        # Taking an indicator back ends its row; no row is removed.
        migrations.RunSQL(
            "REVOKE DELETE, TRUNCATE ON assessment_responsibility FROM pranata_app",
            "GRANT DELETE ON assessment_responsibility TO pranata_app",
        ),
    ]
