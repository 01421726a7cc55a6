"""The log: whether its sequencer lives, and what stops it."""

import datetime as dt

from django.db import connection

from pranata.config.doctor.finding import Finding, error, warning
from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _

QUIET = dt.timedelta(minutes=1)


def sequencing(_env: Environment) -> list[Finding]:
    """Entries get their places in the log, and it is signed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT beat_at, fault FROM ledger.heartbeat")
        row = cursor.fetchone()
    if row is None:
        return []  # it never ran: an installation that was not served yet
    beat_at, fault = row
    found = [error(fault["what"], fault["why"], fault["remedy"])] if fault else []
    if utc_now() - beat_at > QUIET:
        found.append(
            warning(
                _("Penyusun log tidak terdengar sejak %(time)s UTC.") % {"time": f"{beat_at:%Y-%m-%d %H:%M}"},
                _("Catatan baru menunggu tanpa tanda tangan."),
                _("Jalankan `pranata serve`, atau `pranata ledger sequence` di mesin yang bertugas."),
            )
        )
    return found
