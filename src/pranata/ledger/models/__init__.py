from pranata.ledger.models.entry import Entry

__all__ = ["Entry"]
