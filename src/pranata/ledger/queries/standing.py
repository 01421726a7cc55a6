"""How far an entry is proven, for anybody who holds its code or its document. Never what it says.

| state | word | when |
|---|---|---|
| `abu` | Tercatat | the entry is written |
| `kuning` | Terkunci | a signed checkpoint covers it |
| `hijau` | Disaksikan | witnesses who cosigned such a checkpoint satisfy the quorum of the policy in force |
| `biru` | Bercap waktu | and such a checkpoint was also time-stamped or printed |

Each state holds all before it. Without a policy, or with one that asks for nobody, a record ends at
`kuning`: a stamp alone does not show that anybody else saw the same log.
"""

import datetime as dt
import json
import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from pranata.foundation.environment import Environment
from pranata.ledger.anchoring.trust import NOBODY, PolicyNotUsable, Trust, trust_of

logger = logging.getLogger("pranata.ledger")

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
LENGTH = 10
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": ""})


@dataclass(frozen=True)
class Witnessed:
    """Who cosigned, and when the cosignature came in."""

    witness: str
    received_at: dt.datetime


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where an entry stands. `index` up to `anchored_at` are None until the sequencer has seen it;
    `disputed_at` is when somebody named in the entry first disputed it."""

    code: str
    recorded_at: dt.datetime
    index: int | None
    size: int | None
    signed_at: dt.datetime | None
    witnesses: tuple[Witnessed, ...]
    is_witnessed: bool
    anchored_at: dt.datetime | None
    disputed_at: dt.datetime | None

    @property
    def state(self) -> str:
        """`abu`, `kuning`, `hijau` or `biru`."""
        if self.size is None:
            return "abu"
        if not self.is_witnessed:
            return "kuning"
        return "biru" if self.anchored_at else "hijau"


def code_of(leaf_hash: bytes) -> str:
    """Return the printed code of an entry, `7F3K9-2QDMX`: the first fifty bits of its leaf hash."""
    number = int.from_bytes(leaf_hash[:7]) >> 6
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))
    return f"{letters[:5]}-{letters[5:]}"


def code_of_text(typed: str) -> str | None:
    """Return a code as it is printed, from how somebody typed it; None if it is none."""
    letters = typed.upper().translate(_READ_AS)
    if len(letters) != LENGTH or set(letters) - set(ALPHABET):
        return None
    return f"{letters[:5]}-{letters[5:]}"


def hashes_of_code(code: str) -> tuple[bytes, bytes]:
    """Return the first and the last leaf hash that a printed code may stand for."""
    number = 0
    for letter in code.replace("-", ""):
        number = number << 5 | ALPHABET.index(letter)
    return (number << 6).to_bytes(7) + bytes(25), ((number << 6) | 63).to_bytes(7) + b"\xff" * 25


def standings_of_code(code: str) -> list[Standing]:
    """Return the entries of a code: none, one, or by rare chance two. Two queries, in any scope or none."""
    low, high = hashes_of_code(code)
    return _standings("SELECT * FROM ledger.entries_of_code(%s, %s)", [low, high])


def standings_of_sha256(sha256: str) -> list[Standing]:
    """Return the entries open to checking that are about bytes of this hash. Two queries."""
    return _standings("SELECT * FROM ledger.entries_of_document(%s)", [bytes.fromhex(sha256)])


def standing_of_entry(event_id: uuid.UUID) -> Standing:
    """Return where an entry of the open tenant scope stands. Two queries. Raises LookupError."""
    found = _standings(
        "SELECT event_id, leaf_hash, recorded_at FROM ledger.entry WHERE event_id = %s", [event_id]
    )
    if not found:
        raise LookupError(event_id)
    return found[0]


_PLACES = """
    SELECT asked.event_id, leaf.seq, locked.size, locked.signed_at, seen.witnesses, stamped.received_at,
        ledger.disputed_at(asked.event_id)
    FROM unnest(%s::uuid[]) AS asked (event_id) LEFT JOIN ledger.leaf USING (event_id)
    LEFT JOIN LATERAL (
        SELECT size, signed_at FROM ledger.checkpoint
        WHERE log = leaf.log AND size > leaf.seq ORDER BY size LIMIT 1
    ) AS locked ON true
    LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_array(name, first.received_at) ORDER BY name) AS witnesses
        FROM unnest(%s::text[]) AS name CROSS JOIN LATERAL (
            SELECT received_at FROM ledger.cosignature
            WHERE log = leaf.log AND witness = name AND size > leaf.seq ORDER BY size LIMIT 1
        ) AS first
    ) AS seen ON true
    LEFT JOIN LATERAL (
        SELECT received_at FROM ledger.anchor WHERE log = leaf.log AND size > leaf.seq ORDER BY size LIMIT 1
    ) AS stamped ON true
"""


Recorded = tuple[uuid.UUID, bytes, dt.datetime]
"""An entry by its id, its leaf hash, and when it was written."""


def standings_of(entries: list[Recorded]) -> dict[uuid.UUID, Standing]:
    """Return where these entries stand under the policy in force, which is read each time. One query."""
    trust = _trust_in_force()
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [[event_id for event_id, _, _ in entries], sorted(trust.witnesses)])
        places = {row[0]: row[1:] for row in cursor.fetchall()}
    return {entry[0]: _standing(entry, places[entry[0]], trust) for entry in entries}


def _trust_in_force() -> Trust:
    try:
        return trust_of(Environment.of_process()) or NOBODY
    except PolicyNotUsable as error:
        # Nobody is believed to have witnessed anything until the file is mended; `pranata doctor` says so.
        logger.warning("%s", error)
        return NOBODY


def _standings(find: str, values: Sequence[bytes | uuid.UUID]) -> list[Standing]:
    with connection.cursor() as cursor:
        cursor.execute(find, values)
        entries: list[Recorded] = cursor.fetchall()
    return list(standings_of(entries).values())


def _standing(entry: Recorded, place: tuple[Any, ...], trust: Trust) -> Standing:
    index, size, signed_at, seen, anchored_at, disputed_at = place
    witnesses = [Witnessed(name, dt.datetime.fromisoformat(at)) for name, at in json.loads(seen or "[]")]
    return Standing(
        code=code_of(bytes(entry[1])),
        recorded_at=entry[2],
        index=index,
        size=size,
        signed_at=signed_at,
        witnesses=tuple(witnesses),
        is_witnessed=trust.asks_witnesses and trust.is_met_by(one.witness for one in witnesses),
        anchored_at=anchored_at,
        disputed_at=disputed_at,
    )
