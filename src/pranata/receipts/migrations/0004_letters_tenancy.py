"""Whose rows these are; a person's letter stays within one instansi."""

from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy


class Migration(migrations.Migration):
    dependencies = [("receipts", "0003_letters"), ("organisation", "0004_integrity")]
    operations = [
        enable_tenancy("receipts_dailyletter"),
        migrations.RunSQL(
            "ALTER TABLE receipts_dailyletter ADD CONSTRAINT dailyletter_person_id_same_instansi "
            "FOREIGN KEY (person_id, instansi_id) REFERENCES organisation_person (id, instansi_id)",
            "ALTER TABLE receipts_dailyletter DROP CONSTRAINT dailyletter_person_id_same_instansi",
        ),
        migrations.RunSQL(
            "REVOKE DELETE, TRUNCATE ON receipts_dailyletter FROM pranata_app",
            "GRANT DELETE ON receipts_dailyletter TO pranata_app",
        ),
    ]
