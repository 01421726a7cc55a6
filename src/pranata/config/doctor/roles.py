"""The rights that tenancy and the ledger stand on."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from pranata.config.doctor.finding import Finding, error
from pranata.foundation.database import ROLES
from pranata.foundation.environment import Environment
from pranata.foundation.tenancy import TENANT_TABLES
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop

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
# Where a task stands, and no evidence: up to which leaf receipts were sent. An actor's page compares what it
# expects with what came, so a figure that was pushed ahead is seen there.
_STATE = {"ledger.receipt_progress"}
_SAYS = (
    gettext_noop("adalah superuser"),
    gettext_noop("dapat melewati row-level security"),
    gettext_noop("dapat membuat peran"),
    gettext_noop("dapat membuat basis data"),
    gettext_noop("memiliki tabel"),
    gettext_noop("adalah anggota %(owner)s"),
)


def application_role(_env: Environment) -> list[Finding]:
    """The role that serves pages has no power to see or change what it should not."""
    with connection.cursor() as cursor:
        cursor.execute(_POWERS, [ROLES["owner"]])
        name, *powers = cursor.fetchone()
    too_much = [_(text) % {"owner": ROLES["owner"]} for text, has in zip(_SAYS, powers, strict=True) if has]
    if not too_much:
        return []
    return [
        error(
            _("Peran %(name)s yang melayani halaman %(powers)s.")
            % {"name": name, "powers": ", ".join(too_much)},
            _("Pemisahan data antarinstansi dan keutuhan buku besar bertumpu pada peran tanpa kuasa itu."),
            _("Hubungkan proses web sebagai %(role)s (lihat docs/guide/install.md) dan cabut kuasanya.")
            % {"role": ROLES["app"]},
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
            _("Tabel %(table)s tidak berada di bawah row-level security yang dipaksakan.") % {"table": table},
            _("Baris satu instansi dapat terbaca instansi lain."),
            _(
                "Hentikan layanan, periksa siapa yang mengubah tabel itu, lalu jalankan sebagai "
                "pemilik: ALTER TABLE %(table)s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
            )
            % {"table": table},
        )
        for table in sorted(TENANT_TABLES - forced)
    ]


def ledger(_env: Environment) -> list[Finding]:
    """The application's role can add to the ledger and change nothing in it."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGEABLE)
        tables = sorted({name for (name,) in cursor.fetchall()} - _STATE)
    return [
        error(
            _("Peran aplikasi berhak mengubah atau menghapus isi %(table)s.") % {"table": table},
            _("Catatan yang dapat diubah bukan bukti."),
            _("Jalankan sebagai pemilik: REVOKE UPDATE, DELETE, TRUNCATE ON %(table)s FROM %(role)s")
            % {"table": table, "role": ROLES["app"]},
        )
        for table in tables
    ]
