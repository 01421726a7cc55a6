"""Who may do what: an actor is a person holding a position today, with the roles granted to that position."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import NotPermitted
from pranata.ledger.canonical import Json


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody acting for a position: frozen at the edge, handed to every operation.

    `roles` maps a role code to the ids of the units it reaches: those it was granted on and all below them.
    """

    account_id: int
    person_id: int
    person_public_id: uuid.UUID
    person_name: str
    assignment_id: int
    capacity: str
    decree_number: str
    position_id: int
    position_title: str
    unit_id: int
    unit_name: str
    instansi_id: int
    instansi_name: str
    roles: dict[str, frozenset[int]] = field(default_factory=dict)
    time_zone: str = "Asia/Jakarta"

    def local_date(self, now: dt.datetime) -> dt.date:
        """Return the day it is in the instansi's own time zone."""
        return now.astimezone(ZoneInfo(self.time_zone)).date()

    def has_role(self, *roles: str, unit_id: int | None = None) -> bool:
        """Whether the position holds one of the roles, on `unit_id` or anything above it when given."""
        return any(role in self.roles and (unit_id is None or unit_id in self.roles[role]) for role in roles)

    def name_and_post(self) -> dict[str, str]:
        """Return the columns of a row that is `Named`: who acts, and for which post."""
        return {"person_name": self.person_name, "position_title": self.position_title}

    def as_what(self) -> dict[str, str]:
        """Return the columns of a row that is `NamedAs`: who acts, for which post, in which capacity."""
        return {**self.name_and_post(), "capacity": self.capacity}

    def made(self, now: dt.datetime) -> dict[str, Any]:
        """Return the columns of a row that is `Made`: who makes it, as what, and when."""
        return {**self.as_what(), "made_at": now, "made_by_id": self.assignment_id}

    def evidence(self) -> dict[str, Json]:
        """Return who acts as an entry freezes it: the person by public id, the post by name."""
        return {
            "person": str(self.person_public_id),
            "jabatan": str(self.position_id),
            "jabatan_nama": self.position_title,
            "unit": str(self.unit_id),
            "unit_nama": self.unit_name,
            "capacity": self.capacity,
            "basis": {"type": "SK", "no": self.decree_number},
        }


def require_role(actor: Actor, *roles: str, instansi_id: int, unit_id: int | None = None) -> None:
    """Raise NotPermitted unless the actor acts in this instansi and holds one of the roles there."""
    if actor.instansi_id != instansi_id or not actor.has_role(*roles, unit_id=unit_id):
        raise NotPermitted(
            _("Jabatan Anda tidak berwenang melakukan ini."),
            why=_("Wewenang melekat pada jabatan dan unitnya, dan dicatat bersama setiap tindakan."),
            remedy=_("Mintalah pengelola organisasi memberi peran yang sesuai kepada jabatan Anda."),
        )


class OfficeEnded(NotPermitted):
    """The assignment ended between the first moment of a request and the act it was to do."""

    def __init__(self) -> None:
        super().__init__(
            _("Masa jabatan Anda berakhir sebelum tindakan ini selesai."),
            why=_("Wewenang berhenti pada detik penugasan berakhir, juga bila halamannya masih terbuka."),
            remedy=_("Sampaikan isian ini kepada pemegang jabatan yang baru. Bukti Anda tetap milik Anda."),
        )


def until(ends_at: dt.datetime, clock: Callable[[], dt.datetime]) -> Callable[[dt.datetime], None]:
    """Return the question an act is asked before it is written down: does the office last?

    Both count: the instant the act gives itself, and the clock at the very moment of writing, since a request
    may have begun long before. Half-open: at `ends_at` it is over. The question raises OfficeEnded.
    """

    def require_open(occurred_at: dt.datetime) -> None:
        if max(occurred_at, clock()) >= ends_at:
            raise OfficeEnded

    return require_open
