"""One file with everything an installation would need to be made again: database, secrets and files.

The file is a tar. It holds keys: whoever reads it can sign in as anyone, so it is written for its owner only.
"""

from pranata.config.backup.archive import BackupRefused, restore, write

__all__ = ["BackupRefused", "restore", "write"]
