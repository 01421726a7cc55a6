"""How the last attempts to reach somebody outside went: state, not evidence. One row a party, overwritten."""

import datetime as dt

from pranata.ledger.sequencing.store import Database

FORGOT = " (lupa)"
TIME_STAMPING = "TSA"


def reached(database: Database, party: str, now: dt.datetime) -> None:
    """Write down that it worked."""
    database.execute(
        "INSERT INTO ledger.outreach (party, tried_at, reached_at) VALUES (%(party)s, %(now)s, %(now)s) "
        "ON CONFLICT (party) DO UPDATE "
        "SET tried_at = %(now)s, reached_at = %(now)s, failing_since = NULL, fault = NULL",
        {"party": party, "now": now},
    )


def failed(database: Database, party: str, now: dt.datetime, fault: str) -> None:
    """Write down that it did not, and since when."""
    database.execute(
        "INSERT INTO ledger.outreach (party, tried_at, failing_since, fault) "
        "VALUES (%(party)s, %(now)s, %(now)s, %(fault)s) ON CONFLICT (party) DO UPDATE "
        "SET tried_at = %(now)s, fault = %(fault)s, "
        "failing_since = coalesce(outreach.failing_since, %(now)s)",
        {"party": party, "now": now, "fault": fault[:500]},
    )
