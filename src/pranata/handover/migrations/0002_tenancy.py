"""Whose rows these are; references stay within one instansi; what was signed is never altered."""

from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy

TABLES = ("handover", "dossier", "signature")
REFERENCED = ("handover", "dossier")
REFERENCES = (
    ("handover", "assignment_id", "organisation_assignment"),
    ("handover", "decree_id", "records_version"),
    ("dossier", "handover_id", "handover_handover"),
    ("signature", "dossier_id", "handover_dossier"),
    ("signature", "person_id", "organisation_person"),
)


def same_instansi() -> list[migrations.RunSQL]:
    keys = [
        migrations.RunSQL(
            f"ALTER TABLE handover_{table} ADD CONSTRAINT {table}_in_instansi UNIQUE (id, instansi_id)",
            f"ALTER TABLE handover_{table} DROP CONSTRAINT {table}_in_instansi",
        )
        for table in REFERENCED
    ]
    references = [
        migrations.RunSQL(
            f"ALTER TABLE handover_{table} ADD CONSTRAINT {table}_{column}_same_instansi "
            f"FOREIGN KEY ({column}, instansi_id) REFERENCES {target} (id, instansi_id)",
            f"ALTER TABLE handover_{table} DROP CONSTRAINT {table}_{column}_same_instansi",
        )
        for table, column, target in REFERENCES
    ]
    return [*keys, *references]


class Migration(migrations.Migration):
    dependencies = [
        ("handover", "0001_initial"),
        ("organisation", "0004_integrity"),
        ("records", "0002_tenancy"),
    ]
    operations = [
        *(enable_tenancy(f"handover_{table}") for table in TABLES),
        *same_instansi(),
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE, TRUNCATE ON handover_dossier, handover_signature FROM pranata_app",
            "GRANT UPDATE, DELETE ON handover_dossier, handover_signature TO pranata_app",
        ),
        migrations.RunSQL(
            "REVOKE DELETE, TRUNCATE ON handover_handover FROM pranata_app",
            "GRANT DELETE ON handover_handover TO pranata_app",
        ),
    ]
