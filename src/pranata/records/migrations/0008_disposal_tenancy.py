"""Whose rows these are, and what holds whoever writes: references stay within one instansi, a list and its
steps are never taken out, and a step is never altered by the application."""

from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy

TABLES = ("disposalproposal", "disposalitem", "disposalstep")
REFERENCES = (
    ("disposalitem", "proposal_id", "records_disposalproposal"),
    ("disposalitem", "document_id", "records_document"),
    ("disposalstep", "proposal_id", "records_disposalproposal"),
    ("disposalstep", "document_id", "records_document"),
    ("disposalstep", "by_id", "organisation_assignment"),
)
# What may still be written into a row after it was made; nothing else, and no row is ever taken out.
ALTERABLE = {
    "disposalproposal": "state, changed_at",
    "disposalitem": "state, verdict_note, locked_until, fault, done_at",
    "disposalstep": "",
}


def same_instansi() -> list[migrations.RunSQL]:
    key = migrations.RunSQL(
        "ALTER TABLE records_disposalproposal ADD CONSTRAINT disposalproposal_in_instansi "
        "UNIQUE (id, instansi_id)",
        "ALTER TABLE records_disposalproposal DROP CONSTRAINT disposalproposal_in_instansi",
    )
    references = [
        migrations.RunSQL(
            f"ALTER TABLE records_{table} ADD CONSTRAINT {table}_{column}_same_instansi "
            f"FOREIGN KEY ({column}, instansi_id) REFERENCES {target} (id, instansi_id)",
            f"ALTER TABLE records_{table} DROP CONSTRAINT {table}_{column}_same_instansi",
        )
        for table, column, target in REFERENCES
    ]
    return [key, *references]


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
    dependencies = [("records", "0007_disposal")]
    operations = [*(enable_tenancy(f"records_{table}") for table in TABLES), *same_instansi(), *kept()]
