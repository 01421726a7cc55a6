from pranata.foundation.models.account import Account

__all__ = ["Account"]
