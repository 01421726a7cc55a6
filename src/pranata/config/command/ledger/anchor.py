"""`pranata ledger anchor`: ask every witness and the time stamping authority now. Status 1 if one fails."""

import sys

import click

from pranata.config.command import spoken
from pranata.config.command.ledger.connecting import anchoring_database
from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.anchoring.cosigning import Courier, carry_all
from pranata.ledger.anchoring.stamping import stamp_latest
from pranata.ledger.anchoring.time_stamping import authority_of
from pranata.ledger.anchoring.trust import Trust, trust_of
from pranata.ledger.sequencing.store import Database


@spoken.command(
    "anchor",
    help=gettext_noop(
        "Minta tanda tangan setiap saksi dan cap waktu TSA untuk cap log terakhir, sekarang.\n\n"
        "Status 1 bila ada yang gagal. Selama `pranata serve` berjalan, semuanya diminta dengan sendirinya."
    ),
)
@spoken.option("--stamp-only", is_flag=True, help=gettext_noop("Hanya cap waktu."))
def command(*, stamp_only: bool) -> None:
    """Run `pranata ledger anchor`."""
    env = Environment.of_process()
    authority, trust = authority_of(env), trust_of(env)
    with anchoring_database(env) as database:
        faults = [] if stamp_only else _witnessed(database, trust)
        if authority:
            stamped = stamp_latest(database, authority, now=utc_now())
            _tell("TSA", stamped.fault)
            faults += [stamped.fault] if stamped.fault else []
    sys.exit(bool(faults))


def _witnessed(database: Database, trust: Trust | None) -> list[str]:
    couriers = [Courier(name, at) for name, at in (trust.reachable if trust else {}).items()]
    carry_all(database, couriers, utc_now, patient=False)
    for courier in couriers:
        _tell(courier.name, courier.fault)
    return [courier.fault for courier in couriers if courier.fault]


def _tell(name: str, fault: str | None) -> None:
    if fault:
        click.echo(_("%(name)s: gagal (%(fault)s)") % {"name": name, "fault": fault}, err=True)
    else:
        click.echo(_("%(name)s: sudah") % {"name": name})
