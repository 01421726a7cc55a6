"""The dossier: what a position holds at the second somebody leaves it, composed from the data itself.

It is composed as of now, or as of the second at which the assignment ended: after that it stands still,
whatever the successor does. Whoever left thus sees nothing of the position that came later.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import connection

from pranata.handover.queries.holdings import assessments_of, documents_of, evidence_of, uploads_of
from pranata.ledger.canonical import Json, canonical
from pranata.ledger.queries.person_acts import acts_of_person
from pranata.organisation.models import Assignment, Grant
from pranata.organisation.policies import Actor
from pranata.organisation.queries.actor import actor_of, ends_at
from pranata.organisation.queries.tree import on_day
from pranata.records.models import Version

Content = dict[str, Json]
MOST_ACTS = 100_000
CHECKPOINT = "titik_kunci"
OF_ITSELF = frozenset({"tindakan", CHECKPOINT})
"""What changes by signing: an act of the leaver too, and the log grows."""


@dataclass(frozen=True)
class Seen:
    """With whose eyes the dossier is composed, and as of when."""

    actor: Actor
    before: dt.datetime
    on: dt.date


def compose(assignment: Assignment, *, note: str, decree: Version | None, now: dt.datetime) -> Content:
    """Return the dossier without the checkpoint, as of now or of the end. About ten queries.

    Needs the tenant's scope and an assignment of `leaving()`.
    """
    seen = _seen(assignment, now)
    return {
        "v": 1,
        "jenis": "serah terima jabatan",
        "instansi": assignment.instansi.name,
        "jabatan": _position(assignment),
        "pejabat": _leaver(assignment),
        "penilaian": assessments_of(seen.actor, seen.before),
        "bukti": evidence_of(seen.actor, seen.before),
        "naskah": documents_of(seen.actor, seen.before),
        "unggahan": uploads_of(assignment, seen.before),
        "wewenang": _grants(assignment, seen.on),
        "pelaksana": _beside(assignment, seen.on),
        "tindakan": _acts(assignment, seen.before),
        "sk": {"nomor": decree.document.number, "sha256": decree.sha256} if decree else None,
        "memori": note,
    }


def digest(content: Content) -> str:
    """Return the SHA-256 of a dossier's canonical bytes."""
    return hashlib.sha256(canonical(content)).hexdigest()


def fixed(content: Content) -> Content:
    """Return the dossier as it is signed: with the latest checkpoint of the log. One query."""
    return content | {CHECKPOINT: latest_checkpoint()}


def latest_checkpoint() -> dict[str, Json] | None:
    """Return size and root of the latest signed checkpoint, or None before the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT size, encode(root, 'hex') FROM ledger.checkpoint ORDER BY log DESC, size DESC LIMIT 1"
        )
        row = cursor.fetchone()
    return {"ukuran": row[0], "akar": row[1]} if row else None


def changed_since(signed: Content, now: Content) -> list[str]:
    """Return the parts of a dossier that are not what they were, by key."""
    return [key for key in now if key not in OF_ITSELF and now[key] != signed.get(key)]


def _seen(assignment: Assignment, now: dt.datetime) -> Seen:
    end = ends_at(assignment)
    before = min(now, end) if end else now
    zone = ZoneInfo(assignment.instansi.time_zone)
    on = (before - dt.timedelta(microseconds=1)).astimezone(zone).date()
    return Seen(actor_of(assignment, on), before, on)


def _position(assignment: Assignment) -> Content:
    position = assignment.position
    return {
        "id": position.pk,
        "kode": position.code,
        "nama": position.title,
        "unit": position.unit.name,
    }


def _leaver(assignment: Assignment) -> Content:
    return {
        "orang": str(assignment.person.public_id),
        "nama": assignment.person.name,
        "kapasitas": assignment.capacity,
        "sk": assignment.decree_number,
        "mulai": assignment.starts_on.isoformat(),
        "berakhir": assignment.ends_on.isoformat() if assignment.ends_on else None,
    }


def _grants(assignment: Assignment, on: dt.date) -> list[Json]:
    held = Grant.objects.filter(on_day(on), position_id=assignment.position_id).select_related("unit")
    return [
        {
            "peran": grant.role,
            "unit": grant.unit.name,
            "mulai": grant.starts_on.isoformat(),
            "berakhir": grant.ends_on.isoformat() if grant.ends_on else None,
        }
        for grant in held.order_by("role", "unit__name", "pk")
    ]


def _beside(assignment: Assignment, on: dt.date) -> list[Json]:
    others = Assignment.objects.filter(on_day(on), position_id=assignment.position_id).exclude(
        pk=assignment.pk
    )
    return [
        {
            "nama": other.person.name,
            "kapasitas": other.capacity,
            "sk": other.decree_number,
            "mulai": other.starts_on.isoformat(),
            "berakhir": other.ends_on.isoformat() if other.ends_on else None,
        }
        for other in others.select_related("person").order_by("starts_on", "pk")
    ]


def _acts(assignment: Assignment, before: dt.datetime) -> Content:
    found = acts_of_person(
        str(assignment.person.public_id),
        position=str(assignment.position_id),
        before=before,
        limit=MOST_ACTS,
    )
    kinds: dict[str, int] = {}
    for act in found:
        kinds[act.action] = kinds.get(act.action, 0) + 1
    return {
        "jumlah": len(found),
        "pertama": found[0].recorded_at.date().isoformat() if found else None,
        "terakhir": found[-1].recorded_at.date().isoformat() if found else None,
        "menurut_jenis": dict(sorted(kinds.items())),
        "daftar": [[str(act.event_id), act.leaf_hash.hex()] for act in found],
    }
