"""Choosing the checkpoint of a day for the printed sheet."""

import datetime as dt
from collections.abc import Mapping

from pranata.foundation.words import gettext as _
from pranata.ledger.anchoring.anchors import checkpoints_until, cosigned_note
from pranata.ledger.anchoring.carrying import NothingSigned
from pranata.ledger.anchoring.sheet import Sheet
from pranata.ledger.anchoring.trust import Trust
from pranata.ledger.notes import Verifier
from pranata.ledger.sequencing import store
from pranata.ledger.sequencing.store import Database


def sheet_of(
    database: Database,
    *,
    day: dt.date,
    end: dt.datetime,
    keys: Mapping[str, tuple[Verifier, ...]],
    trust: Trust | None,
) -> Sheet:
    """Return the sheet of a day: its last checkpoint that met the policy, else its last.

    Of the last fifty; on a busy day all of them are minutes old. Raises NothingSigned.
    """
    log = store.newest_log(database)
    signed = checkpoints_until(database, log, end)
    if not signed:
        raise _nothing(day)
    sheets = [
        Sheet(day, tree.signed_at, cosigned_note(database, log, tree), keys.get(log.origin, ()), trust)
        for tree in signed
    ]
    met = (s for s in sheets if trust and trust.is_met_by(name for name, _at in s.cosigned()))
    return next(met, sheets[0])


def _nothing(day: dt.date) -> NothingSigned:
    return NothingSigned(
        _("Tidak ada cap log untuk lembar %(day)s.") % {"day": day.isoformat()},
        why=_("Lembar memuat cap yang sudah ditandatangani log pada atau sebelum hari itu."),
        remedy=_("Periksa tanggal atau ukurannya; `pranata ledger status` menyebut yang terakhir."),
    )
