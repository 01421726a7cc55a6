"""The log as a state machine: written, sequenced, killed, restored and attacked in any order.

Nothing that was committed is lost or moved; nothing that was rolled back appears; no tree is signed that does
not continue the one before; and no witness cosigns another.
"""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import psycopg
import pytest
from django.db import transaction
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pranata.engine.merkle import TileReader, consistency_path, root_of
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.database import administrator
from pranata.ledger.keys import all_kept_keys
from pranata.ledger.notes import Checkpoint, sign
from pranata.ledger.operations.append_entry import append_entry
from pranata.ledger.sequencing import store
from pranata.ledger.sequencing.errors import ClockOff, TreeBehind, TreeDiffers
from pranata.ledger.tests.acts import make_act
from pranata.ledger.tests.logs import Log, Remembering, conninfo, now, write
from pranata.ledger.tests.test_crashes import POINTS
from pranata.ledger.witness.folder import WitnessFolder
from pranata.ledger.witness.judging import Witness
from pranata.ledger.witness.submission import Submission

TABLES = ("leaf", "checkpoint")


class Killed(BaseException):
    """What `kill -9` is to code that runs: nothing after it does."""


class Histories(RuleBasedStateMachine):
    """One log and one witness, which go on from example to example as a real one does from day to day."""

    log: Log
    seen: Remembering
    witness: Witness
    owner: "psycopg.Connection[Any]"

    def __init__(self):
        super().__init__()
        self.placed, self.waiting = self.stored(), self.queued()

    # What people and machines do.

    @rule(count=st.integers(1, 3))
    def write(self, count):
        self.waiting += [ref.leaf_hash for ref in write(count)]

    @rule()
    def roll_back(self):
        with tenant_scope(1), transaction.atomic():
            append_entry(make_act())
            transaction.set_rollback(True)

    @rule()
    def sequence(self):
        assert self.log.drain() == len(self.waiting)
        self.place()

    @rule()
    def restart(self):
        self.log.fresh()

    @precondition(lambda self: self.waiting)
    @rule(point=st.sampled_from(POINTS))
    def die(self, point):
        def at(reached):
            if reached == point:
                raise Killed

        with pytest.raises(Killed):
            self.log.fresh(at).step()
        if point == "committed":
            self.place()
        self.log.fresh()

    @precondition(lambda self: self.placed)
    @rule()
    def show_to_the_witness(self):
        state = self.state()
        note = self.log.latest()
        size = Checkpoint.parse(note.text).size
        read = TileReader(size, partial(store.load_tile, self.log.link, 1))
        proof = consistency_path(state.size, size, read) if 0 < state.size < size else []
        answer = self.witness.add_checkpoint(bytes(Submission.of(state.size, proof, note)))
        assert answer.status == 200, answer
        self.seen.see(self.state().note)

    # What must be refused.

    @precondition(lambda self: self.waiting)
    @rule(minutes=st.sampled_from([-3, 3]))
    def sequence_by_a_wrong_clock(self, minutes):
        right = self.log.configuration
        self.log.configuration = replace(right, clock=lambda: now() + timedelta(minutes=minutes))
        with pytest.raises(ClockOff):
            self.log.fresh().step()
        self.log.configuration = right
        self.log.fresh()

    @precondition(lambda self: self.waiting and self.state().size)
    @rule(which=st.integers(0, 50))
    def restore_a_backup(self, which):
        """Of some earlier day: what was signed since is not in it, and the witness has seen that."""
        sizes = [0, *(size for (size,) in self.rows("SELECT size FROM ledger.checkpoint ORDER BY size"))]
        older = [size for size in sizes if size < self.state().size]
        size = older[which % len(older)]
        with (
            self.altered(
                f"DELETE FROM ledger.checkpoint WHERE size > {size}",
                f"DELETE FROM ledger.leaf WHERE seq >= {size}",
            ),
            pytest.raises(TreeBehind),
        ):
            self.log.fresh().step()
        self.log.fresh()

    @precondition(lambda self: self.waiting and self.placed)
    @rule(which=st.integers(0, 50))
    def change_a_leaf(self, which):
        # Below full tiles no leaf is read for the next signature: the audit finds those.
        first = len(self.placed) // 256 * 256
        if first < len(self.placed):
            seq = first + which % (len(self.placed) - first)
            lie = f"UPDATE ledger.leaf SET leaf_hash = sha256('lain') WHERE seq = {seq}"
            with self.altered(lie), pytest.raises(TreeDiffers):
                self.log.fresh().step()
            self.log.fresh()

    @precondition(lambda self: self.state().size)
    @rule(which=st.integers(0, 50))
    def rewrite_history_with_the_stolen_key(self, which):
        state = self.state()
        leaves = [*self.placed, b"\x07" * 32]
        leaves[which % state.size] = b"\x08" * 32
        (keys,) = all_kept_keys(self.log.home)
        checkpoint = Checkpoint(keys.origin, len(leaves), root_of(leaves))
        note = sign(checkpoint.text, *keys.signers, time=int(now().timestamp()))
        proof = consistency_path(state.size, len(leaves), lambda level, index: _subtree(leaves, level, index))
        answer = self.witness.add_checkpoint(bytes(Submission.of(state.size, proof, note)))
        assert answer.status == 422, answer

    # What must always hold.

    @invariant()
    def nothing_is_lost_moved_or_added(self):
        assert self.stored() == self.placed
        assert self.queued() == self.waiting

    @invariant()
    def what_was_signed_or_seen_is_the_beginning_of_what_there_is(self):
        for size, root in self.rows("SELECT size, root FROM ledger.checkpoint"):
            assert root == root_of(self.placed[:size])
        state = self.state()
        assert state.root == root_of(self.placed[: state.size])

    # How it is looked at.

    def place(self):
        self.placed += self.waiting
        self.waiting = []

    def state(self):
        (log,) = self.witness.folder.logs()
        return log.state()

    def stored(self):
        return [leaf for (leaf,) in self.rows("SELECT leaf_hash FROM ledger.leaf ORDER BY seq")]

    def queued(self):
        return [
            leaf
            for (leaf,) in self.rows(
                "SELECT leaf_hash FROM ledger.queue JOIN ledger.entry USING (event_id) ORDER BY position"
            )
        ]

    def rows(self, statement):
        return self.owner.execute(statement.encode()).fetchall()

    @contextmanager
    def altered(self, *statements):
        """Have the superuser change leaves and checkpoints past every trigger, and put them back."""
        with administrator(self.log.database) as attacker:
            attacker.execute("SET session_replication_role = replica")
            for table in TABLES:
                attacker.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER ALL")
                attacker.execute(f"CREATE TABLE spare_{table} AS TABLE ledger.{table}")
            for statement in statements:
                attacker.execute(statement)
            yield
            for table in TABLES:
                attacker.execute(f"DELETE FROM ledger.{table}")
                attacker.execute(f"INSERT INTO ledger.{table} SELECT * FROM spare_{table}")
                attacker.execute(f"DROP TABLE spare_{table}")


def _subtree(leaves, level, index):
    """Return the root of a full subtree, as a proof is made of."""
    return root_of(leaves[index << level : (index + 1) << level])


def test_no_order_of_events_loses_an_entry_or_has_another_history_signed_or_cosigned(committed_db, tmp_path):
    seen = Remembering()
    log = Log(committed_db, tmp_path / "log", ask=seen)
    write()
    log.drain()
    (keys,) = all_kept_keys(log.home)
    folder = WitnessFolder.create(tmp_path / "saksi", "inspektorat.example/w")
    folder.add_log(keys.verifiers, keys.origin)
    witness = Witness(folder, lambda: int(now().timestamp()))
    with psycopg.connect(conninfo(committed_db, "owner"), autocommit=True) as owner:
        scene = {"log": log, "seen": seen, "witness": witness, "owner": owner}
        run_state_machine_as_test(
            type("Scene", (Histories,), scene),
            settings=hypothesis_settings(max_examples=6, stateful_step_count=25, deadline=None),
        )
    log.close()
