"""The database: whether it answers, is recent enough, migrated, and agrees about the time."""

from django.db import OperationalError, connection

from pranata.config.doctor.finding import Finding, error, warning
from pranata.foundation.clock import utc_now
from pranata.foundation.database import embedded
from pranata.foundation.database.installation import OLDEST_SERVER, pending_migrations
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError

TOLERATED_SECONDS = 2.0
BEARABLE_SECONDS = 30.0


def reachable(env: Environment) -> list[Finding]:
    """The application's role can connect."""
    if env.is_embedded and not embedded.exists(env.home):
        return [
            error(
                f"Belum ada basis data di {env.home}.",
                "Tanpa basis data tidak ada halaman yang dapat dilayani.",
                "Jalankan `pranata prepare` atau `pranata serve`.",
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
                f"Basis data tidak dapat dihubungi ({str(refusal).strip().splitlines()[0]}).",
                "Tanpa basis data tidak ada halaman yang dapat dilayani.",
                "Jalankan `pranata migrate` bila ini pemasangan baru; selain itu periksa DATABASE_URL, "
                "DATABASE_APP_URL, dan server PostgreSQL.",
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
            f"PostgreSQL {found // 10000} terlalu lama.",
            "Pranata memakai kemampuan yang ada sejak PostgreSQL 15.",
            "Mutakhirkan server ke PostgreSQL 15 atau yang lebih baru.",
        )
    ]


def migrations(_env: Environment) -> list[Finding]:
    """The tables are those that the code expects."""
    pending = pending_migrations()
    if not pending:
        return []
    return [
        error(
            f"{len(pending)} migrasi belum diterapkan, yang pertama {pending[0]}.",
            "Halaman dapat gagal karena tabelnya belum sesuai dengan program.",
            "Jalankan `pranata migrate`.",
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
            f"Jam mesin ini dan jam basis data berselisih {skew:.0f} detik.",
            "Waktu pada bukti, sesi, dan kode masuk tidak dapat dipercaya.",
            "Selaraskan jam kedua mesin, misalnya dengan chrony atau systemd-timesyncd.",
        )
    ]
