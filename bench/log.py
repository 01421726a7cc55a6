"""What the log costs: an act with its entry, sequencing, proofs, the audit, and the room it takes."""

import json
import secrets
import statistics
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

import psutil
import psycopg
from django.db import connections

from bench.harness import Figure, wall_s
from pranata.engine.merkle import TileReader, inclusion_path
from pranata.foundation.clock import utc_now
from pranata.foundation.database import ROLES, embedded
from pranata.ledger.auditing.audit import STRETCH, audit, connected
from pranata.ledger.auditing.audit import Configuration as Audit
from pranata.ledger.auditing.chunk import Stretch, hash_stretch
from pranata.ledger.auditing.finding import Report
from pranata.ledger.auditing.signatures import StoredCheckpoint, checkpoint_faults
from pranata.ledger.auditing.tree import GrowingTree
from pranata.ledger.keys import all_kept_keys
from pranata.ledger.notes import Verifier
from pranata.ledger.operations.append_entry import SCHEMA
from pranata.ledger.sequencing import sequencer, store
from pranata.ledger.sequencing.edge import Edge
from pranata.ledger.sequencing.sequencer import Configuration, Sequencer, locked

Link: TypeAlias = "psycopg.Connection[Any]"

ENTRIES = 100_000
LARGE = 1_000_000
TURNS = 300
COPY = "pranata_bench_log"
SETUP = Path(__file__).with_suffix(".sql")
# An entry as the operations of assessment write it.
NOTHING = ("auth", "event_id", "for", "result", "thread")
ACT = json.dumps(
    dict.fromkeys(NOTHING)
    | {
        "action": "asesmen.tingkat_isi",
        "actor": {
            "person": "0b6b6f0e-6f43-4c43-9d6c-0f6a2f1d0a11",
            "jabatan": "17",
            "jabatan_nama": "Kepala Bidang Aplikasi",
            "unit": "5",
            "unit_nama": "Dinas Kominfo",
            "capacity": "plt",
            "basis": {"type": "SK", "no": "800/12/2026"},
        },
        "authority": {"rule": "PermenPANRB 59/2020"},
        "objects": [{"role": "asesmen", "type": "assessment", "id": "42", "sha256": None}],
        "occurred_at": "2026-03-04T05:06:07Z",
        "occurred_basis": "server",
        "payload": {"schema": "asesmen.tingkat_isi/1", "commit": "0" * 64},
        "prev": [],
        "retention": {"class": "penilaian"},
        "system": {"app": "pranata 0.1.0", "schema": SCHEMA, "node": "spbe-1"},
        "tenant": 1,
        "to": [],
    }
)


def figures(home: Path) -> list[Figure]:
    """Measure in a copy of the demonstration's database, whose log is signed with the key in this home."""
    connections.close_all()
    with _copy(home) as login:
        configuration = Configuration(conninfo=login("sequencer"), home=home, clock=utc_now)
        _drain(configuration)
        ratio, latency = _commit(login("app")), _latency(login("app"), configuration)
        before = _room(login("administrator"))
        _fill(login("administrator"))
        sequencing = _drain(configuration) / ENTRIES * 20_000
        rooms = _grown(before, _room(login("administrator")))
        return [
            # The act of the issue is in bench/saving.py: there the entry stands beside what an official does.
            Figure(
                name="commit of a single row of 200 bytes with an entry, to one without",
                value=ratio,
                unit="×",
            ),
            Figure(name="commit to signed checkpoint, p95", value=latency, unit="s", limit=1.2),
            Figure(name="sequencing 20,000 entries", value=sequencing, unit="s CPU", limit=1),
            *rooms,
            *_beside(login("administrator")),
            *_audited(login("owner"), home),
            _proof(login("administrator")),
        ]


@contextmanager
def _copy(home: Path) -> Iterator[Callable[[str], str]]:
    """Yield the addresses, by role, of a copy of the installation's database with a table of plain acts."""
    host = embedded.socket_directory(home)

    def login(role: str, database: str = COPY) -> str:
        return f"host={host} user={ROLES[role]} dbname={database}"

    with psycopg.connect(login("administrator", "postgres"), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {COPY} WITH (FORCE)".encode())
        server.execute(f"CREATE DATABASE {COPY} TEMPLATE pranata OWNER pranata_owner".encode())
        try:
            with psycopg.connect(login("administrator"), autocommit=True) as copy:
                copy.execute(SETUP.read_bytes())
            yield login
        finally:
            server.execute(f"DROP DATABASE {COPY} WITH (FORCE)".encode())


def _commit(application: str) -> float:
    """Return how much longer an insert that is committed takes with its entry, measured in turns."""
    bare, kept = list[float](), list[float]()
    with psycopg.connect(application) as link:
        for _ in range(TURNS):
            bare.append(wall_s(partial(_act, link, with_entry=False)))
            kept.append(wall_s(partial(_act, link)))
    return statistics.median(kept) / statistics.median(bare)


def _act(link: Link, *, with_entry: bool = True) -> None:
    link.execute("SET LOCAL pranata.tenant = 1")
    link.execute("INSERT INTO bench_act (what) VALUES (repeat('x', 200))")
    if with_entry:
        link.execute("SELECT event_id FROM ledger.append(%s::jsonb)", [ACT])
    link.commit()


def _latency(application: str, configuration: Configuration) -> float:
    """Return the 95th percentile of the time from commit to signature at about 20 acts a second."""
    _drain(configuration)
    stop, signed, committed = threading.Event(), list[tuple[int, float]](), list[float]()
    watch = psycopg.connect(application, autocommit=True)
    before = _signed(watch)
    runs = threading.Thread(target=sequencer.run, args=(configuration, stop))
    runs.start()
    watches = threading.Thread(target=_watch, args=(watch, before + TURNS, signed))
    watches.start()
    with psycopg.connect(application) as link:
        for _ in range(TURNS):
            _act(link)
            committed.append(time.monotonic())
            time.sleep(0.05)
    watches.join(30)
    stop.set()
    runs.join()
    watch.close()
    waited = [next(at for size, at in signed if size > before + i) - done for i, done in enumerate(committed)]
    return sorted(waited)[int(len(waited) * 0.95)]


def _watch(link: Link, until: int, signed: list[tuple[int, float]]) -> None:
    while not signed or signed[-1][0] < until:
        signed.append((_signed(link), time.monotonic()))
        time.sleep(0.01)


def _signed(link: Link) -> int:
    row = link.execute("SELECT coalesce(max(size), 0) FROM ledger.checkpoint").fetchone()
    return int(row[0]) if row else 0


def _drain(configuration: Configuration) -> float:
    """Sequence what waits and return the CPU time of this process and of its server process together."""
    with locked(configuration.conninfo, threading.Event()) as database:
        assert database is not None
        before = _cpu(database)
        working = Sequencer(database, configuration)
        while working.step() is not None:
            pass
        return _cpu(database) - before


def _cpu(link: Link) -> float:
    served = psutil.Process(link.info.backend_pid).cpu_times()
    return time.process_time() + served.user + served.system


def _fill(administrator: str) -> None:
    """Write the entries of the demonstration over and over, past the function that appends one by one."""
    with psycopg.connect(administrator, autocommit=True) as server:
        server.execute("SET session_replication_role = replica")
        for table in ("entry", "queue", "party"):
            server.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER ALL".encode())
        server.execute("ALTER TABLE ledger.entry DROP CONSTRAINT columns_repeat_entry")
        server.execute(FILL, {"entries": ENTRIES})
        server.execute("ANALYZE ledger.entry")
        server.execute(
            "INSERT INTO ledger.queue (event_id) SELECT event_id FROM ledger.entry WHERE NOT EXISTS "
            "(SELECT FROM ledger.leaf WHERE leaf.event_id = entry.event_id) ORDER BY event_id"
        )
        server.execute("ANALYZE ledger.queue")
        server.execute(PARTIES)
        server.execute("ANALYZE ledger.party")


# The acts of the demonstration in turn; bench/log.sql says what is dealt anew.
FILL = """
    INSERT INTO ledger.entry (event_id, tenant_id, recorded_at, entry, leaf_hash)
    SELECT id, tenant_id, recorded_at, ledger.packed(forged), sha256('\\x00'::bytea || forged)
    FROM (SELECT count(*) AS turns FROM bench_model) AS counted,
         (SELECT n, ledger.uuid7(clock_timestamp()) AS id FROM generate_series(1, %(entries)s) AS n) AS made,
         LATERAL (SELECT * FROM bench_model WHERE turn = n %% turns) AS model,
         LATERAL (SELECT bench_forged(replace(said, event_id::text, id::text), n,
                                      1000 + n / (10 * turns) * turns + turn) AS text OFFSET 0) AS dealt,
         LATERAL (SELECT convert_to(text, 'UTF8') AS forged OFFSET 0) AS filled
    ORDER BY id
"""

PARTIES = """
    INSERT INTO ledger.party (event_id, tenant_id, recorded_at, person, role, position, action, code)
    SELECT event_id, tenant_id, recorded_at, (said -> 'actor' ->> 'person')::uuid, role, named.position,
           said ->> 'action', substr(leaf_hash, 1, 7)
    FROM ledger.queue JOIN ledger.entry USING (event_id),
         LATERAL (SELECT ledger.document(entry) AS said OFFSET 0) AS read,
         LATERAL (
             SELECT 'pelaku', said -> 'actor' ->> 'jabatan' UNION ALL
             SELECT 'penerima', one ->> 'jabatan' FROM jsonb_array_elements(said -> 'to') AS one
         ) AS named (role, position)
    WHERE named.position IS NOT NULL
    ORDER BY queue.position
"""


def _grown(before: dict[str, int], after: dict[str, int]) -> list[Figure]:
    """Return what an entry takes in all, and where each of its bytes goes."""
    grown = {table: (after[table] - before[table]) / ENTRIES for table in after}
    name, total = "room of an entry, all tables and indexes", sum(grown.values())
    return [
        Figure(name=name, value=total, unit="bytes", limit=1024),
        *(
            Figure(name=f"room of an entry: {table}", value=grown[table], unit="bytes")
            for table in sorted(grown, key=lambda table: -grown[table])
            if grown[table] >= 1
        ),
    ]


def _beside(administrator: str) -> list[Figure]:
    """Return what is kept beside some entries: a receipt, a sealed detail of 100 bytes with its key."""
    with psycopg.connect(administrator, autocommit=True) as server:

        def grows(statement: str, *tables: str) -> float:
            sizes = b" + ".join(f"pg_total_relation_size('{table}')".encode() for table in tables)
            before = server.execute(b"SELECT " + sizes).fetchone() or (0,)
            count = server.execute(statement.encode()).rowcount
            after = server.execute(b"SELECT " + sizes).fetchone() or (0,)
            return float(after[0] - before[0]) / count

        return [
            Figure(name="beside an entry: a receipt", value=grows(RECEIPTS, "ledger.receipt"), unit="bytes"),
            Figure(
                name="beside an entry: a sealed detail with its key",
                value=grows(SEALED, "ledger.sealed", "keystore.dek"),
                unit="bytes",
            ),
        ]


RECEIPTS = """
    INSERT INTO ledger.receipt (event_id, tenant_id, log, size, sent_to, sent_at, witnessed)
    SELECT event_id, 1, log, (SELECT max(size) FROM ledger.checkpoint), position, now(), true
    FROM ledger.leaf JOIN ledger.party USING (event_id) ORDER BY seq DESC LIMIT 20000
    ON CONFLICT DO NOTHING
"""

SEALED = """
    WITH made AS MATERIALIZED (
        SELECT gen_random_uuid() AS key_id, n::text AS salt FROM generate_series(1, 20000) AS n
    ), kept AS (
        INSERT INTO keystore.dek (key_id, tenant_id, master_id, wrapped)
        SELECT key_id, 1, repeat('a', 16), decode(repeat(md5(salt), 6), 'hex') FROM made
    )
    INSERT INTO ledger.sealed (commit, tenant_id, key_id, nonce_ct)
    SELECT sha256(salt::bytea), 1, key_id, decode(repeat(md5(salt), 8), 'hex') FROM made
"""


def _room(administrator: str) -> dict[str, int]:
    """Return the bytes of each table and index of the log, what is stored beside it counted with it."""
    with psycopg.connect(administrator, autocommit=True) as server:
        server.execute("VACUUM ledger.queue")
        rows = server.execute(
            "SELECT c.relname, pg_total_relation_size(c.oid) - pg_indexes_size(c.oid) FROM pg_class AS c "
            "LEFT JOIN pg_index AS i ON i.indexrelid = c.oid "
            "WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind IN ('r', 'i') "
            "AND 'ledger.queue'::regclass NOT IN (c.oid, coalesce(i.indrelid, 0))"
        ).fetchall()
    return dict(rows)


def _audited(owner: str, home: Path) -> list[Figure]:
    """Audit on two cores for the clock, then the same work in one process for its CPU time."""
    keys = tuple(key for log in all_kept_keys(home) for key in log.verifiers)
    reports = list[Report]()
    clock = wall_s(lambda: reports.append(audit(Audit(conninfo=owner, keys=keys))))
    assert reports[0].is_sound, reports[0].findings[:3]
    with connected(owner) as link:
        before = _cpu(link)
        _audit_alone(link, keys)
        spent = _cpu(link) - before
    share = 100_000 / reports[0].entries
    return [
        Figure(name="audit of 100,000 entries, on two cores", value=spent * share / 2, unit="s CPU", limit=1),
        Figure(name="audit of 100,000 entries, by the clock", value=clock * share, unit="s"),
    ]


def _audit_alone(link: Link, keys: tuple[Verifier, ...]) -> None:
    log, tree = store.newest_log(link), GrowingTree()
    rows = link.cursor(binary=True).execute("SELECT log, size, root, note FROM ledger.checkpoint").fetchall()
    checkpoints = [StoredCheckpoint(*row) for row in rows]
    size = max(row.size for row in checkpoints)
    for start in range(0, size, STRETCH):
        hashed = hash_stretch(link, Stretch(log.number, log.origin, start, min(start + STRETCH, size)))
        assert hashed.findings == []
        tree.take(hashed, [row.size for row in checkpoints if start < row.size <= hashed.stretch.end])
    assert [fault for row in checkpoints for fault in checkpoint_faults(row, log.origin, keys)] == []


def _proof(administrator: str) -> Figure:
    """Measure proofs in a log of a million leaves, of which only leaves and tiles are there."""
    with psycopg.connect(administrator, autocommit=True) as server:
        server.execute("INSERT INTO ledger.log (number, origin, reason) VALUES (9, 'bench', 'bench')")
        server.execute("ALTER TABLE ledger.leaf DROP CONSTRAINT leaf_event_id_fkey")
        server.execute("ALTER TABLE ledger.leaf DROP CONSTRAINT leaf_event_id_key")
        edge = Edge()
        for start in range(0, LARGE, 50_000):
            leaves = [
                (uuid.UUID(int=i), sha256(i.to_bytes(8)).digest()) for i in range(start, start + 50_000)
            ]
            tiles = [tile for _, leaf in leaves for tile in edge.append(leaf)]
            store.write_leaves(server, 9, start, leaves)
            store.write_tiles(server, 9, tiles)
        server.execute("ANALYZE ledger.leaf, ledger.tile")
        _prove(server)
        before = _cpu(server)
        for _ in range(200):
            _prove(server)
        spent = (_cpu(server) - before) / 200
    return Figure(name="inclusion proof at 1,000,000 entries", value=spent * 1000, unit="ms CPU", limit=5)


def _prove(server: Link) -> None:
    read = TileReader(LARGE, partial(store.load_tile, server, 9))
    inclusion_path(secrets.randbelow(LARGE), LARGE, read)
