from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy


class Migration(migrations.Migration):
    dependencies = [("assessment", "0003_steps")]
    operations = [
        enable_tenancy("assessment_assessmentstep"),
        # A step is added to, never rewritten, like a change of an answer.
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE, TRUNCATE ON assessment_assessmentstep FROM pranata_app",
            "GRANT UPDATE, DELETE ON assessment_assessmentstep TO pranata_app",
        ),
    ]
