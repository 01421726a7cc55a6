from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy


class Migration(migrations.Migration):
    dependencies = [("organisation", "0005_account_links")]
    operations = [
        enable_tenancy("organisation_accountlink"),
        migrations.RunSQL(
            "ALTER TABLE organisation_accountlink ADD CONSTRAINT accountlink_person_id_same_instansi "
            "FOREIGN KEY (person_id, instansi_id) REFERENCES organisation_person (id, instansi_id)",
            "ALTER TABLE organisation_accountlink DROP CONSTRAINT accountlink_person_id_same_instansi",
        ),
    ]
