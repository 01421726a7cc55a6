"""The rights that tenancy and the ledger stand on."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from pranata.config.doctor.finding import Finding, error
from pranata.foundation.database import ROLES
from pranata.foundation.environment import Environment
from pranata.foundation.tenancy import TENANT_TABLES

_POWERS = """
    SELECT current_user, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
           EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid),
           EXISTS (SELECT 1 FROM pg_roles o WHERE o.rolname = %s AND pg_has_role(r.oid, o.oid, 'MEMBER'))
      FROM pg_roles r WHERE rolname = current_user
"""
_FORCED = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relrowsecurity AND c.relforcerowsecurity
       AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)
"""
_CHANGEABLE = """
    SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'ledger' AND c.relkind IN ('r', 'p')
       AND has_table_privilege(current_user, c.oid, 'UPDATE, DELETE, TRUNCATE')
"""
_SAYS = (
    "adalah superuser",
    "dapat melewati row-level security",
    "dapat membuat peran",
    "dapat membuat basis data",
    "memiliki tabel",
    f"adalah anggota {ROLES['owner']}",
)


def application_role(_env: Environment) -> list[Finding]:
    """The role that serves pages has no power to see or change what it should not."""
    with connection.cursor() as cursor:
        cursor.execute(_POWERS, [ROLES["owner"]])
        name, *powers = cursor.fetchone()
    too_much = [text for text, has in zip(_SAYS, powers, strict=True) if has]
    if not too_much:
        return []
    return [
        error(
            f"Peran {name} yang melayani halaman {', '.join(too_much)}.",
            "Pemisahan data antarinstansi dan keutuhan buku besar bertumpu pada peran tanpa kuasa itu.",
            f"Hubungkan proses web sebagai {ROLES['app']} (lihat docs/guide/install.md) dan cabut kuasanya.",
        )
    ]


def tenancy(_env: Environment) -> list[Finding]:
    """Every table of tenants is under row-level security that holds its owner too."""
    MigrationLoader(None)  # importing the migrations says which tables are tenants'
    with connection.cursor() as cursor:
        cursor.execute(_FORCED)
        forced = {name for (name,) in cursor.fetchall()}
    return [
        error(
            f"Tabel {table} tidak berada di bawah row-level security yang dipaksakan.",
            "Baris satu instansi dapat terbaca instansi lain.",
            "Hentikan layanan, periksa siapa yang mengubah tabel itu, lalu jalankan sebagai pemilik: "
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        )
        for table in sorted(TENANT_TABLES - forced)
    ]


def ledger(_env: Environment) -> list[Finding]:
    """The application's role can add to the ledger and change nothing in it."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGEABLE)
        tables = [name for (name,) in cursor.fetchall()]
    return [
        error(
            f"Peran aplikasi berhak mengubah atau menghapus isi {table}.",
            "Catatan yang dapat diubah bukan bukti.",
            f"Jalankan sebagai pemilik: REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {ROLES['app']}",
        )
        for table in tables
    ]
