from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial")]
    operations = [
        enable_tenancy("assessment_assessment"),
        enable_tenancy("assessment_answer"),
        enable_tenancy("assessment_answerchange"),
        # History is added to, never rewritten: the application's role has no right to do otherwise.
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE, TRUNCATE ON assessment_answerchange FROM pranata_app",
            "GRANT UPDATE, DELETE ON assessment_answerchange TO pranata_app",
        ),
    ]
