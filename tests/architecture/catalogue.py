"""What the live database says about tenancy and rights; every question takes a connection to ask."""

from collections.abc import Iterator
from typing import Any, TypeAlias

import psycopg

Database: TypeAlias = psycopg.Connection[Any]

TENANT = "pranata.tenant"
OWN_ACCOUNT = "pranata.account"

_TABLES = """
    SELECT n.nspname || '.' || c.relname, c.relrowsecurity, c.relforcerowsecurity,
           EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid AND NOT a.attisdropped
                   AND a.attname IN ('instansi_id', 'tenant_id'))
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
      AND n.nspname NOT LIKE 'pg_toast%' ORDER BY 1
"""
_POLICIES = """
    SELECT cmd, coalesce(qual, ''), coalesce(with_check, qual, '') FROM pg_policies
    WHERE schemaname || '.' || tablename = %s AND permissive = 'PERMISSIVE'
      AND roles && ARRAY['public', 'pranata_app']::name[]
"""


def tables(database: Database) -> list[str]:
    """Return every table of the product, as `schema.table`."""
    return [name for name, *_ in database.execute(_TABLES).fetchall()]


def without_tenancy(database: Database) -> Iterator[str]:
    """Yield each table the application sees whole, and what its tenancy lacks."""
    for name, enabled, forced, tenanted in database.execute(_TABLES).fetchall():
        if not (enabled and forced):
            yield f"{name}: {'tenant column, but no' if tenanted else 'no'} forced row-level security"
        else:
            yield from (f"{name}: {fault}" for fault in _policy_faults(database, name))


def _policy_faults(database: Database, table: str) -> Iterator[str]:
    policies = database.execute(_POLICIES, [table]).fetchall()
    if not any(command in {"ALL", "SELECT"} and TENANT in seen for command, seen, _ in policies):
        yield "no policy reads the tenant's scope"
    for command, seen, written in policies:
        if command != "INSERT" and TENANT not in seen and OWN_ACCOUNT not in seen:
            yield f"a policy shows rows outside any scope ({command})"
        if command not in {"SELECT", "DELETE"} and TENANT not in written:
            yield f"a policy lets rows be written outside the scope ({command})"


_RIGHTS = """
    SELECT 'is superuser' FROM pg_roles WHERE rolname = %(role)s AND rolsuper
    UNION ALL SELECT 'bypasses row-level security' FROM pg_roles WHERE rolname = %(role)s AND rolbypassrls
    UNION ALL SELECT 'makes roles' FROM pg_roles WHERE rolname = %(role)s AND rolcreaterole
    UNION ALL SELECT 'makes databases' FROM pg_roles WHERE rolname = %(role)s AND rolcreatedb
    UNION ALL SELECT 'replicates' FROM pg_roles WHERE rolname = %(role)s AND rolreplication
    UNION ALL SELECT 'is a member of ' || rolname FROM pg_roles
        WHERE rolname <> %(role)s AND pg_has_role(%(role)s, oid, 'MEMBER')
    UNION ALL SELECT 'owns ' || relname FROM pg_class
        WHERE pg_get_userbyid(relowner) = %(role)s AND relpersistence <> 't'
    UNION ALL SELECT 'owns schema ' || nspname FROM pg_namespace WHERE pg_get_userbyid(nspowner) = %(role)s
    UNION ALL SELECT 'owns function ' || proname FROM pg_proc WHERE pg_get_userbyid(proowner) = %(role)s
    UNION ALL SELECT 'owns database ' || datname FROM pg_database WHERE pg_get_userbyid(datdba) = %(role)s
    UNION ALL SELECT 'creates in schema ' || nspname FROM pg_namespace
        WHERE nspname NOT LIKE 'pg_temp%%' AND has_schema_privilege(%(role)s, oid, 'CREATE')
    UNION ALL SELECT 'creates schemas' WHERE has_database_privilege(%(role)s, current_database(), 'CREATE')
    UNION ALL SELECT format('may %%s %%I.%%I', lower(right_), n.nspname, c.relname)
        FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace,
             unnest(ARRAY['TRUNCATE', 'TRIGGER', 'REFERENCES']) AS right_
        WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
          AND has_table_privilege(%(role)s, c.oid, right_)
"""


def rights_too_many(database: Database, role: str) -> list[str]:
    """Return what the role could do and an application must not."""
    return [right for (right,) in database.execute(_RIGHTS, {"role": role}).fetchall()]


_DEFINERS = """
    SELECT n.nspname || '.' || p.proname,
           coalesce(EXISTS (SELECT FROM unnest(p.proconfig) AS set WHERE set LIKE 'search_path=%'), false),
           EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a
                   WHERE a.grantee = 0)
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
"""


def loose_definers(database: Database) -> Iterator[str]:
    """Yield functions that run with their owner's rights and are not nailed down."""
    for name, pinned, open_to_all in database.execute(_DEFINERS).fetchall():
        if not pinned:
            yield f"{name}: search_path is the caller's"
        if open_to_all:
            yield f"{name}: PUBLIC may execute it"
