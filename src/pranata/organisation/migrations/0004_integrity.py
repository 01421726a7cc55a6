"""What holds whoever writes: one instansi, no circles, dates inside dates.

Composite foreign keys keep references within one instansi (row-level security does not: foreign keys are
checked past it). Triggers keep trees free of circles and dates inside the dates of what carries them. The
statement triggers take one lock an instansi before any row is touched, so that of two transactions that
would only together make a circle or a gap, the second sees the first.
"""

from django.db import migrations

from pranata.foundation.tenancy import enable_tenancy

REFERENCES = (
    ("unit", "parent_id", "unit"),
    ("unit", "continues_id", "unit"),
    ("position", "unit_id", "unit"),
    ("position", "superior_id", "position"),
    ("position", "continues_id", "position"),
    ("assignment", "position_id", "position"),
    ("assignment", "person_id", "person"),
    ("grant", "position_id", "position"),
    ("grant", "unit_id", "unit"),
    ("pendingimport", "uploaded_by_id", "assignment"),
)
REFERENCED = ("unit", "position", "person", "assignment")
CHECKED = {
    "unit": "parent_id, starts_on, ends_on",
    "position": "superior_id, unit_id, starts_on, ends_on",
    "assignment": "position_id, person_id, starts_on, ends_on",
    "grant": "position_id, unit_id, starts_on, ends_on",
    "person": "ended_on",
}


def same_instansi() -> list[migrations.RunSQL]:
    keys = [
        migrations.RunSQL(
            f"ALTER TABLE organisation_{table} ADD CONSTRAINT {table}_in_instansi UNIQUE (id, instansi_id)",
            f"ALTER TABLE organisation_{table} DROP CONSTRAINT {table}_in_instansi",
        )
        for table in REFERENCED
    ]
    references = [
        migrations.RunSQL(
            f"ALTER TABLE organisation_{table} ADD CONSTRAINT {table}_{column}_same_instansi "
            f"FOREIGN KEY ({column}, instansi_id) REFERENCES organisation_{target} (id, instansi_id)",
            f"ALTER TABLE organisation_{table} DROP CONSTRAINT {table}_{column}_same_instansi",
        )
        for table, column, target in REFERENCES
    ]
    return [*keys, *references]


LOCK = """
CREATE FUNCTION organisation_lock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(
        hashtextextended('organisation:' || coalesce(current_setting('pranata.tenant', true), ''), 0));
    RETURN NULL;
END $$;
"""

REFUSE = """
CREATE FUNCTION organisation_refuse(rule text, said text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = rule, MESSAGE = rule || ': ' || said;
END $$;
"""

UNIT = """
CREATE FUNCTION organisation_check_unit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    life daterange := daterange(NEW.starts_on, NEW.ends_on);
BEGIN
    IF NEW.parent_id IS NOT NULL AND EXISTS (
        WITH RECURSIVE above(id, parent_id) AS (
            SELECT u.id, u.parent_id FROM organisation_unit u WHERE u.id = NEW.parent_id
            UNION SELECT u.id, u.parent_id FROM organisation_unit u JOIN above a ON u.id = a.parent_id
        ) SELECT 1 FROM above WHERE id = NEW.id) THEN
        PERFORM organisation_refuse('unit_not_above_itself', 'unit ' || NEW.id || ' would be above itself');
    END IF;
    IF EXISTS (SELECT 1 FROM organisation_unit p
               WHERE p.id = NEW.parent_id AND NOT daterange(p.starts_on, p.ends_on) @> life)
       OR EXISTS (SELECT 1 FROM organisation_unit c
                  WHERE c.parent_id = NEW.id AND NOT life @> daterange(c.starts_on, c.ends_on)) THEN
        PERFORM organisation_refuse('unit_within_parent', 'unit ' || NEW.id);
    END IF;
    IF TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM organisation_position p
               WHERE p.unit_id = NEW.id AND NOT life @> daterange(p.starts_on, p.ends_on)) THEN
        PERFORM organisation_refuse('position_within_unit', 'unit ' || NEW.id);
    END IF;
    IF TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM organisation_grant g
               WHERE g.unit_id = NEW.id AND NOT life @> daterange(g.starts_on, g.ends_on)) THEN
        PERFORM organisation_refuse('grant_within_unit', 'unit ' || NEW.id);
    END IF;
    RETURN NULL;
END $$;
"""

POSITION = """
CREATE FUNCTION organisation_check_position() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    life daterange := daterange(NEW.starts_on, NEW.ends_on);
BEGIN
    IF NEW.superior_id IS NOT NULL AND EXISTS (
        WITH RECURSIVE above(id, superior_id) AS (
            SELECT p.id, p.superior_id FROM organisation_position p WHERE p.id = NEW.superior_id
            UNION SELECT p.id, p.superior_id FROM organisation_position p JOIN above a ON p.id = a.superior_id
        ) SELECT 1 FROM above WHERE id = NEW.id) THEN
        PERFORM organisation_refuse('position_not_above_itself', 'position ' || NEW.id);
    END IF;
    IF EXISTS (SELECT 1 FROM organisation_unit u
               WHERE u.id = NEW.unit_id AND NOT daterange(u.starts_on, u.ends_on) @> life) THEN
        PERFORM organisation_refuse('position_within_unit', 'position ' || NEW.id);
    END IF;
    IF TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM organisation_assignment a
               WHERE a.position_id = NEW.id AND NOT life @> daterange(a.starts_on, a.ends_on)) THEN
        PERFORM organisation_refuse('assignment_within_position', 'position ' || NEW.id);
    END IF;
    IF TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM organisation_grant g
               WHERE g.position_id = NEW.id AND NOT life @> daterange(g.starts_on, g.ends_on)) THEN
        PERFORM organisation_refuse('grant_within_position', 'position ' || NEW.id);
    END IF;
    RETURN NULL;
END $$;
"""

ASSIGNMENT = """
CREATE FUNCTION organisation_check_assignment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    life daterange := daterange(NEW.starts_on, NEW.ends_on);
BEGIN
    IF EXISTS (SELECT 1 FROM organisation_position p
               WHERE p.id = NEW.position_id AND NOT daterange(p.starts_on, p.ends_on) @> life) THEN
        PERFORM organisation_refuse('assignment_within_position', 'assignment ' || NEW.id);
    END IF;
    IF EXISTS (SELECT 1 FROM organisation_person p
               WHERE p.id = NEW.person_id AND NOT daterange(NULL, p.ended_on) @> life) THEN
        PERFORM organisation_refuse('assignment_within_service', 'assignment ' || NEW.id);
    END IF;
    RETURN NULL;
END $$;
"""

GRANT = """
CREATE FUNCTION organisation_check_grant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    life daterange := daterange(NEW.starts_on, NEW.ends_on);
BEGIN
    IF EXISTS (SELECT 1 FROM organisation_position p
               WHERE p.id = NEW.position_id AND NOT daterange(p.starts_on, p.ends_on) @> life) THEN
        PERFORM organisation_refuse('grant_within_position', 'grant ' || NEW.id);
    END IF;
    IF EXISTS (SELECT 1 FROM organisation_unit u
               WHERE u.id = NEW.unit_id AND NOT daterange(u.starts_on, u.ends_on) @> life) THEN
        PERFORM organisation_refuse('grant_within_unit', 'grant ' || NEW.id);
    END IF;
    RETURN NULL;
END $$;
"""

PERSON = """
CREATE FUNCTION organisation_check_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM organisation_assignment a WHERE a.person_id = NEW.id
               AND NOT daterange(NULL, NEW.ended_on) @> daterange(a.starts_on, a.ends_on)) THEN
        PERFORM organisation_refuse('assignment_within_service', 'person ' || NEW.id);
    END IF;
    RETURN NULL;
END $$;
"""

FUNCTIONS = {"unit": UNIT, "position": POSITION, "assignment": ASSIGNMENT, "grant": GRANT, "person": PERSON}


def functions() -> list[migrations.RunSQL]:
    shared = [
        migrations.RunSQL(LOCK, "DROP FUNCTION organisation_lock()"),
        migrations.RunSQL(REFUSE, "DROP FUNCTION organisation_refuse(text, text)"),
    ]
    return shared + [
        migrations.RunSQL(body, f"DROP FUNCTION organisation_check_{table}()")
        for table, body in FUNCTIONS.items()
    ]


def triggers() -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(
            f"CREATE TRIGGER a_lock BEFORE INSERT OR UPDATE OF {columns} ON organisation_{table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION organisation_lock();\n"
            f"CREATE TRIGGER b_check AFTER INSERT OR UPDATE OF {columns} ON organisation_{table} "
            f"FOR EACH ROW EXECUTE FUNCTION organisation_check_{table}()",
            f"DROP TRIGGER b_check ON organisation_{table};\nDROP TRIGGER a_lock ON organisation_{table}",
        )
        for table, columns in CHECKED.items()
    ]


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_dated_constraints")]
    operations = [
        enable_tenancy("organisation_pendingimport"),
        *same_instansi(),
        *functions(),
        *triggers(),
    ]
