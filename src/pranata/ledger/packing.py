"""How the bytes of an entry lie in the database: phrases of the format as one byte each, nothing else.

Canonical JSON holds no control character, so each of them can stand for a phrase that nearly every entry has.
Putting the phrases back gives the canonical bytes again, whatever was packed or not: an entry without any
control character is its own packed form. The table never changes; `docs/spec/ledger-entry.md` prints it.
"""

from collections.abc import Sequence

PHRASES = (
    '","for":null,"log":"pranata.local/log/',
    '","schema":"ledger.0007"},"tenant":',
    '","occurred_basis":"server","payload":',
    '"},"prev":[],"recorded_at":"',
    ',"thread":null,"to":[],"v":1}',
    ',"prev":[],"recorded_at":"',
    '"},"system":{"app":"pranata ',
    '","result":null,"retention":',
    '"},"auth":null,"authority":',
    '","actor":{"basis":{"no":"',
    '"},"event_id":"',
    '","type":"SK"},"capacity":"',
    '","objects":[{"id":"',
    '"}],"occurred_at":"',
    '","sha256":null,"type":"',
    '","jabatan_nama":"',
    "PermenPANRB 59/2020",
    '","unit_nama":"',
    '","sha256":"',
    '","person":"',
    '","jabatan":"',
    '"},"tenant":',
    '","schema":"',
    '{"action":"',
    '{"commit":"',
    '{"class":"',
    '","role":"',
    '","type":"',
    '","unit":"',
    '","node":"',
    '{"rule":"',
)
_AT_ONCE = 64  # What fits into the nearest memory.
_BYTES = tuple((bytes([code]), phrase.encode()) for code, phrase in enumerate(PHRASES, 1))


def unpacked_all(packed: Sequence[bytes | None]) -> list[bytes | None]:
    """Return the canonical bytes of many entries, for half the time that each by itself would take."""
    found = list[bytes | None]()
    for start in range(0, len(packed), _AT_ONCE):
        found += _unpacked_at_once(packed[start : start + _AT_ONCE])
    return found


def _unpacked_at_once(packed: Sequence[bytes | None]) -> Sequence[bytes | None]:
    entries = unpacked(b"\0".join([entry for entry in packed if entry is not None])).split(b"\0")
    if len(entries) == len(packed):
        return entries
    # One is missing, or is none that was ever written.
    return [None if entry is None else unpacked(entry) for entry in packed]


def unpacked(packed: bytes) -> bytes:
    """Return the canonical bytes of an entry from the bytes in its row."""
    for code, phrase in _BYTES:
        packed = packed.replace(code, phrase)
    return packed
