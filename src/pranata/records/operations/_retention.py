"""The lock that holds and everything they keep from happening take in turn."""

from django.db import connection


def lock_retention(instansi_id: int) -> None:
    """Let nobody place or release a hold, destroy or erase in this instansi until the transaction ends.

    A hold may be on a class or a unit, with documents that nobody has looked at: so it is one lock an
    instansi, not one a document.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"records:retention:{instansi_id}"]
        )
