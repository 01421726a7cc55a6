"""C2SP `tlog-policy`: which logs and witnesses are trusted, and how many of whom must have cosigned."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pranata.ledger.notes.checkpoint import Checkpoint, CheckpointMalformed
from pranata.ledger.notes.keys import KeyMalformed, SignatureType, Verifier
from pranata.ledger.notes.note import Note, NoteRejected, Verified, verify

NONE = "none"
LARGEST = 1_000_000
_LOG_TYPES = frozenset({SignatureType.ED25519, SignatureType.ML_DSA_44})
_WITNESS_TYPES = frozenset({SignatureType.COSIGNATURE_V1, SignatureType.ML_DSA_44})


class PolicyMalformed(ValueError):
    """The bytes are not a policy; the message begins with the number of the line."""


class PolicyNotMet(ValueError):
    """The checkpoint is not signed by a listed log, or not cosigned as the quorum demands."""


@dataclass(frozen=True)
class Group:
    """Witnesses for as much as `threshold` of its members (witnesses or earlier groups) have."""

    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True)
class Accepted:
    """A checkpoint that meets a policy, with the log's signatures and those of known witnesses by name."""

    checkpoint: Checkpoint
    logs: tuple[Verified, ...]
    witnesses: Mapping[str, Verified]


@dataclass(frozen=True)
class Policy:
    """A policy as read. `urls` has the address of each log (by vkey) and witness (by name) that gives one."""

    logs: tuple[Verifier, ...]
    witnesses: Mapping[str, Verifier]
    groups: Mapping[str, Group]
    quorum: str
    urls: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, document: bytes) -> "Policy":
        """Read a policy file. Raises PolicyMalformed."""
        reading = _Reading()
        for number, words in _lines(document):
            try:
                reading.take(words)
            except ValueError as error:
                raise PolicyMalformed(f"line {number}: {error}") from error
        return reading.policy()

    def is_met_by(self, cosigned: frozenset[str]) -> bool:
        """Whether witnesses of these names satisfy the quorum."""
        met = set(cosigned & self.witnesses.keys())
        for name, group in self.groups.items():  # each names only what stands before it
            if sum(member in met for member in group.members) >= group.threshold:
                met.add(name)
        return self.quorum == NONE or self.quorum in met

    def accept(self, note: Note) -> Accepted:
        """Check a signed checkpoint. Raises PolicyNotMet, also where a line of a known key is forged."""
        try:
            checkpoint = Checkpoint.parse(note.text)
            logs = verify(note, [key for key in self.logs if key.name == checkpoint.origin])
            cosigned = self._witnesses_of(note)
        except (CheckpointMalformed, NoteRejected) as error:
            raise PolicyNotMet(str(error)) from error
        if not self.is_met_by(frozenset(cosigned)):
            raise PolicyNotMet(f"cosigned by {sorted(cosigned)}, which does not satisfy {self.quorum!r}")
        return Accepted(checkpoint, logs, MappingProxyType(cosigned))

    def _witnesses_of(self, note: Note) -> dict[str, Verified]:
        lines = {(signature.name, signature.key_id) for signature in note.signatures}
        return {
            name: verify(note, [key])[0]
            for name, key in self.witnesses.items()
            if (key.name, key.key_id) in lines
        }


def _lines(document: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield number and words of each line that says something."""
    if len(document) > LARGEST:
        raise PolicyMalformed(f"line 1: a policy has at most {LARGEST} bytes")
    if any((byte < 0x20 and byte not in b"\t\n") or byte == 0x7F for byte in document):
        raise PolicyMalformed("line 1: a policy holds no control characters but tab and newline")
    # Octets beyond ASCII are opaque: names are compared as they are, byte by byte.
    text = document.decode("utf-8", "surrogateescape")
    *lines, rest = text.split("\n")
    if rest:
        raise PolicyMalformed(f"line {len(lines) + 1}: the last line does not end with a newline")
    for number, line in enumerate(lines, 1):
        words = [word for word in line.replace("\t", " ").split(" ") if word]
        if words and not words[0].startswith("#"):
            yield number, words


class _Reading:
    """What was read so far; each line may name only what stands before it."""

    def __init__(self) -> None:
        self.logs = list[Verifier]()
        self.witnesses = dict[str, Verifier]()
        self.groups = dict[str, Group]()
        self.urls = dict[str, str]()
        self.grouped = set[str]()
        self.quorum: str | None = None

    def policy(self) -> Policy:
        if self.quorum is None:
            raise PolicyMalformed("line 1: a policy has exactly one quorum line, found none")
        witnesses, groups = MappingProxyType(self.witnesses), MappingProxyType(self.groups)
        return Policy(tuple(self.logs), witnesses, groups, self.quorum, MappingProxyType(self.urls))

    def take(self, words: list[str]) -> None:
        match words:
            case ["log", vkey]:
                self._log(vkey)
            case ["log", vkey, url]:
                self.urls[self._log(vkey)] = url
            case ["witness", name, vkey]:
                self._witness(name, vkey)
            case ["witness", name, vkey, url]:
                self._witness(name, vkey)
                self.urls[name] = url
            case ["group", name, threshold, *members]:
                self._group(name, threshold, members)
            case ["quorum", name]:
                self._quorum(name)
            case _:
                raise ValueError(f"not a line of a policy: {' '.join(words)[:80]!r}")

    def _log(self, vkey: str) -> str:
        key = _key(vkey, _LOG_TYPES)
        if any(key.public == other.public for other in self.logs):
            raise ValueError("this log's key is listed twice")
        self.logs.append(key)
        return vkey

    def _witness(self, name: str, vkey: str) -> None:
        key = _key(vkey, _WITNESS_TYPES)
        self._require_new(name)
        if any(key.public == other.public for other in self.witnesses.values()):
            raise ValueError("this witness's key is listed twice")
        self.witnesses[name] = key

    def _group(self, name: str, threshold: str, members: list[str]) -> None:
        self._require_new(name)
        for member in members:
            self._require_known(member)
            if member in self.grouped:
                raise ValueError(f"{member!r} is already the member of a group")
            self.grouped.add(member)
        self.groups[name] = Group(_threshold(threshold, len(members)), tuple(members))

    def _quorum(self, name: str) -> None:
        if self.quorum is not None:
            raise ValueError("a policy has exactly one quorum line")
        if name != NONE:
            self._require_known(name)
        self.quorum = name

    def _require_new(self, name: str) -> None:
        if name == NONE or name in self.witnesses or name in self.groups:
            raise ValueError(f"the name {name!r} is taken")

    def _require_known(self, name: str) -> None:
        if name not in self.witnesses and name not in self.groups:
            raise ValueError(f"{name!r} is not defined above")


def _threshold(text: str, members: int) -> int:
    """Return how many of a group's members are needed."""
    words = {"any": "1", "all": str(members)}
    text = words.get(text, text)
    if not (text.isascii() and text.isdigit()) or text.startswith("0") or not 1 <= int(text) <= members:
        raise ValueError(f"{text!r} of {members} members cannot be demanded")
    return int(text)


def _key(vkey: str, types: frozenset[SignatureType]) -> Verifier:
    key = Verifier.parse(vkey)
    if key.type not in types:
        raise KeyMalformed(f"a key of type {key.type:d} does not fit here")
    return key
