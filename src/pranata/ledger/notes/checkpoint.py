"""C2SP `tlog-checkpoint`: origin, size and root of a tree, as the text of a note."""

from dataclasses import dataclass

from pranata.ledger.notes.text import LARGEST_NUMBER, base64_text, decimal, hash_bytes


class CheckpointMalformed(ValueError):
    """The text is not that of a checkpoint."""


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of its tree. `extensions` are opaque lines, which our logs never write."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not all(_is_line(line) for line in (self.origin, *self.extensions)):
            raise CheckpointMalformed("a line is empty or holds a control character")
        if not 0 <= self.size <= LARGEST_NUMBER:
            raise CheckpointMalformed(f"no tree has size {self.size}")
        if len(self.root) != 32:
            raise CheckpointMalformed("a root has 32 bytes")

    @property
    def text(self) -> str:
        """The text of the note, final newline included."""
        return "\n".join([self.origin, str(self.size), base64_text(self.root), *self.extensions, ""])

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read the text of a note (without signatures). Raises CheckpointMalformed."""
        origin, size, root, *extensions = _lines(text)
        try:
            return cls(origin, decimal(size), hash_bytes(root), tuple(extensions))
        except ValueError as error:
            raise CheckpointMalformed(str(error)) from error


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    if lines.pop() != "":
        raise CheckpointMalformed("the text does not end with a newline")
    if len(lines) < 3:
        raise CheckpointMalformed("a checkpoint has at least three lines")
    return lines


def _is_line(text: str) -> bool:
    return bool(text) and not any(c < " " for c in text)
