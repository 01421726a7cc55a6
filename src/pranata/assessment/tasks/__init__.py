"""What the cycle does by itself, beside the pages."""

from pranata.assessment.tasks.campaigns import count_progress, tend_campaigns
from pranata.assessment.tasks.daily import daily_round, remind

__all__ = ["count_progress", "daily_round", "remind", "tend_campaigns"]
