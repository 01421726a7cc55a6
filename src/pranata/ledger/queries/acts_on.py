"""Acts by the things they are about, of one type: what holds rows of a table against the entries on them."""

from collections import defaultdict

from django.db import connection

from pranata.ledger.queries.history import HistoryLine, lines_of


def acts_on(object_type: str, ids: list[str] | None = None) -> dict[str, list[HistoryLine]]:
    """Return the entries of the open scope about things of a type, by the id of the thing, oldest first.

    Two queries. Of types of which there are more than hundreds, such as documents, some `ids` at a time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger.entries_about(%s, %s)", [object_type, ids])
        event_ids = [event_id for (event_id,) in cursor.fetchall()]
    found = defaultdict[str, list[HistoryLine]](list)
    for line in lines_of(event_ids):
        about = {thing["id"] for thing in line.document["objects"] if thing["type"] == object_type}
        for object_id in about if ids is None else about.intersection(ids):
            found[object_id].append(line)
    return dict(found)
