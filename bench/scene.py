"""A country of assessments: instansi × 47 indicators × three stages × three items of evidence each.

Written by the administrator in bulk and without the checks of foreign keys: it stands in half a minute, and
nothing that is measured rests on how it came about.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import psycopg

from bench.pages import BODY
from pranata.assessment import regulations
from pranata.assessment.checklist import requirements
from pranata.assessment.models import Assessment
from pranata.assessment.queries.snapshot import snapshot_of
from pranata.config.demonstration.sharing import RISES
from pranata.foundation.clock import utc_now
from pranata.foundation.database import ROLES, embedded
from pranata.organisation.models import Instansi

Link: TypeAlias = "psycopg.Connection[Any]"

INSTRUMENT, YEAR = "spbe-2020", 2024
ORGANISER = "kementerian-pendayagunaan-aparatur-negara-dan-reformasi-birokrasi"
EVIDENCE = 3
LEVEL = Decimal(2)


@dataclass(frozen=True)
class Seats:
    """Assignments in whose name the scene is written: the assessed coordinator's and the organiser's."""

    assessed: int
    organiser: int


def bodies(count: int) -> list[int]:
    """Return that many instansi; the one of the demonstration is always the first.

    Those that share example levels have an assessment of this year already.
    """
    body = Instansi.objects.get(slug=BODY).pk
    others = Instansi.objects.exclude(pk=body).exclude(slug__in=[ORGANISER, *RISES]).order_by("pk")
    return [body, *others.values_list("pk", flat=True)[: count - 1]]


@contextmanager
def administrator(home: Path) -> Iterator[Link]:
    """Yield a connection that sees every row; its rows are not checked against each other."""
    host = embedded.socket_directory(home)
    address = f"host={host} user={ROLES['administrator']} dbname=pranata"
    with psycopg.connect(address, autocommit=True) as link:
        link.execute("SET session_replication_role = replica")
        yield link


def call(link: Link) -> int:
    """Make the ministry's call with three dated stages, and return it."""
    seats, organiser = _seats(link), Instansi.objects.get(slug=ORGANISER).pk
    row = link.execute(
        "INSERT INTO assessment_campaign (name, instrument, instrument_digest, year, exercise, state,"
        " is_example, created_at, opened_at, created_by_id, opened_by_id, instansi_id, ended_reason)"
        " VALUES ('Ukuran', %s, %s, %s, 'Evaluasi', 'open', false, now(), now(), %s, %s, %s, '')"
        " RETURNING id",
        [INSTRUMENT, _digest(), YEAR, seats.organiser, seats.organiser, organiser],
    ).fetchone()
    assert row is not None
    link.execute(
        "INSERT INTO assessment_campaignstage (stage, opens_at, closes_at, campaign_id, instansi_id)"
        " SELECT stage, now() - interval '1 day', now() + interval '60 days', %s, %s"
        " FROM unnest(ARRAY['self', 'internal', 'document']) stage",
        [row[0], organiser],
    )
    return int(row[0])


def assess(link: Link, called: int, instansi: Sequence[int]) -> None:
    """Let each of the instansi be called and stand in its third stage, everything answered and judged."""
    known = _known(called, instansi, _seats(link))
    link.execute("CREATE TEMP TABLE asked (indicator text, requirement text, place int, text text)")
    with link.cursor() as cursor:
        cursor.executemany("INSERT INTO asked VALUES (%s, %s, %s, %s)", list(_asked()))
    run(link, "scene.sql", known)
    link.execute("DROP TABLE asked")
    link.execute("ANALYZE")


def run(link: Link, name: str, known: Mapping[str, object]) -> None:
    """Run the statements of a file, one by one, with these values."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    for statement in text.split(";\n"):
        if statement.strip():
            link.execute(statement.encode(), known)


def _asked() -> Iterator[tuple[str, str, int, str]]:
    """Yield the first three requirements of every indicator; where there are fewer, the last one again."""
    for item in regulations.load(INSTRUMENT).instrument.indicators:
        found = requirements(INSTRUMENT, item.number)
        for place in range(EVIDENCE):
            one = found[min(place, len(found) - 1)]
            yield item.number, one.key, place + 1, one.text


def _known(called: int, instansi: Sequence[int], seats: Seats) -> dict[str, object]:
    instrument = regulations.load(INSTRUMENT).instrument
    levels: dict[str, Decimal | None] = {item.number: LEVEL for item in instrument.indicators}
    snapshot = snapshot_of(Assessment(instrument=INSTRUMENT, year=YEAR), levels)
    return {
        "bodies": list(instansi),
        "call": called,
        "organiser": Instansi.objects.get(slug=ORGANISER).pk,
        "instrument": INSTRUMENT,
        "digest": instrument.digest,
        "year": YEAR,
        "by": seats.assessed,
        "outer": seats.organiser,
        "level": LEVEL,
        "now": utc_now(),
        "snapshot": json.dumps(snapshot.to_document()),
        "words": "Sudah ditetapkan dan dijalankan di seluruh perangkat daerah, dan ditinjau tiap tahun. " * 4,
    }


def _digest() -> str:
    return regulations.load(INSTRUMENT).instrument.digest


def _seats(link: Link) -> Seats:
    found = [
        link.execute(
            "SELECT min(a.id) FROM organisation_assignment a JOIN organisation_instansi i"
            " ON i.id = a.instansi_id JOIN organisation_grant g ON g.position_id = a.position_id"
            " WHERE i.slug = %s AND g.role = 'coordinator'",
            [slug],
        ).fetchone()
        for slug in (BODY, ORGANISER)
    ]
    return Seats(*(int(row[0]) for row in found if row is not None))
