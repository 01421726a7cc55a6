"""The only place that reads the wall clock. Only views, commands, tasks and middleware may call it."""

import datetime as dt


def utc_now() -> dt.datetime:
    """Return the present instant in UTC, without fractions of a second smaller than a microsecond."""
    return dt.datetime.now(dt.UTC)  # noqa: TID251 - the one permitted place
