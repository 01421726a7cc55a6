"""The log: whether its sequencer lives, and what stops it."""

import datetime as dt

from django.db import connection

from pranata.config.doctor.finding import Finding, error, warning
from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.ledger.anchoring.trust import PolicyNotUsable, trust_of
from pranata.ledger.queries.anchoring import AnchoringState, anchoring_state

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


def anchoring(env: Environment) -> list[Finding]:
    """Other offices see the log in time, and none of them refuses it."""
    try:
        trust = trust_of(env)
    except PolicyNotUsable as refusal:
        return [error(str(refusal.what), str(refusal.why), str(refusal.remedy))]
    state = anchoring_state(trust)
    if state.size and not state.has_policy:
        return [
            warning(
                _("Log ini belum disaksikan kantor lain."),
                _("Selama hanya pemiliknya yang melihat, sejarahnya dapat ditulis ulang tanpa ketahuan."),
                _("Minta dua kantor menjadi saksi; caranya di docs/guide/witness.md."),
            )
        ]
    return [*_late(state), *_faults(state)]


def _late(state: AnchoringState) -> list[Finding]:
    late = state.lateness(utc_now())
    if late is None or state.waiting_since is None:
        return []
    tell = error if late == "merah" else warning
    return [
        tell(
            _("Log belum disaksikan sejak %(time)s UTC.") % {"time": f"{state.waiting_since:%Y-%m-%d %H:%M}"},
            _("Catatan sesudah itu tetap direkam, tetapi belum dijamin kantor lain."),
            _("Periksa jaringan ke saksi dengan `pranata ledger status`, lalu hubungi kantor itu."),
        )
    ]


def _faults(state: AnchoringState) -> list[Finding]:
    return [
        warning(
            _("%(name)s tidak memberi jawaban yang diminta (%(fault)s).")
            % {"name": party.name, "fault": party.fault},
            _("Permintaan diulang dengan sendirinya dengan jeda yang makin panjang, paling lama lima menit."),
            _("Bila jawabannya 403, 404, atau 422, hubungi kantor itu; artinya di docs/spec/witness.md."),
        )
        for party in state.parties
        if party.fault
    ]
