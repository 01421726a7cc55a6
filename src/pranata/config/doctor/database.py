"""The database: whether it answers, is recent enough, migrated, and agrees about the time."""

from django.db import OperationalError, connection

from pranata.config.doctor.finding import Finding, error, warning
from pranata.foundation.clock import utc_now
from pranata.foundation.database import embedded
from pranata.foundation.database.installation import OLDEST_SERVER, pending_migrations
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _
from pranata.foundation.words import ngettext

TOLERATED_SECONDS = 2.0
BEARABLE_SECONDS = 30.0


def reachable(env: Environment) -> list[Finding]:
    """The application's role can connect."""
    if env.is_embedded and not embedded.exists(env.home):
        return [
            error(
                _("Belum ada basis data di %(home)s.") % {"home": env.home},
                _("Tanpa basis data tidak ada halaman yang dapat dilayani."),
                _("Jalankan `pranata prepare` atau `pranata serve`."),
            )
        ]
    try:
        if env.is_embedded:
            embedded.start(env.home)
        connection.ensure_connection()
    except ProductError as refusal:
        return [error(str(refusal.what), str(refusal.why), str(refusal.remedy))]
    except OperationalError as refusal:
        return [
            error(
                _("Basis data tidak dapat dihubungi (%(refusal)s).")
                % {"refusal": str(refusal).strip().splitlines()[0]},
                _("Tanpa basis data tidak ada halaman yang dapat dilayani."),
                _(
                    "Jalankan `pranata migrate` bila ini pemasangan baru; selain itu periksa "
                    "DATABASE_URL, DATABASE_APP_URL, dan server PostgreSQL."
                ),
            )
        ]
    return []


def version(_env: Environment) -> list[Finding]:
    """The server is one that has what we use."""
    with connection.cursor() as cursor:
        found = int(cursor.connection.info.server_version)
    if found >= OLDEST_SERVER:
        return []
    return [
        error(
            _("PostgreSQL %(found)s terlalu lama.") % {"found": found // 10000},
            _("Pranata memakai kemampuan yang ada sejak PostgreSQL 15."),
            _("Mutakhirkan server ke PostgreSQL 15 atau yang lebih baru."),
        )
    ]


def migrations(_env: Environment) -> list[Finding]:
    """The tables are those that the code expects."""
    pending = pending_migrations()
    if not pending:
        return []
    return [
        error(
            ngettext(
                "%(count)s migrasi belum diterapkan, yang pertama %(first)s.",
                "%(count)s migrasi belum diterapkan, yang pertama %(first)s.",
                len(pending),
            )
            % {"count": len(pending), "first": pending[0]},
            _("Halaman dapat gagal karena tabelnya belum sesuai dengan program."),
            _("Jalankan `pranata migrate`."),
        )
    ]


def clock(_env: Environment) -> list[Finding]:
    """This machine and the database's agree about the time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        skew = abs((cursor.fetchone()[0] - utc_now()).total_seconds())
    if skew <= TOLERATED_SECONDS:
        return []
    return [
        (error if skew > BEARABLE_SECONDS else warning)(
            _("Jam mesin ini dan jam basis data berselisih %(skew)s detik.") % {"skew": format(skew, ".0f")},
            _("Waktu pada bukti, sesi, dan kode masuk tidak dapat dipercaya."),
            _("Selaraskan jam kedua mesin, misalnya dengan chrony atau systemd-timesyncd."),
        )
    ]
