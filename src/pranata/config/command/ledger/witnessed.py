"""How the witnesses of the log do, for `pranata ledger status`."""

import datetime as dt

from pranata.foundation.words import gettext as _
from pranata.ledger.queries.anchoring import AnchoringState, Party


def document_of(state: AnchoringState, late: str | None) -> dict[str, object]:
    """Return how witnesses do, as JSON names and values."""
    return {
        "cosigned_size": state.covered if state.has_policy else None,
        "waiting_since": _instant(state.waiting_since),
        "late": late,
        "parties": [
            {
                "name": party.name,
                "size": party.size,
                "received_at": _instant(party.received_at),
                "failing_since": _instant(party.failing_since),
                "fault": party.fault,
            }
            for party in state.parties
        ],
    }


def lines_of(state: AnchoringState, late: str | None) -> list[str]:
    """Return how witnesses do, for reading."""
    if state.has_policy:
        lines = ["  " + _("disaksikan menurut kebijakan: %(size)s catatan") % {"size": state.covered}]
    else:
        lines = ["  " + _("belum ada kebijakan saksi; lihat docs/guide/witness.md")]
    lines += [f"  {_party(party)}" for party in state.parties]
    if late and state.waiting_since:
        lines.append(
            _("Kesaksian terlambat (%(level)s): menunggu sejak %(time)s UTC.")
            % {"level": late, "time": f"{state.waiting_since:%Y-%m-%d %H:%M}"}
        )
    return lines


def _party(party: Party) -> str:
    if party.fault and party.failing_since:
        return _("%(name)s: gagal sejak %(time)s UTC (%(fault)s)") % {
            "name": party.name,
            "time": f"{party.failing_since:%Y-%m-%d %H:%M}",
            "fault": party.fault,
        }
    if party.size is None:
        return _("%(name)s: belum ada tanda tangan") % {"name": party.name}
    return _("%(name)s: %(size)s catatan") % {"name": party.name, "size": party.size}


def _instant(at: dt.datetime | None) -> str | None:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}" if at else None
