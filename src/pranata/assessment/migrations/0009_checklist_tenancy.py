from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy


class Migration(migrations.Migration):
    dependencies = [("assessment", "0008_checklist")]
    operations = [
        enable_tenancy("assessment_finding"),
        enable_tenancy("assessment_findingchange"),
        enable_tenancy("assessment_findingevidence"),
        # A finding is changed and evidence taken off; neither is removed. History is only added to.
        migrations.RunSQL(
            "REVOKE DELETE, TRUNCATE ON assessment_finding, assessment_findingevidence FROM pranata_app;"
            "REVOKE UPDATE, DELETE, TRUNCATE ON assessment_findingchange FROM pranata_app",
            "GRANT DELETE ON assessment_finding, assessment_findingevidence TO pranata_app;"
            "GRANT UPDATE, DELETE ON assessment_findingchange TO pranata_app",
        ),
    ]
