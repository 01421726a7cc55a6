"""One embedded PostgreSQL for the test run; every test speaks to it as the application's role."""

import os
import tempfile
import zlib
from pathlib import Path

os.environ.setdefault(
    "PRANATA_HOME",
    str(
        Path(tempfile.gettempdir())
        / f"pranata-test-{os.getuid()}-{zlib.crc32(str(Path(__file__).parent).encode())}"
    ),
)

# The tests never speak to the server of somebody who has one.
for name in ("DATABASE_URL", "DATABASE_APP_URL"):
    os.environ.pop(name, None)

pytest_plugins = [
    "pranata.foundation.testing.database",
    "pranata.foundation.testing.accounts",
    "pranata.foundation.testing.server",
    "pranata.foundation.testing.browser",
]
