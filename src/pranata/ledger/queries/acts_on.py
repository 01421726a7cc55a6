"""Acts by the things they are about, of one type: what holds rows of a table against the entries on them."""

from collections import defaultdict

from django.db import connection

from pranata.ledger.queries.history import HistoryLine, lines_of


def acts_on(object_type: str, ids: list[str] | None = None) -> dict[str, list[HistoryLine]]:
    """Return the entries of the open scope about things of a type, by the id of the thing, oldest first.

    Two queries. Of types of which there are more than hundreds, such as documents, some `ids` at a time.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT object_id, event_id FROM ledger.entry_object "
            "WHERE type = %s AND (%s::text[] IS NULL OR object_id = ANY(%s))",
            [object_type, ids, ids],
        )
        pairs = cursor.fetchall()
    lines = {line.event_id: line for line in lines_of([event_id for _, event_id in pairs])}
    found = defaultdict[str, list[HistoryLine]](list)
    for object_id, event_id in sorted(pairs, key=lambda pair: pair[1]):
        found[object_id].append(lines[event_id])
    return dict(found)
