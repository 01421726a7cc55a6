from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy


class Migration(migrations.Migration):
    dependencies = [("organisation", "0010_notices")]
    operations = [
        enable_tenancy("organisation_notice"),
        enable_tenancy("organisation_calendarfeed"),
        migrations.RunSQL(
            "REVOKE DELETE, TRUNCATE ON organisation_notice, organisation_calendarfeed FROM pranata_app",
            "GRANT DELETE, TRUNCATE ON organisation_notice, organisation_calendarfeed TO pranata_app",
        ),
    ]
