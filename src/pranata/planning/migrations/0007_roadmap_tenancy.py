"""Whose editions and budgets these are; references stay within one instansi; acts, reviews and checks are only
added.
"""

from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy

TABLES = (
    "roadmap", "roadmapitem", "roadmapyear", "roadmapact", "roadmapreview", "budgetfile", "budgetline",
    "budgetcheck",
)  # fmt: skip
ONLY_ADDED = ("roadmapact", "roadmapreview", "budgetcheck")
KEPT = ("roadmap", "budgetfile")
PARENTS = ("roadmap", "roadmapitem", "planstep", "budgetfile", "budgetline")
REFERENCES = (
    ("roadmap", "origin_id", "planning_roadmap"),
    ("roadmapitem", "roadmap_id", "planning_roadmap"),
    ("roadmapitem", "parent_id", "planning_roadmapitem"),
    ("roadmapitem", "unit_id", "organisation_unit"),
    ("roadmapitem", "pic_id", "organisation_position"),
    ("roadmapitem", "plan_step_id", "planning_planstep"),
    ("roadmapyear", "item_id", "planning_roadmapitem"),
    ("roadmapact", "roadmap_id", "planning_roadmap"),
    ("roadmapact", "made_by_id", "organisation_assignment"),
    ("roadmapreview", "roadmap_id", "planning_roadmap"),
    ("roadmapreview", "made_by_id", "organisation_assignment"),
    ("budgetfile", "uploaded_by_id", "organisation_assignment"),
    ("budgetline", "file_id", "planning_budgetfile"),
    ("budgetline", "unit_id", "organisation_unit"),
    ("budgetline", "item_id", "planning_roadmapitem"),
    ("budgetline", "plan_step_id", "planning_planstep"),
    ("budgetcheck", "line_id", "planning_budgetline"),
    ("budgetcheck", "made_by_id", "organisation_assignment"),
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
    dependencies = [("planning", "0006_roadmap")]
    operations = [
        *(enable_tenancy(f"planning_{table}") for table in TABLES),
        *keyed(),
        *same_instansi(),
        without("UPDATE, DELETE, TRUNCATE", ONLY_ADDED, "UPDATE, DELETE"),
        without("DELETE, TRUNCATE", KEPT, "DELETE"),
    ]
