from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy


class Migration(migrations.Migration):
    dependencies = [("assessment", "0015_filled_files")]
    operations = [
        enable_tenancy("assessment_filledfile"),
        # What became of a file is written beside it; no row is removed.
        migrations.RunSQL(
            "REVOKE DELETE, TRUNCATE ON assessment_filledfile FROM pranata_app",
            "GRANT DELETE ON assessment_filledfile TO pranata_app",
        ),
    ]
