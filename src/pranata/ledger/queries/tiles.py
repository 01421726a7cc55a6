"""Tiles of the tree as the application reads them, in any tenant's scope or none."""

from django.db import connection

from pranata.engine.merkle import Tile
from pranata.ledger.sequencing.store import tile_statement


def read_tile(log: int, tile: Tile) -> bytes:
    """Return the hashes of a tile of a log, full or partial; fewer than its width where the tree ends."""
    with connection.cursor() as cursor:
        cursor.execute(*tile_statement(log, tile))
        row = cursor.fetchone()
    return bytes(row[0]) if row and row[0] is not None else b""
