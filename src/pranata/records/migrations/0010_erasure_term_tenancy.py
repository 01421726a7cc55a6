"""Whose rows these are; what the instansi set is never altered or taken away."""

from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy


class Migration(migrations.Migration):
    dependencies = [("records", "0009_erasure_term"), ("organisation", "0004_integrity")]
    operations = [
        enable_tenancy("records_erasureterm"),
        migrations.RunSQL(
            "ALTER TABLE records_erasureterm ADD CONSTRAINT erasureterm_set_by_id_same_instansi "
            "FOREIGN KEY (set_by_id, instansi_id) REFERENCES organisation_assignment (id, instansi_id)",
            "ALTER TABLE records_erasureterm DROP CONSTRAINT erasureterm_set_by_id_same_instansi",
        ),
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE, TRUNCATE ON records_erasureterm FROM pranata_app",
            "GRANT UPDATE, DELETE ON records_erasureterm TO pranata_app",
        ),
    ]
