"""Telling posts what they should know. Apps declare their kinds of notice; the bell and the letter show them.

A notice is no official act: it repeats one, or says that a day is near. So it leaves no entry in the ledger.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass

from pranata.foundation.errors import Text
from pranata.foundation.tenancy import current_scope, tenant_scope
from pranata.organisation.models import Notice


@dataclass(frozen=True)
class NoticeKind:
    """A kind of notice: `sentence` holds named places, which the notice's detail fills."""

    code: str
    sentence: Text
    icon: str


_KINDS: dict[str, NoticeKind] = {}


def declare_notice(code: str, sentence: Text, *, icon: str = "bell") -> NoticeKind:
    """Declare a kind of notice, at import, beside the events of an app. A code twice raises ValueError."""
    if code in _KINDS:
        raise ValueError(f"The notice {code} is declared twice.")
    _KINDS[code] = NoticeKind(code, sentence, icon)
    return _KINDS[code]


def notify(
    kind: NoticeKind,
    *,
    instansi_id: int,
    positions: Iterable[int] | Mapping[int, Mapping[str, str]],
    key: str,
    now: dt.datetime,
    detail: Mapping[str, str] | None = None,
    link: str = "",
) -> None:
    """Tell posts of one instansi what they were not told before under this `kind` and `key`. One statement.

    `positions` may carry a detail of its own for each post, on top of `detail`, which holds for all. Call it
    inside the transaction of the act it tells of, so that neither is there without the other. It opens the
    instansi's scope itself where another is open: the posts may be of another instansi than the one acting.
    """
    own = positions if isinstance(positions, Mapping) else {position: {} for position in positions}
    rows = [
        Notice(
            instansi_id=instansi_id,
            position_id=position,
            kind=kind.code,
            key=key[:120],
            detail={**(detail or {}), **own[position]},
            link=link,
            made_at=now,
        )
        for position in sorted(own)
    ]
    if not rows:
        return
    is_there = current_scope().tenant_id == instansi_id
    with nullcontext() if is_there else tenant_scope(instansi_id):
        Notice.objects.bulk_create(rows, ignore_conflicts=True)


def sentence_of(notice: Notice) -> str:
    """Return what a notice says, in the reader's language; its bare code where its kind is gone."""
    kind = _KINDS.get(notice.kind)
    if kind is None:
        return notice.kind
    return str(kind.sentence) % {key: str(value) for key, value in notice.detail.items()}


def icon_of(notice: Notice) -> str:
    """Return the icon of a notice."""
    kind = _KINDS.get(notice.kind)
    return kind.icon if kind else "bell"
