"""Destroying sealed details for good: their keys, salts and ciphertexts, never the entries."""

import uuid
from collections.abc import Collection

from django.db import connection

from pranata.ledger.operations.append_entry import EntryRef


def shred_details(event_ids: Collection[uuid.UUID], *, by: EntryRef) -> int:
    """Destroy the details of these entries of the open tenant scope and return how many there were.

    `by` is the act that orders it, appended in this very transaction; the database refuses any other
    (django.db.ProgrammingError). What is destroyed already is passed over. From then on `open_detail` raises
    DetailErased. One query. Backups still hold the keys: whoever restores one must shred again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT keystore.shred(%s, %s)", [by.event_id, list(event_ids)])
        (gone,) = cursor.fetchone()
    return int(gone)
