"""Two witnesses for the demonstration, in threads of the sequencer's process.

They show what a cosigned record looks like and prove nothing: whoever has this machine has them too. Their
names say so. Unlike a witness, they trust whichever log keys lie in this home.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pranata.foundation.durable import write_durably
from pranata.ledger.keys import LogKeys, kept_keys
from pranata.ledger.notes import Verifier
from pranata.ledger.witness.folder import IDENTITY, KnownLog, WitnessFolder
from pranata.ledger.witness.judging import Witness
from pranata.ledger.witness.server import WitnessServer, in_background

NAMES = ("contoh-1.saksi-di-komputer-yang-sama", "contoh-2.saksi-di-komputer-yang-sama")
MARK = "# Contoh: saksi di komputer yang sama. Ditulis ulang setiap kali peragaan dimulai.\n"


class _Trusting(WitnessFolder):
    def __init__(self, path: Path, home: Path | None = None) -> None:
        super().__init__(path)
        self._home = home or path.parents[1]

    def log(self, origin: str) -> KnownLog | None:
        keys = None if (known := super().log(origin)) else kept_keys(self._home, origin)
        return self.add_log(keys.verifiers) if keys else known


@contextmanager
def running(home: Path, policy: Path, keys: LogKeys, clock: Callable[[], int]) -> Iterator[None]:
    """Run both for the block, and name them in the policy unless somebody wrote a policy of their own."""
    witnesses = {f"/{i}": Witness(_opened(home, i, name), clock) for i, name in enumerate(NAMES, 1)}
    before = policy.read_text(encoding="utf-8", errors="replace") if policy.exists() else MARK
    with _served(witnesses, before) as server:
        in_background(server)
        if before.startswith(MARK):
            base = f"http://127.0.0.1:{server.server_address[1]}"
            write_durably(policy, _policy(keys.verifiers, witnesses, base).encode())
        try:
            yield
        finally:
            server.shutdown()


def _served(witnesses: dict[str, Witness], before: str) -> WitnessServer:
    """Listen on the port of last time if it is free: a policy that changes outdates the exports under it."""
    port = re.search(r" http://127\.0\.0\.1:([0-9]+)/", before)
    try:
        return WitnessServer(("127.0.0.1", int(port[1]) if port else 0), witnesses)
    except OSError:
        return WitnessServer(("127.0.0.1", 0), witnesses)


def _opened(home: Path, number: int, name: str) -> WitnessFolder:
    path = home / "contoh-saksi" / str(number)
    if not (path / IDENTITY).exists():
        WitnessFolder.create(path, name)
    return _Trusting(path, home)


def _policy(log: Iterable[Verifier], witnesses: dict[str, Witness], base: str) -> str:
    lines = [f"log {key.vkey}" for key in log]
    for prefix, witness in witnesses.items():
        name = f"contoh{prefix.replace('/', '-')}"
        lines.append(f"witness {name} {witness.folder.verifiers[0].vkey} {base}{prefix}")
    return MARK + "\n".join([*lines, "group contoh all contoh-1 contoh-2", "quorum contoh", ""])
