"""Whose rows these are, and what holds whoever writes: references stay within one instansi, and a schedule,
its rules, a trigger and the placing of a hold are never altered by the application."""

from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy

TABLES = (
    "retentionschedule",
    "retentionrule",
    "schedulefile",
    "triggerevent",
    "hold",
    "erasurerequest",
    "erasureitem",
)
REFERENCED = ("retentionschedule", "erasurerequest")
REFERENCES = (
    ("retentionschedule", "adopted_by_id", "organisation_assignment"),
    ("retentionrule", "schedule_id", "records_retentionschedule"),
    ("schedulefile", "uploaded_by_id", "organisation_assignment"),
    ("schedulefile", "schedule_id", "records_retentionschedule"),
    ("triggerevent", "document_id", "records_document"),
    ("triggerevent", "recorded_by_id", "organisation_assignment"),
    ("hold", "document_id", "records_document"),
    ("hold", "unit_id", "organisation_unit"),
    ("hold", "placed_by_id", "organisation_assignment"),
    ("hold", "placed_unit_id", "organisation_unit"),
    ("hold", "placed_person_id", "organisation_person"),
    ("hold", "released_by_id", "organisation_assignment"),
    ("hold", "released_unit_id", "organisation_unit"),
    ("erasurerequest", "recorded_by_id", "organisation_assignment"),
    ("erasurerequest", "decided_by_id", "organisation_assignment"),
    ("erasureitem", "request_id", "records_erasurerequest"),
    ("erasureitem", "document_id", "records_document"),
)
# What may still be written into a row after it was made; nothing else, and no row is ever taken out.
ALTERABLE = {
    "retentionschedule": "withdrawn_at, withdrawn_reason",
    "retentionrule": "",
    "schedulefile": "state, finished_at, schedule_id",
    "triggerevent": "",
    "hold": "released_at, released_by_id, released_unit_id, released_title, release_reference, release_reason",
    "erasurerequest": "decided_at, decided_by_id, decided_title",
    "erasureitem": "outcome, ground, reason",
}


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


def kept() -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE, TRUNCATE ON records_{table} FROM pranata_app"
            + (f"; GRANT UPDATE ({columns}) ON records_{table} TO pranata_app" if columns else ""),
            f"GRANT UPDATE, DELETE ON records_{table} TO pranata_app",
        )
        for table, columns in ALTERABLE.items()
    ]


class Migration(migrations.Migration):
    dependencies = [("records", "0005_retention")]
    operations = [
        *(enable_tenancy(f"records_{table}") for table in TABLES),
        *same_instansi(),
        *kept(),
    ]
