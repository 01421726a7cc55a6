"""A witness that kills itself at a step: `python -m … FOLDER POINT`, the submission on standard input."""

import os
import signal
import sys
from pathlib import Path

from pranata.ledger.witness.folder import WitnessFolder
from pranata.ledger.witness.judging import Witness
from pranata.ledger.witness.tests.shown import NOW


def main(folder: str, point: str) -> None:
    def die(reached: str) -> None:
        if reached == point:
            os.kill(os.getpid(), signal.SIGKILL)

    Witness(WitnessFolder(Path(folder)), lambda: NOW, die).add_checkpoint(sys.stdin.buffer.read())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
