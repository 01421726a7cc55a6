"""Asking witnesses to cosign our latest checkpoint, and keeping their lines."""

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from functools import partial

from pranata.engine.merkle import TileReader, consistency_path
from pranata.foundation.words import gettext as _
from pranata.ledger.anchoring import outreach
from pranata.ledger.anchoring.high_water import HighWater
from pranata.ledger.notes import Note, Signature
from pranata.ledger.sequencing import store
from pranata.ledger.sequencing.store import Database, Log, SignedTree
from pranata.ledger.witness.client import WitnessAddress, WitnessElsewhere, WitnessRefuses, WitnessSilent

LONGEST_PAUSE = dt.timedelta(minutes=5)
# A witness may move between our question and its answer, when another of our processes asks too.
ATTEMPTS = 3

logger = logging.getLogger("pranata.ledger.anchoring")


class WitnessAhead(Exception):
    """The witness saw more than there is here."""


class Courier:
    """Carries our checkpoints to one witness, and remembers where that is."""

    def __init__(self, name: str, witness: WitnessAddress, high_water: HighWater | None = None) -> None:
        self.name = name
        self.fault: str | None = None
        self._witness = witness
        self._high_water = high_water
        self._failures = 0
        self._not_before: dt.datetime | None = None
        self._size = dict[str, int]()

    def is_due(self, log: Log, signed: SignedTree, now: dt.datetime) -> bool:
        """Whether there is something this witness has not cosigned, and it may be asked again."""
        behind = self._size.get(log.origin, -1) < signed.size
        return behind and (self._not_before is None or now >= self._not_before)

    def carry(self, database: Database, log: Log, signed: SignedTree, now: dt.datetime) -> bool:
        """Submit a checkpoint and keep what comes back. A failure is kept too, and asked again later."""
        try:
            cosigned = self._cosigned(database, log, signed)
        except (WitnessSilent, WitnessRefuses, WitnessElsewhere, WitnessAhead) as error:
            self._fail(database, now, error)
            return False
        keep_lines(database, log, signed.size, self.name, cosigned, now)
        self._size[log.origin] = signed.size
        if self._high_water:
            self._high_water.learn(log.origin, Note.parse(signed.note.encode()).with_signatures(cosigned))
        self._failures, self._not_before = 0, None
        outreach.reached(database, self.name, now)
        if self.fault:
            # A row of its own, which no later success clears: only taking the witness out of the policy does.
            outreach.failed(database, self.name + outreach.FORGOT, now, self.fault)
        return True

    def _cosigned(self, database: Database, log: Log, signed: SignedTree) -> list[Signature]:
        recorded = cosigned_size(database, log, self.name)
        old = self._size.get(log.origin, recorded)
        note = Note.parse(signed.note.encode())
        self.fault = None
        for _attempt in range(ATTEMPTS):
            try:
                proof = proof_between(database, log, old, signed.size)
                return [line for _, line in self._witness.cosign(old, proof, note)]
            except WitnessElsewhere as told:
                old = self._moved(log, signed, told.size, recorded)
        raise WitnessElsewhere(old)

    def _moved(self, log: Log, signed: SignedTree, told: int, recorded: int) -> int:
        """Return the size to prove from, since the witness is elsewhere than we thought."""
        if told > signed.size:
            if self._high_water:
                # From here on the sequencer does not sign: see `require_not_behind`.
                self._high_water.learn(log.origin, self._witness.last_seen(log.origin))
            raise WitnessAhead(_("saksi sudah melihat %(size)s catatan") % {"size": told})
        if told < recorded:
            self.fault = _(
                "saksi lupa: menyebut %(told)s catatan padahal pernah menandatangani %(recorded)s"
            ) % {"told": told, "recorded": recorded}
            logger.error("%s: %s", self.name, self.fault)
        return told

    def _fail(self, database: Database, now: dt.datetime, error: Exception) -> None:
        self._failures += 1
        self._not_before = now + min(LONGEST_PAUSE, dt.timedelta(seconds=2 ** min(self._failures, 10)))
        self.fault = str(error) or type(error).__name__
        if self._failures == 1:
            logger.warning("%s: %s", self.name, self.fault)
        outreach.failed(database, self.name, now, self.fault)


def keep_lines(
    database: Database, log: Log, size: int, witness: str, lines: Iterable[Signature], now: dt.datetime
) -> None:
    """Keep the lines of one witness under a checkpoint. Those that are there already stay as they are."""
    database.execute(
        "INSERT INTO ledger.cosignature (log, size, witness, line, received_at) "
        "VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        [log.number, size, witness, "".join(line.line for line in lines), now],
    )


def cosigned_size(database: Database, log: Log, witness: str) -> int:
    """Return the largest size that a witness cosigned, as we know it; 0 if none."""
    row = database.execute(
        "SELECT max(size) FROM ledger.cosignature WHERE log = %s AND witness = %s", [log.number, witness]
    ).fetchone()
    return int(row[0] or 0) if row else 0


def proof_between(database: Database, log: Log, old: int, new: int) -> list[bytes]:
    """Return the consistency proof between two sizes of a stored log."""
    if not 0 < old < new:
        return []
    return consistency_path(old, new, TileReader(new, partial(store.load_tile, database, log.number)))


def carry_all(
    database: Database, couriers: Iterable[Courier], clock: Callable[[], dt.datetime], *, patient: bool = True
) -> None:
    """Take one checkpoint to every witness that lacks it: the same to all, so that they meet on one note."""
    log = store.newest_log(database)
    signed = store.latest_checkpoint(database, log.number)
    if signed is None:
        return
    for courier in couriers:
        now = clock()
        if not patient or courier.is_due(log, signed, now):
            courier.carry(database, log, signed, now)
