"""`pranata ledger audit` that kills itself once it has noted how far it came: `python -m …`.

The hook exists in code only: no setting, option or variable of the product reaches it.
"""

import os
import signal

from pranata.config.command import main
from pranata.ledger.auditing import audit

audit.NOTED_EVERY = audit.STRETCH
_write = audit._Notes.write


def write_and_die(notes: audit._Notes, end: int, *so_far: object) -> None:
    _write(notes, end, *so_far)  # type: ignore[arg-type]
    if end == audit.NOTED_EVERY:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    audit._Notes.write = write_and_die  # type: ignore[method-assign, assignment]
    main(["ledger", "audit", "--cores", "2"])
