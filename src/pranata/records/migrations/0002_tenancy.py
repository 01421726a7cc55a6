"""Whose rows these are, and what holds whoever writes: references stay within one instansi (foreign keys
are checked past row-level security), and a version is added once and never altered by the application."""

from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy

TABLES = ("document", "version", "versiontext", "evidence", "evidencepart", "upload")
REFERENCED = ("document", "version", "evidence")
REFERENCES = (
    ("document", "unit_id", "organisation_unit"),
    ("version", "document_id", "records_document"),
    ("version", "derived_from_id", "records_version"),
    ("version", "stored_by_id", "organisation_assignment"),
    ("versiontext", "version_id", "records_version"),
    ("evidence", "unit_id", "organisation_unit"),
    ("evidence", "added_by_id", "organisation_assignment"),
    ("evidencepart", "evidence_id", "records_evidence"),
    ("evidencepart", "version_id", "records_version"),
    ("upload", "assignment_id", "organisation_assignment"),
)


def same_instansi() -> list[migrations.RunSQL]:
    keys = [
        migrations.RunSQL(
            f"ALTER TABLE records_{table} ADD CONSTRAINT {table}_in_instansi UNIQUE (id, instansi_id)",
            f"ALTER TABLE records_{table} DROP CONSTRAINT {table}_in_instansi",
        )
        for table in REFERENCED
    ]
    references = [
        migrations.RunSQL(
            f"ALTER TABLE records_{table} ADD CONSTRAINT {table}_{column}_same_instansi "
            f"FOREIGN KEY ({column}, instansi_id) REFERENCES {target} (id, instansi_id)",
            f"ALTER TABLE records_{table} DROP CONSTRAINT {table}_{column}_same_instansi",
        )
        for table, column, target in REFERENCES
    ]
    return [*keys, *references]


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial"), ("organisation", "0004_integrity")]
    operations = [
        *(enable_tenancy(f"records_{table}") for table in TABLES),
        *same_instansi(),
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE, TRUNCATE ON records_version, records_evidencepart FROM pranata_app",
            "GRANT UPDATE, DELETE ON records_version, records_evidencepart TO pranata_app",
        ),
        migrations.RunSQL(
            "REVOKE DELETE, TRUNCATE ON records_document, records_evidence FROM pranata_app",
            "GRANT DELETE ON records_document, records_evidence TO pranata_app",
        ),
    ]
