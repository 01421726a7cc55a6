"""One embedded PostgreSQL for the test run; every test speaks to it as the application's role."""

import os
import signal
import tempfile
import zlib
from pathlib import Path

from hypothesis import HealthCheck, settings

os.environ.setdefault(
    "PRANATA_HOME",
    str(
        Path(tempfile.gettempdir())
        / f"pranata-test-{os.getuid()}-{zlib.crc32(str(Path(__file__).parent).encode())}"
    ),
)

# The tests never speak to the server of somebody who has one.
for name in ("DATABASE_URL", "DATABASE_APP_URL", "DATABASE_SEQUENCER_URL", "LEDGER_WITNESS"):
    os.environ.pop(name, None)

# A shell that runs the tests in its background has them ignore Ctrl-C, and what they start inherits that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes says more about the neighbours on the machine than about us.
settings.register_profile("pranata", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pranata")

pytest_plugins = [
    "pranata.foundation.testing.database",
    "pranata.foundation.testing.accounts",
    "pranata.foundation.testing.server",
    "pranata.foundation.testing.browser",
]
