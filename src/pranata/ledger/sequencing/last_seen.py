"""What a witness saw last of a log: the one thing that restoring a backup of this database cannot undo."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

from pranata.engine.merkle import EMPTY_ROOT
from pranata.foundation.words import gettext as _
from pranata.ledger.notes import Checkpoint, Note
from pranata.ledger.sequencing.errors import WitnessUnreachable


@dataclass(frozen=True)
class LastSeen:
    """Size and root of the largest tree a witness cosigned; `time` (seconds) is when. Size 0: none yet."""

    size: int
    root: bytes
    note: Note | None = None
    time: int | None = None


NOTHING_SEEN = LastSeen(0, EMPTY_ROOT)

# Asked with the origin of the log. Raises WitnessUnreachable.
AskWitness: TypeAlias = Callable[[str], LastSeen]


def witness_at(address: str | None) -> AskWitness | None:
    """Return the witness that a setting names, or None where none is configured.

    `file:///folder` reads the state of a witness that is carried here by hand: one note, the last cosigned
    checkpoint, in a file `<folder>/checkpoint`.
    """
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme != "file":
        raise WitnessUnreachable(address, _("alamat tidak dikenal"))
    return _Folder(Path(unquote(parts.path)))


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, origin: str) -> LastSeen:
        try:
            if not self._folder.is_dir():
                raise WitnessUnreachable(str(self._folder), _("folder tidak ada"))
            path = self._folder / "checkpoint"
            return seen_in(path.read_bytes(), origin) if path.exists() else NOTHING_SEEN
        except (OSError, ValueError) as error:
            raise WitnessUnreachable(str(self._folder), str(error)) from error


def seen_in(document: bytes, origin: str) -> LastSeen:
    """Return what a cosigned checkpoint says was seen; nothing if it is of another log. Raises ValueError."""
    note = Note.parse(document)
    checkpoint = Checkpoint.parse(note.text)
    if checkpoint.origin != origin:
        return NOTHING_SEEN
    times = [int.from_bytes(line.signature[:8]) for line in note.signatures if len(line.signature) == 72]
    return LastSeen(checkpoint.size, checkpoint.root, note, max(times, default=None))
