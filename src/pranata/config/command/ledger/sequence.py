"""`pranata ledger sequence`: give waiting entries their places in the log and sign it, until told to stop."""

import gc
import signal
import threading

import click

from pranata.config.command import spoken
from pranata.config.serving.lifeline import end_with_parent
from pranata.foundation.clock import utc_now
from pranata.foundation.database import sequencer_url
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.sequencing.last_seen import witness_at
from pranata.ledger.sequencing.sequencer import Configuration, Sequencer, locked, run


class SequencerAddressMissing(ProductError):
    """The login of the sequencer is not known here."""


@spoken.command(
    "sequence", help=gettext_noop("Susun dan tanda tangani log bukti sampai dihentikan dengan Ctrl-C.")
)
@spoken.option(
    "--once",
    is_flag=True,
    help=gettext_noop("Susun yang menunggu sekarang, lalu selesai."),
)
@spoken.option("--parent", type=int, help=gettext_noop("Berakhir bersama proses dengan nomor ini."))
def command(*, once: bool, parent: int | None) -> None:
    """Run `pranata ledger sequence`."""
    if parent is not None:
        end_with_parent(parent)
    configuration = _configuration(Environment.of_process())
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    if once:
        _drain(configuration, stop)
    else:
        # What is loaded by now stays for good.
        gc.freeze()
        run(configuration, stop)


def _configuration(env: Environment) -> Configuration:
    conninfo = sequencer_url(env)
    if conninfo is None:
        raise SequencerAddressMissing(
            _("Alamat basis data untuk penyusun log (DATABASE_SEQUENCER_URL) tidak diberikan."),
            why=_("Log hanya boleh disusun oleh peran `pranata_sequencer`, bukan oleh peran aplikasi."),
            remedy=_("Isi DATABASE_SEQUENCER_URL; lihat docs/guide/install.md."),
        )
    return Configuration(
        conninfo=conninfo,
        home=env.home,
        clock=utc_now,
        ask=witness_at(env.ledger_witness),
        tolerated_seconds=env.clock_tolerance,
    )


def _drain(configuration: Configuration, stop: threading.Event) -> None:
    with locked(configuration.conninfo, stop) as database:
        if database is None:
            return
        sequencer = Sequencer(database, configuration)
        total = 0
        while (done := sequencer.step()) is not None:
            total += done.after - done.before
        click.echo(_("%(total)s catatan disusun.") % {"total": total})
