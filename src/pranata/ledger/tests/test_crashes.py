"""Eight writers, and a sequencer that is killed at every step: nothing is lost, nothing forks."""

import json
import signal
import subprocess
import sys
import threading
import time

import pytest

from pranata.foundation.clock import utc_now
from pranata.ledger.sequencing import sequencer
from pranata.ledger.sequencing.sequencer import Configuration, locked
from pranata.ledger.tests.logs import Log, conninfo, write

POINTS = ["read", "hashed", "grown", "signed", "checkpoint", "taken", "committed"]
WRITERS, EACH = 8, 60


@pytest.fixture
def log(committed_db, tmp_path):
    found = Log(committed_db, tmp_path)
    yield found
    found.close()


def act_of(log: Log) -> str:
    """Return an act as the function in the database takes it, from an entry that went through it."""
    ((entry,),) = log.ask_owner("SELECT ledger.unpacked(entry) FROM ledger.entry LIMIT 1")
    whole = json.loads(entry)
    return json.dumps(
        {k: v for k, v in whole.items() if k not in {"v", "log", "recorded_at"}} | {"event_id": None}
    )


def run(module: str, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", f"pranata.ledger.tests.{module}", *arguments])


def die_at(log: Log, point: str, visit: int) -> None:
    dying = run("dying", log.configuration.conninfo, str(log.home), point, str(visit))
    assert dying.wait(60) == -signal.SIGKILL


def test_killed_at_every_step_under_eight_writers_it_loses_nothing_and_forks_nothing(log):
    write()
    act = act_of(log)
    writers = [run("writer", conninfo(log.database, "app"), act, str(EACH)) for _ in range(WRITERS)]
    for point in POINTS:
        write()
        die_at(log, point, 1)
    for writer in writers:
        assert writer.wait(60) == 0
    log.fresh()
    log.drain()
    log.require_whole(1 + len(POINTS) + WRITERS * EACH)


@pytest.mark.parametrize("point", POINTS)
def test_a_step_it_died_at_is_done_by_the_next_one_once(log, point):
    write(80)
    die_at(log, point, 2)
    log.fresh()
    log.drain()
    log.require_whole(80)


def test_what_was_shown_before_a_crash_is_the_beginning_of_what_is_shown_after(log):
    write(40)
    log.drain()
    before = log.latest()
    write(40)
    die_at(log, "taken", 1)
    log.fresh()
    log.drain()
    assert (before.document,) in log.ask_owner("SELECT note FROM ledger.checkpoint")
    log.require_whole(80)


def test_two_sequencers_take_turns(log):
    stop = threading.Event()
    with locked(log.configuration.conninfo, stop) as first:
        assert first is not None
        waiting = threading.Thread(target=sequencer.run, args=(log.configuration, stop))
        waiting.start()
        write()
        time.sleep(1)
        assert log.ask_owner("SELECT * FROM ledger.leaf") == []
    deadline = time.monotonic() + 10
    while not log.ask_owner("SELECT * FROM ledger.leaf"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    stop.set()
    waiting.join(5)
    assert not waiting.is_alive()


def test_a_lost_database_is_connected_to_again(committed_db, tmp_path):
    stop = threading.Event()
    nowhere = Configuration(conninfo="host=/nowhere", home=tmp_path, clock=utc_now)
    runs = threading.Thread(target=sequencer.run, args=(nowhere, stop))
    runs.start()
    time.sleep(0.3)
    assert runs.is_alive()
    stop.set()
    runs.join(5)
    assert not runs.is_alive()
