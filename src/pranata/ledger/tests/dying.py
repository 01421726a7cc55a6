"""A sequencer that kills itself at a step: `python -m … CONNINFO HOME POINT VISIT`.

The hook exists in code only: no setting, option or variable of the product reaches it.
"""

import os
import signal
import sys
import threading
import time
from pathlib import Path

from pranata.foundation.clock import utc_now
from pranata.ledger.sequencing.sequencer import Configuration, Sequencer, locked


def main(conninfo: str, home: str, point: str, visit: int) -> None:
    left = visit

    def die(reached: str) -> None:
        nonlocal left
        left -= reached == point
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    configuration = Configuration(conninfo=conninfo, home=Path(home), clock=utc_now, most=37)
    with locked(conninfo, threading.Event()) as database:
        assert database is not None
        sequencer = Sequencer(database, configuration, die)
        while True:
            if sequencer.step() is None:
                time.sleep(0.01)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
