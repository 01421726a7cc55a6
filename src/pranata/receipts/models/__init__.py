from pranata.receipts.models.dispute import Answer, Dispute, Ground, Outcome
from pranata.receipts.models.letter import DailyLetter

__all__ = ["Answer", "DailyLetter", "Dispute", "Ground", "Outcome"]
