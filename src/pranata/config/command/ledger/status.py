"""`pranata ledger status`: how far the log is, and whether its sequencer lives."""

import json
import sys
from typing import Any

import click
import psycopg

from pranata.config.command import spoken
from pranata.config.command.ledger.witnessed import document_of, lines_of
from pranata.foundation.clock import utc_now
from pranata.foundation.database import application_address
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.anchoring.trust import trust_of
from pranata.ledger.queries.anchoring import anchoring_state

_LOG = """
    SELECT l.number, l.origin, c.size, encode(c.root, 'hex'), c.signed_at,
           (SELECT count(*) FROM ledger.cosignature AS w WHERE w.log = c.log AND w.size = c.size)
    FROM ledger.log AS l LEFT JOIN LATERAL (
        SELECT * FROM ledger.checkpoint WHERE log = l.number ORDER BY size DESC LIMIT 1) AS c ON true
    ORDER BY l.number DESC LIMIT 1
"""


@spoken.command(
    "status", help=gettext_noop("Tampilkan sampai mana log ditandatangani dan apa yang menunggu.")
)
@spoken.option("--json", "as_json", is_flag=True, help=gettext_noop("Cetak hasil sebagai JSON."))
def command(*, as_json: bool) -> None:
    """Run `pranata ledger status`."""
    env = Environment.of_process()
    document = _document(application_address(env))
    state = anchoring_state(trust_of(env))
    late = state.lateness(utc_now())
    document["anchoring"] = document_of(state, late)
    if as_json:
        click.echo(json.dumps(document, indent=1))
    else:
        _tell(document)
        click.echo("\n".join(lines_of(state, late)))
    sys.exit(1 if document["fault"] or late else 0)


def _document(conninfo: str) -> dict[str, Any]:
    with psycopg.connect(conninfo, autocommit=True) as database:
        log = database.execute(_LOG).fetchone()
        beat = database.execute("SELECT beat_at, waiting, fault FROM ledger.heartbeat").fetchone()
    number, origin, size, root, signed_at, witnesses = log or (None,) * 6
    beat_at, waiting, fault = beat or (None, None, None)
    return {
        "log": number,
        "origin": origin,
        "size": size or 0,
        "root": root,
        "signed_at": signed_at.isoformat() if signed_at else None,
        "cosignatures": witnesses,
        "heard_at": beat_at.isoformat() if beat_at else None,
        "waiting": waiting,
        "fault": fault,
    }


def _tell(document: dict[str, Any]) -> None:
    click.echo(f"{document['origin']} ({document['log']})")
    click.echo(
        _("%(size)s catatan ditandatangani pada %(time)s, disaksikan %(witnesses)s.")
        % {
            "size": document["size"],
            "time": document["signed_at"] or "–",
            "witnesses": document["cosignatures"] or 0,
        }
    )
    click.echo(
        _("Penyusun terakhir terdengar %(time)s, %(waiting)s menunggu.")
        % {"time": document["heard_at"] or "–", "waiting": document["waiting"] or 0}
    )
    if document["fault"]:
        click.echo(" ".join(document["fault"][part] for part in ("what", "why", "remedy")))
