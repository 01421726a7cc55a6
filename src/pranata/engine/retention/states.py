"""How a record stands in its retention."""

import datetime as dt
from enum import StrEnum

from pranata.engine.retention.periods import Span


class RetentionState(StrEnum):
    """The states, none of which says more than is known."""

    NO_RULE = "tanpa_aturan"
    NOT_STARTED = "belum_mulai"
    ACTIVE = "aktif"
    INACTIVE = "inaktif"
    DUE = "jatuh_tempo"
    HELD = "ditahan"
    DESTROYED = "dimusnahkan"
    HANDED_OVER = "diserahkan"


def state_on(
    on: dt.date,
    *,
    ruled: bool,
    periods: Span | None,
    held: bool = False,
    ended: RetentionState | None = None,
) -> RetentionState:
    """Return the state on a day.

    What was done with the record (`ended`: destroyed or handed over) comes first. Without a rule nothing is
    due; with one, nothing before the event its periods count from. A hold shows once the record is due: until
    then it changes nothing.
    """
    if ended is not None:
        return ended
    if not ruled:
        return RetentionState.NO_RULE
    if periods is None:
        return RetentionState.NOT_STARTED
    if on < periods.active_until:
        return RetentionState.ACTIVE
    if on < periods.inactive_until:
        return RetentionState.INACTIVE
    return RetentionState.HELD if held else RetentionState.DUE
