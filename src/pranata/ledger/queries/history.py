"""What was done: entries of a tenant, or about one thing, told as a person would."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from pranata.foundation.errors import Text
from pranata.ledger.actions import known_actions
from pranata.ledger.models import Entry
from pranata.ledger.queries.disputes import IS_DISPUTED, is_about_dispute, with_disputes

ABOUT = "SELECT * FROM ledger.entries_about(%s, %s) LIMIT %s"
_OF_TENANT = f"""
    SELECT entry.*, {IS_DISPUTED} AS disputed
    FROM ledger.entries_of_tenant(%s::uuid, %s) WITH ORDINALITY AS found (event_id, place)
    JOIN ledger.entry USING (event_id) ORDER BY place
"""  # noqa: S608 - constants


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """One entry, decoded. `sentence` names the post and what it did; names of people are in the detail.

    `disputed` says that somebody named in it disputes it.
    """

    event_id: uuid.UUID
    action: str
    sentence: str
    recorded_at: dt.datetime
    occurred_at: dt.datetime
    document: dict[str, Any]
    disputed: bool = False

    @property
    def is_about_dispute(self) -> bool:
        """Whether it is a dispute, or an answer to one."""
        return is_about_dispute(self.document)


def history_of(object_type: str, object_id: str, *, limit: int = 200) -> list[HistoryLine]:
    """Return the entries about one thing in the open tenant scope, latest first. One query."""
    latest = RawSQL(ABOUT, [object_type, [object_id], limit])  # noqa: S611 - a constant
    return _latest(Entry.objects.filter(event_id__in=latest), limit)


def tenant_history(*, limit: int = 200, before: uuid.UUID | None = None) -> list[HistoryLine]:
    """Return the entries of the open tenant scope, latest first, older than `before` if given. One query."""
    return [_line(entry) for entry in Entry.objects.raw(_OF_TENANT, [before, limit])]


def lines_of(event_ids: Collection[uuid.UUID]) -> list[HistoryLine]:
    """Return those of these entries that are in the open tenant scope, oldest first. One query."""
    found = with_disputes(Entry.objects.filter(event_id__in=event_ids))
    return [_line(entry) for entry in found.order_by("event_id")]


def _latest(entries: QuerySet[Entry], limit: int) -> list[HistoryLine]:
    return [_line(entry) for entry in with_disputes(entries).order_by("-event_id")[:limit]]


def _line(entry: Entry) -> HistoryLine:
    document = entry.document
    return HistoryLine(
        event_id=entry.event_id,
        action=document["action"],
        sentence=sentence(document),
        recorded_at=dt.datetime.fromisoformat(document["recorded_at"]),
        occurred_at=dt.datetime.fromisoformat(document["occurred_at"]),
        document=document,
        disputed=getattr(entry, "disputed", False),
    )


def sentence(document: dict[str, Any]) -> str:
    """Return an entry as one Indonesian sentence: "Sekretaris Daerah (Plt.) menutup penilaian."."""
    kind = known_actions().get(document["action"])
    predicate: Text = kind.sentence if kind else _("melakukan %(code)s") % {"code": document["action"]}
    return f"{_who(document['actor'])} {predicate}."


OWNER = "pemilik_akun"
"""The capacity of who acts for no position, but for their own account."""
ACTING = {"plt": "Plt.", "plh": "Plh.", "pj": "Pj.", "pjs": "Pjs."}


def _who(actor: dict[str, Any]) -> str:
    if actor.get("capacity") == OWNER:
        return _("Pemilik akun")
    if "jabatan_nama" not in actor:
        return _("Sistem")
    capacity = ACTING.get(actor.get("capacity", ""))
    return f"{capacity} {actor['jabatan_nama']}" if capacity else str(actor["jabatan_nama"])
