"""Whose actions and commitments these are; references stay within one instansi; acts and signatures are only
added.
"""

from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy

TABLES = (
    "actionplan", "action", "actiondependency", "actionact", "actionevidence",
    "commitment", "commitmentsignature", "dateproposal",
)  # fmt: skip
ONLY_ADDED = ("actionact", "commitmentsignature")
KEPT = ("actionplan", "action", "commitment", "dateproposal")
PARENTS = ("actionplan", "action", "commitment")
REFERENCES = (
    ("actionplan", "plan_id", "planning_plan"),
    ("action", "action_plan_id", "planning_actionplan"),
    ("action", "unit_id", "organisation_unit"),
    ("action", "position_id", "organisation_position"),
    ("actiondependency", "action_id", "planning_action"),
    ("actiondependency", "requires_id", "planning_action"),
    ("actionact", "action_id", "planning_action"),
    ("actionact", "made_by_id", "organisation_assignment"),
    ("actionevidence", "action_id", "planning_action"),
    ("actionevidence", "evidence_id", "records_evidence"),
    ("actionevidence", "linked_by_id", "organisation_assignment"),
    ("commitment", "action_plan_id", "planning_actionplan"),
    ("commitment", "unit_id", "organisation_unit"),
    ("commitment", "position_id", "organisation_position"),
    ("commitmentsignature", "commitment_id", "planning_commitment"),
    ("commitmentsignature", "made_by_id", "organisation_assignment"),
    ("dateproposal", "action_id", "planning_action"),
    ("dateproposal", "made_by_id", "organisation_assignment"),
    ("dateproposal", "decided_by_id", "organisation_assignment"),
)


def keyed() -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(
            f"ALTER TABLE planning_{table} ADD CONSTRAINT {table}_in_instansi UNIQUE (id, instansi_id)",
            f"ALTER TABLE planning_{table} DROP CONSTRAINT {table}_in_instansi",
        )
        for table in PARENTS
    ]


def same_instansi() -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(
            f"ALTER TABLE planning_{table} ADD CONSTRAINT {table}_{column}_same_instansi "
            f"FOREIGN KEY ({column}, instansi_id) REFERENCES {target} (id, instansi_id)",
            f"ALTER TABLE planning_{table} DROP CONSTRAINT {table}_{column}_same_instansi",
        )
        for table, column, target in REFERENCES
    ]


def without(rights: str, tables: tuple[str, ...], back: str) -> migrations.RunSQL:
    names = ", ".join(f"planning_{table}" for table in tables)
    return migrations.RunSQL(
        f"REVOKE {rights} ON {names} FROM pranata_app", f"GRANT {back} ON {names} TO pranata_app"
    )


class Migration(migrations.Migration):
    dependencies = [("planning", "0003_actions"), ("records", "0002_tenancy")]
    operations = [
        *(enable_tenancy(f"planning_{table}") for table in TABLES),
        *keyed(),
        *same_instansi(),
        without("UPDATE, DELETE, TRUNCATE", ONLY_ADDED, "UPDATE, DELETE"),
        without("DELETE, TRUNCATE", KEPT, "DELETE"),
    ]
