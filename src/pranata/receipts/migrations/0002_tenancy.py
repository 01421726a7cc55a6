"""Whose rows these are; references stay within one instansi; what was said is never altered or taken away."""

from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy

TABLES = ("dispute", "answer")
REFERENCES = (
    ("dispute", "person_id", "organisation_person"),
    ("dispute", "position_id", "organisation_position"),
    ("answer", "dispute_id", "receipts_dispute"),
    ("answer", "person_id", "organisation_person"),
)


def same_instansi() -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(
            f"ALTER TABLE receipts_{table} ADD CONSTRAINT {table}_{column}_same_instansi "
            f"FOREIGN KEY ({column}, instansi_id) REFERENCES {target} (id, instansi_id)",
            f"ALTER TABLE receipts_{table} DROP CONSTRAINT {table}_{column}_same_instansi",
        )
        for table, column, target in REFERENCES
    ]


class Migration(migrations.Migration):
    dependencies = [("receipts", "0001_initial"), ("organisation", "0004_integrity")]
    operations = [
        *(enable_tenancy(f"receipts_{table}") for table in TABLES),
        migrations.RunSQL(
            "ALTER TABLE receipts_dispute ADD CONSTRAINT dispute_in_instansi UNIQUE (id, instansi_id)",
            "ALTER TABLE receipts_dispute DROP CONSTRAINT dispute_in_instansi",
        ),
        *same_instansi(),
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE, TRUNCATE ON receipts_dispute, receipts_answer FROM pranata_app",
            "GRANT UPDATE, DELETE ON receipts_dispute, receipts_answer TO pranata_app",
        ),
    ]
