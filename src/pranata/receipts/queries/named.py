"""An entry as whoever is named in it reads it."""

import uuid
from dataclasses import dataclass

from pranata.ledger.queries.disputes import Party, parties_of
from pranata.ledger.queries.history import HistoryLine, lines_of
from pranata.receipts.policies import Claimant, EntryClosed


@dataclass(frozen=True)
class Named:
    """The entry, and as what the person is named: who acted, who received, neither."""

    line: HistoryLine
    acted: bool
    received: bool
    of_position: bool

    @property
    def is_named(self) -> bool:
        """Whether the receipt of the entry concerns the person."""
        return self.acted or self.received

    @property
    def is_readable(self) -> bool:
        """Whether the person reads it: also what somebody else did for the position they hold now."""
        return self.is_named or self.of_position

    @property
    def person(self) -> str:
        """Whose act it is, by public id; empty where a machine or an import acted."""
        return str(self.line.document["actor"].get("person", ""))


def named_in(event_id: uuid.UUID, claimant: Claimant) -> Named:
    """Return an entry of the open scope with what the person is in it. Two queries. Raises EntryClosed."""
    lines = lines_of([event_id])
    if not lines:
        raise EntryClosed
    parties = parties_of(event_id)
    return Named(
        line=lines[0],
        acted=any(party.role == "pelaku" and party.person == claimant.public_id for party in parties),
        received=any(party.role == "penerima" and _is_for(party, claimant) for party in parties),
        of_position=any(_is_for(party, claimant) for party in parties),
    )


def _is_for(party: Party, claimant: Claimant) -> bool:
    return claimant.position_id is not None and party.position == str(claimant.position_id)
