"""The embedded PostgreSQL: made, started and stopped by us, reachable by a private Unix socket only.

Who uses the server holds a lease, a shared lock on a file. One keeper process owns the server and stops it
when the last lease is gone, whether its holder said goodbye or was killed: the kernel gives up the locks of
a dead process. So no server outlives its users, and none is stopped under somebody who still needs it.
"""

from pranata.foundation.database.embedded.errors import EmbeddedDatabaseFailed
from pranata.foundation.database.embedded.place import socket_directory
from pranata.foundation.database.embedded.programs import binaries
from pranata.foundation.database.embedded.server import exists, is_running, start, stop

__all__ = [
    "EmbeddedDatabaseFailed",
    "binaries",
    "exists",
    "is_running",
    "socket_directory",
    "start",
    "stop",
]
