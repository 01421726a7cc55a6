"""`pranata ledger sequence`: give waiting entries their places in the log and sign it, until told to stop."""

import gc
import signal
import threading
from contextlib import AbstractContextManager, nullcontext

import click

from pranata.config.command import spoken
from pranata.config.serving.lifeline import end_with_parent
from pranata.foundation.clock import utc_now
from pranata.foundation.database import sequencer_url
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.anchoring import collector
from pranata.ledger.anchoring.collector import Anchoring, anchoring, asked
from pranata.ledger.anchoring.trust import policy_path, trust_of
from pranata.ledger.sequencing.sequencer import Configuration, Sequencer, keys_of, locked, run
from pranata.ledger.sequencing.store import latest_checkpoint, newest_log
from pranata.ledger.witness import example


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
@spoken.option(
    "--example-witnesses",
    is_flag=True,
    help=gettext_noop("Jalankan dua saksi contoh di proses ini, untuk peragaan saja."),
)
@spoken.option("--parent", type=int, help=gettext_noop("Berakhir bersama proses dengan nomor ini."))
def command(*, once: bool, example_witnesses: bool, parent: int | None) -> None:
    """Run `pranata ledger sequence`."""
    if parent is not None:
        end_with_parent(parent)
    env = Environment.of_process()
    conninfo = _conninfo(env)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with _examples(env, conninfo) if example_witnesses else nullcontext():
        trust = trust_of(env)
        anchors = anchoring(conninfo, utc_now, trust) if trust and trust.reachable else None
        configuration = _configuration(env, conninfo, anchors)
        if once:
            _drain(configuration, stop)
        else:
            _work(configuration, anchors, stop)


def _work(configuration: Configuration, anchors: Anchoring | None, stop: threading.Event) -> None:
    # What is loaded by now stays for good.
    gc.freeze()
    collecting = threading.Thread(target=collector.run, args=(anchors, stop), name="anchoring", daemon=True)
    if anchors:
        collecting.start()
    run(configuration, stop)
    if anchors:
        # A witness that is slow to answer is not waited for: it will be asked again.
        collecting.join(timeout=1)


def _examples(env: Environment, conninfo: str) -> AbstractContextManager[None]:
    with collector.connected(conninfo) as database:
        log = newest_log(database)
        keys = keys_of(env.home, log, latest_checkpoint(database, log.number))
    return example.running(env.home, policy_path(env), keys, lambda: int(utc_now().timestamp()))


def _conninfo(env: Environment) -> str:
    conninfo = sequencer_url(env)
    if conninfo is None:
        raise SequencerAddressMissing(
            _("Alamat basis data untuk penyusun log (DATABASE_SEQUENCER_URL) tidak diberikan."),
            why=_("Log hanya boleh disusun oleh peran `pranata_sequencer`, bukan oleh peran aplikasi."),
            remedy=_("Isi DATABASE_SEQUENCER_URL; lihat docs/guide/install.md."),
        )
    return conninfo


def _configuration(env: Environment, conninfo: str, anchors: Anchoring | None) -> Configuration:
    return Configuration(
        conninfo=conninfo,
        home=env.home,
        clock=utc_now,
        ask=asked(env, anchors.high_water if anchors else None),
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
