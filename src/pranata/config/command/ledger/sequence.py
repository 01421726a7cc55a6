"""`pranata ledger sequence`: give waiting entries their places in the log and sign it, until told to stop."""

import gc
import signal
import subprocess
import sys
import threading
from contextlib import AbstractContextManager, nullcontext

import click

from pranata.config.command import spoken
from pranata.config.command.ledger.connecting import sequencer_conninfo
from pranata.config.serving.lifeline import end_with_parent
from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.anchoring import collector
from pranata.ledger.anchoring.collector import Anchoring, anchoring, asked
from pranata.ledger.anchoring.schedule import DailyStamp
from pranata.ledger.anchoring.trust import NOBODY, Trust, policy_path, trust_of
from pranata.ledger.sequencing.sequencer import Configuration, Sequencer, keys_of, locked, run
from pranata.ledger.sequencing.store import latest_checkpoint, newest_log
from pranata.ledger.witness import example


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
    conninfo = sequencer_conninfo(env)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with _examples(env, conninfo) if example_witnesses else nullcontext():
        trust = trust_of(env)
        anchors = _anchors(env, conninfo, trust)
        configuration = _configuration(env, conninfo, anchors)
        if once:
            _drain(configuration, stop)
        else:
            _work(configuration, anchors, stop)


def _anchors(env: Environment, conninfo: str, trust: Trust | None) -> Anchoring | None:
    daily = DailyStamp(_stamp) if env.tsa_url else None
    if daily is None and not (trust and trust.witnesses):
        return None
    return anchoring(conninfo, utc_now, trust or NOBODY, daily)


def _stamp() -> bool:
    """Have the log time-stamped in a process of its own; why it failed is written down by that."""
    ourselves = [sys.executable, "-m", "pranata.config.command", "ledger", "anchor", "--stamp-only"]
    done = subprocess.run(  # noqa: S603 - ourselves
        ourselves, check=False, stdin=subprocess.DEVNULL, capture_output=True, timeout=60
    )
    return done.returncode == 0


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


def _configuration(env: Environment, conninfo: str, anchors: Anchoring | None) -> Configuration:
    return Configuration(
        conninfo=conninfo,
        home=env.home,
        clock=utc_now,
        ask=asked(env, anchors.high_water if anchors and anchors.couriers() else None),
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
