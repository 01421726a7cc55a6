"""What every act of coaching shares: who signs, what is said, and telling the other side."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from pranata.coaching.models import Coaching
from pranata.coaching.policies import COACHES, SPEAKERS
from pranata.foundation.errors import ProductError, Text
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.actions import ActionKind
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.organisation.models import Role
from pranata.organisation.notices import NoticeKind, notify
from pranata.organisation.policies import Actor
from pranata.organisation.queries.holders import positions_with

AUTHORITY = "Perpres 95/2018"


class WordsMissing(ProductError):
    """The act needs words that were not given. `what` names them."""

    status = 422

    def __init__(self, what: Text) -> None:
        super().__init__(
            _("%(what)s belum diisi.") % {"what": what},
            why=_("Kedua pihak membacanya kemudian, jadi tidak dapat dikosongkan."),
            remedy=_("Tulis dalam satu kalimat atau lebih."),
        )


class ChangedMeanwhile(ProductError):
    """Somebody else changed it since the page was opened."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("Orang lain sudah mengubahnya sejak Anda membuka halaman ini."),
            why=_("Tulisan Anda tetap ada di bawah dan tidak menimpa tulisannya."),
            remedy=_("Baca keadaannya sekarang, lalu kirim lagi bila masih perlu."),
        )


def tidy(text: str, length: int) -> str:
    """Return a text as it is stored: one spelling of line ends, no NUL, cut to what is kept."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()[:length]


def words(text: str, length: int, what: Text) -> str:
    """Return a text as it is stored, or raise WordsMissing."""
    found = tidy(text, length)
    if not found:
        raise WordsMissing(what)
    return found


def sealed(text: str) -> str | None:
    """Return what stands for a text in an entry: its digest, so that its words can still be erased."""
    return hashlib.sha256(text.encode()).hexdigest() if text else None


def signed(actor: Actor, now: dt.datetime, *, by_coach: bool) -> dict[str, object]:
    """Return who did it, as what and when, as a row freezes it."""
    return {**actor.made(now), "by_coach": by_coach}


def sides(coaching: Coaching) -> dict[str, object]:
    """Return the two parties as a row of both names them."""
    return {
        "instansi_id": coaching.instansi_id,
        "organiser_id": coaching.organiser_id,
        "coaching_id": coaching.pk,
    }


def record(
    action: ActionKind,
    coaching: Coaching,
    detail: dict[str, Json],
    *,
    actor: Actor,
    now: dt.datetime,
    about: ObjectRef | None = None,
) -> None:
    """Append the act to the log of the actor's own instansi."""
    of = ObjectRef(role="pembinaan", type="coaching", id=str(coaching.pk))
    append_entry(
        Act(
            action=action,
            tenant_id=actor.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(of, about) if about else (of,),
            detail=detail,
            authority=AUTHORITY,
        )
    )


def tell_other(
    kind: NoticeKind,
    coaching: Coaching,
    *,
    by_coach: bool,
    key: str,
    detail: Mapping[str, str],
    now: dt.datetime,
    path: str = "",
) -> None:
    """Tell whoever speaks for the other side, in its own scope."""
    body = coaching.instansi if by_coach else coaching.organiser
    on = now.astimezone(ZoneInfo(body.time_zone)).date()
    with tenant_scope(body.pk):
        posts = positions_with(*SPEAKERS, on=on) if by_coach else coaching_posts(on)
        notify(
            kind,
            instansi_id=body.pk,
            positions=posts,
            key=key,
            detail=detail,
            link=f"/pembinaan/{coaching.pk}/{path}",
            now=now,
        )


def coaching_posts(on: dt.date) -> list[int]:
    """Return the posts of the open scope that coach; its coordinators where none has the role."""
    return positions_with(Role.COACH, on=on) or positions_with(*COACHES, on=on)
