"""An instansi without an administrator could not be put right by anybody in it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils.translation import gettext_lazy as _

from pranata.organisation.operations._rules import RuleBroken
from pranata.organisation.queries.administration import administered_days, covers


class LastAdministrator(RuleBroken):
    """On some day nobody would be left who administers the whole organisation and can sign in."""

    def __init__(self) -> None:
        super().__init__(
            _("Setelah ini tidak ada lagi Pengelola organisasi untuk seluruh instansi."),
            why=_("Tanpa pengelola, tidak ada yang dapat memberi peran lagi di instansi Anda."),
            remedy=_(
                "Beri peran Pengelola organisasi pada unit puncak kepada jabatan lain lebih dahulu. "
                "Pemegangnya sudah dapat masuk dengan akunnya, dan masa jabatannya tidak lebih pendek."
            ),
        )


@contextmanager
def administrator_kept(instansi_id: int, today: dt.date) -> Iterator[None]:
    """Run a write that may end somebody's power, and undo it if a day would lose its last administrator.

    Days that have none already are not held against the write. Takes the instansi's lock before it looks,
    so that of two administrators who end each other the second sees what the first did. Two queries and a
    comparison. Raises LastAdministrator; call it inside the operation's transaction.
    """
    _lock()
    before = administered_days(instansi_id, today)
    yield
    if not covers(administered_days(instansi_id, today), before):
        raise LastAdministrator


def _lock() -> None:
    # The same lock that the statement triggers take (migration 0004), taken before the first look.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended("
            "'organisation:' || coalesce(current_setting('pranata.tenant', true), ''), 0))"
        )
