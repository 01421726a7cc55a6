"""Two hundred people who save at once, each with a session of their own, on the running server.

Measured is what a person waits for: from the first byte sent, over a connection just opened, to the last byte
of the answer with the index redrawn; in the first figure as they work, each saving again every ten seconds
(twenty saves a second), in the second all in one instant. Server with two workers, sequencer, PostgreSQL and
these two hundred share the machine, and the server was just started: nobody warmed it.
"""

import asyncio
import json
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from bench import scene, startup
from bench.harness import Figure
from pranata.assessment.events import ANSWER_SAVED
from pranata.foundation.models import Account
from pranata.ledger.packing import unpacked

PEOPLE, EACH, APART = 200, 3, 10.0
"""How many people save how often, and how many seconds each takes for one indicator."""
TOGETHER = 2
"""How many people answer the same assessment."""
P95, TOKEN = 300, "b" * 32


@dataclass(frozen=True)
class Person:
    """Somebody with a session, and the indicators of an assessment that are theirs to save."""

    session: str
    assessment: int
    indicators: tuple[str, ...]


@dataclass
class Told:
    """How long each save took, and how each was answered."""

    took: list[float] = field(default_factory=list)
    answered: Counter[int] = field(default_factory=Counter)

    @property
    def p95(self) -> float:
        """The time within which nineteen of twenty were answered, in milliseconds."""
        return statistics.quantiles(self.took, n=20)[-1] * 1000


def figures(home: Path, link: scene.Link, instansi: Sequence[int]) -> list[Figure]:
    """Let them work side by side, then all press the key in the same instant; count what was kept."""
    called = list(instansi[: PEOPLE // TOGETHER])
    people = _people(link, called)
    server, port = startup._serve(os.environ | {"PRANATA_HOME": str(home)})
    try:
        before, started, clients = _kept(link, called), _cpu_ms(server.pid), time.process_time()
        working = asyncio.run(_all(port, people, apart=APART))
        spent = (_cpu_ms(server.pid) - started) / len(working.took)
        ours = (time.process_time() - clients) * 1000 / len(working.took)
        after = _kept(link, called)
        burst = asyncio.run(_all(port, people, apart=0))
        last = _kept(link, called)
    finally:
        startup._stop(server)
    sent = PEOPLE * EACH
    lost = sent - min(now - was for now, was in zip(after, before, strict=True))
    lost += PEOPLE - min(now - was for now, was in zip(last, after, strict=True))
    failed = sent + PEOPLE - working.answered[200] - burst.answered[200]
    people_of = f"{PEOPLE} people, two an assessment"
    return [
        Figure(
            name=f"{people_of}, each saving every {APART:g} s: p95", value=working.p95, unit="ms", limit=P95
        ),
        Figure(name=f"{people_of}, saving in the same instant: p95", value=burst.p95, unit="ms"),
        Figure(
            name=f"{people_of}: CPU of the server, with sequencer, for a save",
            value=spent,
            unit="ms CPU",
        ),
        Figure(name=f"{people_of}: CPU of those who save, for a save", value=ours, unit="ms CPU"),
        Figure(name=f"{people_of}: saves refused or failed", value=failed, unit="saves", limit=0),
        Figure(name=f"{people_of}: saves without their row or entry", value=lost, unit="saves", limit=0),
    ]


def _cpu_ms(pid: int) -> float:
    """Return what the server and its processes used until now. PostgreSQL is no child of it."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return sum(sum(process.cpu_times()[:2]) for process in family) * 1000


async def _all(port: int, people: Sequence[Person], *, apart: float) -> Told:
    told = Told()
    chance = random.Random(1)  # noqa: S311 - when somebody presses a key is no secret
    starts = [chance.random() * apart for _ in people]
    gate = asyncio.Barrier(len(people)) if not apart else None
    work = (
        _work(port, person, start, apart, gate, told) for person, start in zip(people, starts, strict=True)
    )
    await asyncio.gather(*work)
    return told


async def _work(
    port: int, person: Person, start: float, apart: float, gate: asyncio.Barrier | None, told: Told
) -> None:
    await asyncio.sleep(start)
    # In the burst each saves the last of their indicators, which nobody touched before.
    numbers = person.indicators[:EACH] if apart else person.indicators[EACH:]
    for turn, number in enumerate(numbers):
        await asyncio.sleep(apart if turn else 0)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        if gate is not None:
            await gate.wait()
        begun = time.perf_counter()
        writer.write(_request(port, person, number))
        answer = await reader.read()
        told.took.append(time.perf_counter() - begun)
        told.answered[int(answer[9:12] or b"0")] += 1
        writer.close()


def _request(port: int, person: Person, number: str) -> bytes:
    body = f"versi=1&tingkat=3&alasan=Rapat&catatan=Sudah+berjalan+{number}&csrfmiddlewaretoken={TOKEN}"
    return (
        f"POST /penilaian/{person.assessment}/indikator/{number}/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Cookie: sessionid={person.session}; csrftoken={TOKEN}\r\nAccept: application/json\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"Connection: close\r\n\r\n{body}"
    ).encode()


def _kept(link: scene.Link, instansi: Sequence[int]) -> tuple[int, int]:
    """Return how many changes of answers these instansi have, and how many entries of saving one."""
    rows = link.execute(
        "SELECT count(*) FROM assessment_answerchange WHERE instansi_id = ANY(%s)", [list(instansi)]
    ).fetchone()
    entries = link.execute("SELECT entry FROM ledger.entry WHERE tenant_id = ANY(%s)", [list(instansi)])
    acts = Counter(json.loads(unpacked(bytes(packed)))["action"] for (packed,) in entries)
    assert rows is not None
    return int(rows[0]), acts[ANSWER_SAVED.code]


def _people(link: scene.Link, instansi: Sequence[int]) -> list[Person]:
    """Make two coordinators with sessions in each instansi, whose assessment is open again."""
    link.execute(
        "UPDATE assessment_assessment SET state = 'draft', stage = 'self', closed_at = NULL"
        " WHERE year = %s AND instrument = %s AND instansi_id = ANY(%s)",
        [scene.YEAR, scene.INSTRUMENT, list(instansi)],
    )
    scene.run(link, "people.sql", {"bodies": list(instansi), "each": TOGETHER})
    rows = link.execute(
        "SELECT p.account_id, s.id FROM organisation_person p JOIN assessment_assessment s"
        " ON s.instansi_id = p.instansi_id AND s.year = %s AND s.instrument = %s"
        " WHERE p.email LIKE 'ukuran-%%' ORDER BY s.id, p.id",
        [scene.YEAR, scene.INSTRUMENT],
    ).fetchall()
    return [
        Person(_session(account), assessment, _own(place % TOGETHER))
        for place, (account, assessment) in enumerate(rows)
    ]


def _own(place: int) -> tuple[str, ...]:
    first = 1 + place * (EACH + 1)
    return tuple(str(number) for number in range(first, first + EACH + 1))


def _session(account_id: int) -> str:
    account = Account.objects.get(pk=account_id)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return str(session.session_key)
