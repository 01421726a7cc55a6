"""The twelve attacks of the tamper score, each made for real on a log of its own, and what came of it.

`make attacks` runs them and prints the table; a test runs the same ones. What is `silent` must be named in
THREAT_MODEL.md, by the sentence that stands here.
"""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from psycopg import errors

from pranata.engine.merkle import consistency_path, root_of
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.database import administrator, connect_as
from pranata.ledger.auditing.audit import Configuration as AuditOf
from pranata.ledger.auditing.audit import audit
from pranata.ledger.bundles import verifikasi
from pranata.ledger.bundles.tests.attacker import files_of, report, with_manifests
from pranata.ledger.bundles.tests.memory_log import MemoryLog, sha
from pranata.ledger.keys import all_kept_keys
from pranata.ledger.notes import Checkpoint, sign
from pranata.ledger.operations.append_entry import append_entry
from pranata.ledger.queries.acts import Whose, accounting_of, acts_of
from pranata.ledger.sequencing.errors import ClockOff, SequencingStopped
from pranata.ledger.tests.acts import ALICE, make_act
from pranata.ledger.tests.logs import Log, Remembering, conninfo, now, write
from pranata.ledger.witness.folder import WitnessFolder
from pranata.ledger.witness.judging import Answer, Witness
from pranata.ledger.witness.submission import Submission

PREVENTED, DETECTED, SILENT = "prevented", "detected", "silent"
OF_AN_ENTRY = ("party", "entry")
KEPT = ("entry", "leaf", "tile", "checkpoint", "queue", "party")
FORGED = (
    "UPDATE ledger.entry SET entry = convert_to(replace(convert_from(ledger.unpacked(entry), "
    "'UTF8'), '2026-03-04', "
    "'2020-03-04'), 'UTF8') WHERE event_id = '{}'"
)
NO_HASH_CHECK = "ALTER TABLE ledger.entry DROP CONSTRAINT leaf_hash_is_of_entry"


@dataclass(frozen=True)
class Outcome:
    """What came of an attack, and what did it."""

    verdict: str
    by: str


@dataclass(frozen=True)
class Scored:
    """A line of the table."""

    number: int
    attack: str
    verdict: str
    by: str

    def document(self) -> dict[str, object]:
        """Return it for a machine."""
        return asdict(self)


def tamper(database: str, *statements: str) -> None:
    """Do what the superuser of the database can: take triggers and constraints off, then anything."""
    with administrator(database) as attacker:
        attacker.execute("SET session_replication_role = replica")
        for table in KEPT:
            attacker.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER ALL")
        for statement in statements:
            attacker.execute(statement)


def _refused(role: str, log: Log, statements: list[str]) -> Outcome:
    by = set()
    with connect_as(role, log.database) as attacker:
        attacker.execute("SET pranata.tenant = '1'")
        for statement in statements:
            try:
                attacker.execute(statement)
            except (errors.InsufficientPrivilege, errors.RestrictViolation) as error:
                by.add("trigger" if isinstance(error, errors.RestrictViolation) else "grant")
            else:
                return Outcome(SILENT, f"not refused: {statement}")
    return Outcome(PREVENTED, " and ".join(sorted(by)))


def _audited(log: Log) -> Outcome:
    """Audit as an outsider would: with the public keys only."""
    (keys,) = all_kept_keys(log.home)
    settings = AuditOf(conninfo=conninfo(log.database, "owner"), keys=keys.verifiers, cores=1)
    kinds = sorted({finding.kind for finding in audit(settings).findings})
    if not kinds:
        return Outcome(SILENT, "audit found nothing")
    return Outcome(DETECTED, f"`pranata ledger audit`: {', '.join(kinds)}")


def _stopped(log: Log) -> Outcome:
    try:
        log.fresh().step()
    except SequencingStopped as refusal:
        return Outcome(PREVENTED, f"sequencer: {refusal.code}")
    return Outcome(SILENT, "the sequencer signed")


EDITS = [
    "UPDATE ledger.entry SET recorded_at = now()",
    "DELETE FROM ledger.entry",
    "TRUNCATE ledger.entry CASCADE",
    "UPDATE ledger.leaf SET seq = seq + 1",
    "DELETE FROM ledger.checkpoint",
]


def application_edits(log: Log) -> Outcome:
    """The application's account changes or deletes an act"""
    write()
    log.drain()
    return _refused("app", log, EDITS)


def owner_edits(log: Log) -> Outcome:
    """The owner of the tables, or the superuser, changes or deletes an act plainly"""
    write()
    log.drain()
    both = {_refused(role, log, EDITS) for role in ("owner", "administrator")}
    return next((o for o in both if o.verdict == SILENT), Outcome(PREVENTED, "trigger, enabled always"))


def superuser_edits_entry(log: Log) -> Outcome:
    """The superuser takes the triggers off and changes the bytes of an entry"""
    refs = write(3)
    log.drain()
    tamper(log.database, NO_HASH_CHECK, FORGED.format(refs[1].event_id))
    return _audited(log)


def superuser_edits_all_hashes(log: Log) -> Outcome:
    """The same, and writes every hash of the tree anew"""
    _rewrite(log, write(3)[1].event_id)
    return _audited(log)


def stolen_key(log: Log) -> Outcome:
    """The same, and signs the rewritten tree with the stolen key of the log"""
    witness = _witness(log)
    refs = write(3)
    log.drain()
    first = log.latest()
    (keys,) = all_kept_keys(log.home)
    witness.folder.add_log(list(keys.verifiers))
    shown = witness.add_checkpoint(bytes(Submission.of(0, [], first)))
    assert shown.status == 200, shown.body
    leaves = _rewrite(log, refs[1].event_id, drained=True)
    seen = Checkpoint.parse(first.text)
    again = Checkpoint(seen.origin, 3, root_of(leaves))
    note = sign(again.text, *keys.signers, time=int(now().timestamp()))
    answer = witness.add_checkpoint(bytes(Submission.of(3, [], note)))
    return _answered(answer)


def split_view(log: Log) -> Outcome:
    """The log shows one history to the auditor and another to the public"""
    witness = _witness(log)
    write(2)
    log.drain()
    (keys,) = all_kept_keys(log.home)
    witness.folder.add_log(list(keys.verifiers))
    seen = Checkpoint.parse(log.latest().text)
    assert witness.add_checkpoint(bytes(Submission.of(0, [], log.latest()))).status == 200
    leaves = [sha(b"lain %d" % i) for i in range(4)]
    other = Checkpoint(seen.origin, 4, root_of(leaves))
    proof = consistency_path(2, 4, lambda h, i: root_of(leaves[i << h : (i + 1) << h]))
    note = sign(other.text, *keys.signers, time=int(now().timestamp()))
    answer = witness.add_checkpoint(bytes(Submission.of(2, proof, note)))
    return _answered(answer)


def cut_tail(log: Log) -> Outcome:
    """The tail is cut off, or an old backup restored, and signing is to go on"""
    witness = Remembering()
    object.__setattr__(log.configuration, "ask", witness)
    write(2)
    log.drain()
    write(3)
    log.drain()
    witness.see(log.latest())
    # Somebody waits already: with its triggers off, the table takes no further entry into the queue.
    write()
    tamper(
        log.database,
        "DELETE FROM ledger.checkpoint WHERE size > 2",
        "CREATE TEMP TABLE cut AS SELECT event_id FROM ledger.leaf WHERE seq >= 2",
        "DELETE FROM ledger.leaf WHERE seq >= 2",
        *(f"DELETE FROM ledger.{table} WHERE event_id IN (TABLE cut)" for table in OF_AN_ENTRY),
    )
    return _stopped(log)


def removed_while_waiting(log: Log) -> Outcome:
    """The superuser removes an entry before it is sequenced, and its place in the queue"""
    write()
    tamper(log.database, *(f"DELETE FROM ledger.{t}" for t in ("queue", "entry")))
    return _accounted()


def removed_with_all_traces(log: Log) -> Outcome:
    """The same, and removes the line by which its receipt is expected"""
    write()
    tamper(log.database, *(f"DELETE FROM ledger.{t}" for t in ("queue", "party", "entry")))
    log.drain()
    return _accounted()


def backdating(log: Log) -> Outcome:
    """An act is given a time of recording in the past, or the clock is set back"""
    with tenant_scope(1), transaction.atomic():
        ref = append_entry(make_act())
    [(entry,)] = log.ask_owner(
        "SELECT ledger.unpacked(entry) FROM ledger.entry WHERE event_id = %s", ref.event_id
    )
    act = {k: v for k, v in json.loads(entry).items() if k not in {"v", "log"}} | {"event_id": None}
    try:
        with tenant_scope(1), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT ledger.append(%s::jsonb)", [json.dumps(act)])
    except DatabaseError as error:
        if not isinstance(error.__cause__, errors.InvalidParameterValue):
            raise
    else:
        return Outcome(SILENT, "the caller chose the time")
    late = Log(log.database, log.home, clock=lambda: utc_now() - dt.timedelta(minutes=3))
    try:
        late.sequencer.step()
    except ClockOff as refusal:
        return Outcome(PREVENTED, f"database function, sequencer: {refusal.code}")
    finally:
        late.close()
    return Outcome(SILENT, "signed three minutes in the past")


def forged_bundle(log: Log) -> Outcome:
    """A bundle of evidence is altered, and its manifests recomputed"""
    made, files = _bundle()
    name = next(n for n in sorted(files) if n.startswith("data/peristiwa/"))
    forged = with_manifests(files | {name: files[name].replace(b"Sekretaris", b"Sekretarus", 1)})
    return _verified(report(forged, made.policy), changed=forged != files)


def omitted_entry(log: Log) -> Outcome:
    """An entry is left out of a bundle together with its proof, and the manifests recomputed"""
    made, files = _bundle()
    kept = {n: c for n, c in files.items() if Path(n).stem != "1" or not n.startswith("data/")}
    return _verified(report(with_manifests(kept), made.policy), changed=len(kept) < len(files))


ATTACKS: tuple[Callable[[Log], Outcome], ...] = (
    application_edits,
    owner_edits,
    superuser_edits_entry,
    superuser_edits_all_hashes,
    stolen_key,
    split_view,
    cut_tail,
    removed_while_waiting,
    removed_with_all_traces,
    backdating,
    forged_bundle,
    omitted_entry,
)


def scored(number: int, outcome: Outcome) -> Scored:
    """Return the line of the table for the outcome of an attack."""
    return Scored(number, str(ATTACKS[number - 1].__doc__), outcome.verdict, outcome.by)


def _accounted() -> Outcome:
    mine = Whose(person=str(ALICE["person"]))
    with tenant_scope(1):
        missing = accounting_of(mine, now=now()).missing
        codes = [line.code for line in acts_of(mine, now=now()) if line.missing]
    if missing and codes:
        return Outcome(DETECTED, "the actor's page of receipts")
    return Outcome(SILENT, "only who kept the code, or a copy of the WAL, knows")


def _witness(log: Log) -> Witness:
    folder = WitnessFolder.create(log.home / "saksi", "inspektorat.example/w")
    return Witness(folder, lambda: int(now().timestamp()))


def _answered(answer: Answer) -> Outcome:
    if answer.status == 200:
        return Outcome(SILENT, "the witness cosigned")
    return Outcome(DETECTED, f"the witness refuses: {answer.status}")


def _rewrite(log: Log, event_id: object, *, drained: bool = False) -> list[bytes]:
    """Forge an entry of a drained log, its hash, its leaf, and the root of the checkpoint."""
    if not drained:
        log.drain()
    tamper(
        log.database,
        NO_HASH_CHECK,
        FORGED.format(event_id),
        "UPDATE ledger.entry SET leaf_hash = sha256('\\x00'::bytea || ledger.unpacked(entry))",
        "UPDATE ledger.leaf SET leaf_hash = new.leaf_hash FROM ledger.entry AS new "
        "WHERE new.event_id = leaf.event_id",
    )
    leaves = [bytes(leaf) for (leaf,) in log.ask_owner("SELECT leaf_hash FROM ledger.leaf ORDER BY seq")]
    tamper(log.database, f"UPDATE ledger.checkpoint SET root = '\\x{root_of(leaves).hex()}'")
    return leaves


def _bundle() -> tuple[MemoryLog, dict[str, bytes]]:
    made = MemoryLog(ml_dsa=True)
    for _ in range(3):
        made.append()
    files = files_of(made.bundle([0, 1, 2]))
    assert report(files, made.policy).verdict == verifikasi.PROVEN
    return made, files


def _verified(found: verifikasi.Report, *, changed: bool) -> Outcome:
    assert changed
    if found.verdict == verifikasi.NOT_PROVEN:
        return Outcome(DETECTED, f"verifier: {found.reason}")
    return Outcome(SILENT, found.verdict)
