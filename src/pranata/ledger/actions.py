"""The closed list of actions: what may be recorded, and the words a person reads for it.

Each app declares its own in `events.py`; an action nobody declared cannot be appended, nor one whose detail
does not have the declared form. A code is part of
the evidence and never changes its meaning: a different meaning takes a new code.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pranata.foundation.errors import Text
from pranata.ledger.forms import Form
from pranata.ledger.retention import RetentionClass, retention_class

CODE = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


class MalformedAction(ValueError):
    """The code is not `noun.verb` in lower-case ASCII, or the sentence is empty."""


class DuplicateAction(ValueError):
    """The code was declared before."""


@dataclass(frozen=True)
class ActionKind:
    """A declared action. `sentence` continues "Kepala Bidang … ": it is a predicate without a full stop.

    `detail` is the form of the sealed detail, or None for an action that has none.
    """

    code: str
    sentence: Text
    detail: Form | None
    retention: RetentionClass
    detail_version: int = 1

    @property
    def detail_schema(self) -> str:
        """The name of the form its sealed detail has, such as `asesmen.tingkat_isi/1`."""
        return f"{self.code}/{self.detail_version}"


_known: dict[str, ActionKind] = {}


def declare(
    code: str, sentence: Text, *, detail: Form | None, retention: str, detail_version: int = 1
) -> ActionKind:
    """Add an action to the closed list and return it.

    `retention` is the code of the class its records are kept by. `detail_version` is raised when the keys of
    the act's detail change. Raises MalformedAction, DuplicateAction or UnknownRetention; each stops the
    process from starting, which is when one wants to hear of them.
    """
    if not CODE.fullmatch(code):
        raise MalformedAction(f"{code!r} is not noun.verb in lower-case ASCII")
    if not sentence:
        raise MalformedAction(f"{code} has no sentence")
    if code in _known:
        raise DuplicateAction(code)
    _known[code] = ActionKind(code, sentence, detail, retention_class(retention), detail_version)
    return _known[code]


def known_actions() -> Mapping[str, ActionKind]:
    """Return every declared action by its code, as a view that cannot be written to."""
    return MappingProxyType(_known)
