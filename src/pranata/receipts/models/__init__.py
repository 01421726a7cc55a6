from pranata.receipts.models.dispute import Answer, Dispute, Ground, Outcome

__all__ = ["Answer", "Dispute", "Ground", "Outcome"]
