"""The largest tree that any witness saw: what restoring a backup of this database cannot undo.

The sequencer asks before each batch. The first time all witnesses are asked, and one must answer; afterwards
the answer is what is known, which the collector raises with each cosignature and each refusal, so that a slow
witness never holds up a signature. It only rises: what was seen once stays seen.
"""

import threading
from collections.abc import Iterable

from pranata.ledger.notes import Note
from pranata.ledger.sequencing.errors import WitnessUnreachable
from pranata.ledger.sequencing.last_seen import NOTHING_SEEN, LastSeen, seen_in
from pranata.ledger.witness.client import WitnessAddress, WitnessRefuses, WitnessSilent


class HighWater:
    """An `AskWitness` over the witnesses of a policy. Used by several threads."""

    def __init__(self, witnesses: Iterable[WitnessAddress]) -> None:
        self._witnesses = tuple(witnesses)
        self._seen = dict[str, LastSeen]()
        self._lock = threading.Lock()

    def __call__(self, origin: str) -> LastSeen:
        """Return what was seen last of a log. Raises WitnessUnreachable while nobody ever answered."""
        with self._lock:
            known = self._seen.get(origin)
        return known or self._asked(origin)

    def learn(self, origin: str, note: Note | None) -> LastSeen:
        """Take in a checkpoint that a witness cosigned, and return the largest that is known."""
        found = seen_in(bytes(note), origin) if note else NOTHING_SEEN
        with self._lock:
            known = self._seen.get(origin)
            if known is None or found.size > known.size:
                self._seen[origin] = found
            return self._seen[origin]

    def _asked(self, origin: str) -> LastSeen:
        found, causes = None, list[str]()
        for witness in self._witnesses:
            try:
                found = self.learn(origin, witness.last_seen(origin))
            except (WitnessSilent, WitnessRefuses) as error:
                causes.append(str(error))
        if found is None:
            raise WitnessUnreachable(", ".join(witness.url for witness in self._witnesses), "; ".join(causes))
        return found
