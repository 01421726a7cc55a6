"""C2SP `signed-note`: text and the lines of those who signed it.

>>> Note.parse(b"hello\\n\\n\\xe2\\x80\\x94 alice AAAAAQI=\\n").signatures[0].name
'alice'
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pranata.ledger.notes.keys import SignatureRejected, Signer, Verifier
from pranata.ledger.notes.text import base64_bytes, base64_text, is_key_name

LARGEST = 1_000_000
MOST_SIGNATURES = 100
_DASH = "\u2014 "


class NoteMalformed(ValueError):
    """The bytes are not a note."""


class NoteRejected(ValueError):
    """No known key signed the note, or a line in the name of a known key is not by that key."""


@dataclass(frozen=True)
class Signature:
    """One line below the text: name, key id and signature, not checked."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def line(self) -> str:
        """The line, final newline included."""
        return f"{_DASH}{self.name} {base64_text(self.key_id + self.signature)}\n"

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """Read a line without its newline. Raises NoteMalformed."""
        name, space, encoded = line.removeprefix(_DASH).partition(" ")
        try:
            decoded = base64_bytes(encoded)
        except ValueError as error:
            raise NoteMalformed(f"not a signature line: {line[:80]!r}") from error
        if not (line.startswith(_DASH) and space and is_key_name(name) and len(decoded) > 4):
            raise NoteMalformed(f"not a signature line: {line[:80]!r}")
        return cls(name, decoded[:4], decoded[4:])


@dataclass(frozen=True)
class Verified:
    """A signature that was checked, and its time if its type has one."""

    verifier: Verifier
    time: int | None


@dataclass(frozen=True)
class Note:
    """Text (final newline included) with its signatures, in their order."""

    text: str
    signatures: tuple[Signature, ...]

    @property
    def document(self) -> str:
        """The whole note."""
        return self.text + "\n" + "".join(signature.line for signature in self.signatures)

    def __bytes__(self) -> bytes:
        return self.document.encode()

    def with_signatures(self, more: Iterable[Signature]) -> "Note":
        """Return the note with further lines below it; one that is there already is not repeated."""
        return Note(self.text, tuple(dict.fromkeys([*self.signatures, *more])))

    @classmethod
    def parse(cls, document: bytes) -> "Note":
        """Read a note and check nothing but its form. Raises NoteMalformed."""
        decoded = _decoded(document)
        head, blank, tail = decoded.rpartition("\n\n")
        if not blank or not tail.endswith("\n"):
            raise NoteMalformed("a note is text, an empty line, and lines of signatures")
        lines = tail.removesuffix("\n").split("\n")
        if len(lines) > MOST_SIGNATURES:
            raise NoteMalformed(f"a note has at most {MOST_SIGNATURES} signatures, found {len(lines)}")
        return cls(head + "\n", tuple(Signature.parse(line) for line in lines))


def _decoded(document: bytes) -> str:
    if len(document) > LARGEST:
        raise NoteMalformed(f"a note has at most {LARGEST} bytes")
    try:
        text = document.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoteMalformed("a note is UTF-8") from error
    if any(c < " " and c != "\n" for c in text):
        raise NoteMalformed("a note holds no control characters")
    return text


def sign(text: str, *signers: Signer, time: int | None = None) -> Note:
    """Return the text signed by each key, in this order; `time` is used by the types that carry one."""
    note = Note.parse(Note(text, tuple(_signed(text, signer, time) for signer in signers)).document.encode())
    if note.text != text:
        raise NoteMalformed("this text cannot stand in a note")
    return note


def _signed(text: str, signer: Signer, time: int | None) -> Signature:
    key = signer.verifier
    return Signature(key.name, key.key_id, signer.signature(text, time=time))


def verify(note: Note, keys: Iterable[Verifier]) -> tuple[Verified, ...]:
    """Check every signature of a known key and return them, each key once.

    Raises NoteRejected where none is known, or where a line of a known key does not verify.
    """
    known = _by_name_and_id(keys)
    found = dict[Verifier, Verified]()
    for signature in note.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is not None:
            found.setdefault(key, Verified(key, _checked(key, note.text, signature)))
    if not found:
        raise NoteRejected("no known key signed this note")
    return tuple(found.values())


def _checked(key: Verifier, text: str, signature: Signature) -> int | None:
    try:
        return key.check(text, signature.signature)
    except SignatureRejected as error:
        raise NoteRejected(str(error)) from error


def _by_name_and_id(keys: Iterable[Verifier]) -> dict[tuple[str, bytes], Verifier]:
    known = dict[tuple[str, bytes], Verifier]()
    for key in keys:
        if known.setdefault((key.name, key.key_id), key) != key:
            raise NoteRejected(f"two keys of {key.name} have the id {key.key_id.hex()}")
    return known


def verifiers(vkeys: Sequence[str]) -> tuple[Verifier, ...]:
    """Read several vkeys. Raises KeyMalformed."""
    return tuple(Verifier.parse(vkey) for vkey in vkeys)
