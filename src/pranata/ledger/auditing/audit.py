"""The whole audit: stretches on several cores, then the tree, the signatures and the queue."""

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import psycopg

from pranata.engine.merkle import WIDTH
from pranata.ledger.anchoring.trust import NOBODY, Trust
from pranata.ledger.auditing.chunk import Hashed, Stretch, hash_stretch
from pranata.ledger.auditing.finding import Finding, Outside, Report
from pranata.ledger.auditing.outside import Anchored, Cosigned, check_anchors, check_cosignatures
from pranata.ledger.auditing.queue import queue_faults
from pranata.ledger.auditing.signatures import StoredCheckpoint, checkpoint_faults
from pranata.ledger.auditing.tree import GrowingTree
from pranata.ledger.notes import Verifier

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

Database: TypeAlias = "psycopg.Connection[Any]"
Progress: TypeAlias = Callable[[int, int], None]

STRETCH = 16 * WIDTH
AT_ONCE = 256
NOTED_EVERY = 16 * STRETCH
# So many findings are enough to know; the tree is computed to its end all the same.
MOST_FINDINGS = 1000


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """Where to read, whom to trust, on how many cores, and where to note how far it came.

    `trust` is the policy by which witnesses are known, `authorities` the roots by which time stamps are.
    """

    conninfo: str
    keys: tuple[Verifier, ...]
    cores: int = 2
    state: Path | None = None
    stretch: int = STRETCH
    trust: Trust | None = None
    authorities: tuple["Certificate", ...] = ()


class _Worker:
    """What a process of the pool keeps: its connection."""

    database: "psycopg.Connection[Any] | None" = None


def _begin(conninfo: str) -> None:
    threading.Thread(target=_end_with_audit, daemon=True).start()
    _Worker.database = connected(conninfo)


def connected(conninfo: str) -> Database:
    """Return a connection for reading stretches."""
    database = psycopg.connect(conninfo, autocommit=True)
    # Each stretch is a small part: the planner must not read the whole log for it, whatever it knows of it.
    for name in ("enable_hashjoin", "enable_mergejoin"):
        database.execute(f"SET {name} = off".encode())
    return database


def _end_with_audit() -> None:
    """End at once when the audit does, also where it was killed: a pool would wait for work for ever."""
    if (audit_itself := parent_process()) is not None:
        audit_itself.join()
        os._exit(1)


def _hash(stretch: Stretch) -> Hashed:
    assert _Worker.database is not None  # noqa: S101 - the pool begins each process with `_begin`
    return hash_stretch(_Worker.database, stretch)


def _check(rows: list[StoredCheckpoint], origin: str, keys: Sequence[Verifier]) -> list[Finding]:
    return [fault for row in rows for fault in checkpoint_faults(row, origin, keys)]


def _look_outside(log: int, bounds: tuple[int, int], witnesses: Sequence[Verifier]) -> Cosigned:
    assert _Worker.database is not None  # noqa: S101 - as above
    return check_cosignatures(_Worker.database, log, bounds, witnesses)


def _tell(progress: Progress, before: int, total: int, done: int) -> None:
    progress(before + done, total)


def audit(configuration: Configuration, progress: Progress = lambda done, total: None) -> Report:
    """Audit every log of the database. `progress` is told how many of how many entries are done.

    Writers and the sequencer may go on: what was signed when it began is what is audited. Raises
    psycopg.Error where the database cannot be read.
    """
    with (
        _pool(configuration) as pool,
        psycopg.connect(configuration.conninfo, autocommit=True) as database,
    ):
        logs = database.execute("SELECT number, origin FROM ledger.log ORDER BY number").fetchall()
        parts = [_LogAudit(database, pool, configuration, *log) for log in logs]
        total = sum(part.size for part in parts)
        done, findings = 0, list[Finding]()
        for part in parts:
            findings += part.run(partial(_tell, progress, done, total))
            done += part.size
        waiting, more = queue_faults(database)
    return Report(
        done,
        sum(part.checkpoint_count for part in parts),
        waiting,
        tuple(sorted(set(findings + more))),
        _outside(parts, configuration.trust),
    )


def _pool(configuration: Configuration) -> ProcessPoolExecutor:
    """Start the processes, before anything is open that they must not share.

    Forks of this one where it has no other thread: they need not load again what it has loaded.
    """
    forks = sys.platform == "linux" and threading.active_count() == 1
    pool = ProcessPoolExecutor(
        configuration.cores,
        mp_context=get_context("fork" if forks else "spawn"),
        initializer=_begin,
        initargs=(configuration.conninfo,),
    )
    pool.submit(int)
    return pool


def _outside(parts: "Sequence[_LogAudit]", trust: Trust | None) -> Outside:
    asks = trust is not None and trust.asks_witnesses
    return Outside(
        covered=sum(part.covered for part in parts) if asks else None,
        cosignatures=sum(part.cosigned.checked for part in parts),
        unknown=sum(part.cosigned.unknown for part in parts),
        anchors=sum(part.anchored.checked for part in parts),
        unchecked=sum(part.anchored.unchecked for part in parts),
    )


class _LogAudit:
    """The audit of one log."""

    def __init__(
        self,
        database: Database,
        pool: ProcessPoolExecutor,
        configuration: Configuration,
        number: int,
        origin: str,
    ) -> None:
        self._database = database
        self._pool = pool
        self._configuration = configuration
        self._number = number
        self._origin = origin
        row = database.execute(
            "SELECT coalesce(max(size), 0), count(*) FROM ledger.checkpoint WHERE log = %s", [number]
        ).fetchone()
        self.size: int = row[0] if row else 0
        self.checkpoint_count: int = row[1] if row else 0
        self.cosigned, self.anchored = Cosigned(), Anchored()

    @property
    def covered(self) -> int:
        """How many of the entries a quorum of witnesses saw, by lines that hold."""
        trust = self._configuration.trust
        return min(self.size, trust.covered(self.cosigned.latest)) if trust else 0

    def run(self, progress: Callable[[int], None]) -> list[Finding]:
        """Audit the log and return what is wrong."""
        notes = _Notes(self._configuration, self._number, self.size)
        start, tree, findings = notes.taken_up()
        checkpoints, outside = self._checkpoints(), self._cosignatures()
        signatures = [
            self._pool.submit(_check, checkpoints[i : i + AT_ONCE], self._origin, self._configuration.keys)
            for i in range(0, len(checkpoints), AT_ONCE)
        ]
        for hashed in self._hashed(start):
            findings += hashed.findings[: MOST_FINDINGS - len(findings)]
            findings += self._root_faults(tree, hashed, checkpoints)
            notes.write(hashed.stretch.end, tree, findings)
            progress(hashed.stretch.end)
        findings += self._upper_tile_faults(tree) + self._tail_faults()
        for signature in signatures:
            findings += signature.result()
        findings += self._outside_faults(outside)
        notes.forget()
        return findings

    def _cosignatures(self) -> "list[Future[Cosigned]]":
        """Have the lines of witnesses checked, a span of sizes at a time: a log may have millions."""
        trust, step = self._configuration.trust or NOBODY, self._configuration.stretch
        witnesses = tuple(trust.policy.witnesses.values())
        return [
            self._pool.submit(_look_outside, self._number, (first, first + step), witnesses)
            for first in range(0, self._beyond(), step)
        ]

    def _beyond(self) -> int:
        """Return the largest size that anybody outside signed, which may be more than there is."""
        row = self._database.execute(
            "SELECT coalesce(max(size), 0) FROM ledger.cosignature WHERE log = %s", [self._number]
        ).fetchone()
        return int(row[0]) if row else 0

    def _outside_faults(self, outside: "list[Future[Cosigned]]") -> list[Finding]:
        for part in outside:
            self.cosigned.add(part.result())
        self.anchored = check_anchors(
            self._database, self._number, self._origin, self._configuration.authorities
        )
        return self.cosigned.findings + self.anchored.findings

    def _checkpoints(self) -> list[StoredCheckpoint]:
        rows = self._database.cursor(binary=True).execute(
            "SELECT log, size, root, note FROM ledger.checkpoint WHERE log = %s AND size <= %s ORDER BY size",
            [self._number, self.size],
        )
        return [StoredCheckpoint(*row) for row in rows]

    def _hashed(self, start: int) -> Iterator[Hashed]:
        """Yield the stretches in order, a few ahead on every core."""
        step = self._configuration.stretch
        stretches = iter(
            Stretch(self._number, self._origin, first, min(first + step, self.size))
            for first in range(start, self.size, step)
        )
        running = [self._pool.submit(_hash, s) for s in islice(stretches, 2 * self._configuration.cores)]
        while running:
            hashed = running.pop(0).result()
            running += [self._pool.submit(_hash, s) for s in islice(stretches, 1)]
            yield hashed

    def _root_faults(
        self, tree: GrowingTree, hashed: Hashed, checkpoints: list[StoredCheckpoint]
    ) -> list[Finding]:
        stretch = hashed.stretch
        inside = {row.size: row.root for row in checkpoints if stretch.start < row.size <= stretch.end}
        roots = tree.take(hashed, list(inside))
        return [
            Finding("root-differs", self._number, str(size))
            for size, root in inside.items()
            if roots[size] != root
        ]

    def _upper_tile_faults(self, tree: GrowingTree) -> list[Finding]:
        rows = self._database.cursor(binary=True).execute(
            "SELECT level, idx, root, hashes FROM ledger.tile WHERE log = %s AND level > 0", [self._number]
        )
        stored = {(level, index): (root, hashes) for level, index, root, hashes in rows}
        wanted = tree.upper_tiles()
        wrong = [place for place in wanted if stored.get(place) != wanted[place]]
        return [Finding("tile-differs", self._number, f"{level}/{index}") for level, index in wrong]

    def _tail_faults(self) -> list[Finding]:
        """Find leaves that lie beyond everything signed; both are read at once, for the sequencer goes on."""
        row = self._database.execute(
            "SELECT (SELECT coalesce(max(size), 0) FROM ledger.checkpoint WHERE log = %(log)s),"
            " (SELECT coalesce(max(seq) + 1, 0) FROM ledger.leaf WHERE log = %(log)s)",
            {"log": self._number},
        ).fetchone()
        signed, leaves = row or (0, 0)
        return [] if leaves <= signed else [Finding("tail-unsigned", self._number, str(signed))]


class _Notes:
    """How far an audit came, in a file: an interrupted one goes on there, with the same keys only."""

    def __init__(self, configuration: Configuration, log: int, size: int) -> None:
        folder = configuration.state
        self._path = folder / f"audit-{log}.json" if folder else None
        keys = "\n".join(sorted(key.vkey for key in configuration.keys))
        self._keys = sha256(keys.encode()).hexdigest()
        self._size = size

    def taken_up(self) -> tuple[int, GrowingTree, list[Finding]]:
        """Return where to go on, the tree so far and what was found before it."""
        if self._path and self._path.exists():
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            if kept["keys"] == self._keys and kept["end"] <= self._size:
                roots = [bytes.fromhex(root) for root in kept["tile_roots"]]
                return kept["end"], GrowingTree(roots), [Finding(**finding) for finding in kept["findings"]]
        return 0, GrowingTree(), []

    def write(self, end: int, tree: GrowingTree, findings: list[Finding]) -> None:
        """Note that everything before `end` was looked at; only at the edge of a tile can one go on."""
        if self._path is None or end % NOTED_EVERY:
            return
        document = {
            "keys": self._keys,
            "end": end,
            "tile_roots": [root.hex() for root in tree.tile_roots],
            "findings": [finding.document() for finding in findings],
        }
        draft = self._path.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps(document), encoding="utf-8")
        draft.replace(self._path)

    def forget(self) -> None:
        """The audit came to its end."""
        if self._path:
            self._path.unlink(missing_ok=True)
