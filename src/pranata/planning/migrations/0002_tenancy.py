"""Whose rows these are; references stay within one instansi; acts, chosen steps and changes are only added."""

from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy

TABLES = ("plan", "planact", "planstep", "stepestimate", "estimatechange", "ownercapacity")
ONLY_ADDED = ("planact", "planstep", "estimatechange")
REFERENCES = (
    ("planact", "plan_id", "planning_plan"),
    ("planact", "made_by_id", "organisation_assignment"),
    ("planstep", "plan_id", "planning_plan"),
    ("planstep", "owner_unit_id", "organisation_unit"),
    ("planrun", "plan_id", "planning_plan"),
    ("stepestimate", "owner_unit_id", "organisation_unit"),
    ("estimatechange", "made_by_id", "organisation_assignment"),
    ("ownercapacity", "unit_id", "organisation_unit"),
)
NAMES = ", ".join(f"planning_{table}" for table in ONLY_ADDED)


def same_instansi() -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(
            f"ALTER TABLE planning_{table} ADD CONSTRAINT {table}_{column}_same_instansi "
            f"FOREIGN KEY ({column}, instansi_id) REFERENCES {target} (id, instansi_id)",
            f"ALTER TABLE planning_{table} DROP CONSTRAINT {table}_{column}_same_instansi",
        )
        for table, column, target in REFERENCES
    ]


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_initial"), ("organisation", "0004_integrity")]
    operations = [
        *(enable_tenancy(f"planning_{table}") for table in TABLES),
        migrations.RunSQL(
            "ALTER TABLE planning_plan ADD CONSTRAINT plan_in_instansi UNIQUE (id, instansi_id)",
            "ALTER TABLE planning_plan DROP CONSTRAINT plan_in_instansi",
        ),
        *same_instansi(),
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {NAMES} FROM pranata_app",
            f"GRANT UPDATE, DELETE ON {NAMES} TO pranata_app",
        ),
        migrations.RunSQL(
            "REVOKE DELETE, TRUNCATE ON planning_plan, planning_planrun FROM pranata_app",
            "GRANT DELETE ON planning_plan, planning_planrun TO pranata_app",
        ),
    ]
