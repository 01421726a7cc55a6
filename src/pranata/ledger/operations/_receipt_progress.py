"""How far receipts were sent: state that a later step begins from."""

from django.db import connection

from pranata.ledger.queries.receipts import Due


def remember(due: Due) -> None:
    """Note that these leaves are done. It never goes back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.receipt_progress (log, next_seq) VALUES (%s, %s) "
            "ON CONFLICT (log) DO UPDATE "
            "SET next_seq = greatest(receipt_progress.next_seq, excluded.next_seq)",
            [due.log, due.past],
        )
