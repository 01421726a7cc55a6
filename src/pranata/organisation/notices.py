"""Telling posts what they should know. Apps declare their kinds of notice; the bell and the letter show them.

A notice is no official act: it repeats one, or says that a day is near. So it leaves no entry in the ledger.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pranata.foundation.errors import Text
from pranata.foundation.tenancy import tenant_scope
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
    positions: Iterable[int],
    key: str,
    now: dt.datetime,
    detail: Mapping[str, str] | None = None,
    link: str = "",
) -> int:
    """Tell posts of one instansi; return how many were told that were not told this (`kind`, `key`) before.

    Call it inside the transaction of the act it tells of, so that neither is there without the other. It
    opens the instansi's scope itself: the posts may be of another instansi than the one acting.
    """
    rows = [
        Notice(
            instansi_id=instansi_id,
            position_id=position,
            kind=kind.code,
            key=key[:120],
            detail=dict(detail or {}),
            link=link,
            made_at=now,
        )
        for position in sorted(set(positions))
    ]
    if not rows:
        return 0
    with tenant_scope(instansi_id):
        before = Notice.objects.filter(kind=kind.code, key=key[:120]).count()
        Notice.objects.bulk_create(rows, ignore_conflicts=True)
        return Notice.objects.filter(kind=kind.code, key=key[:120]).count() - before


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
