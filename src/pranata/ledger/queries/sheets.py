"""Daily sheets: on which days the log grew, and which of them are in the bound book of this instansi."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models.expressions import RawSQL

from pranata.ledger.events import SHEET_BOOKED, SHEET_CORRECTED
from pranata.ledger.models import Entry

SHEET = "daily_sheet"
BOOKINGS = frozenset({SHEET_BOOKED.code, SHEET_CORRECTED.code})
_ABOUT = "SELECT * FROM ledger.entries_about(%s, %s)"
_DAYS = """
    SELECT day::date, last.size, last.signed_at
    FROM (SELECT number FROM ledger.log ORDER BY number DESC LIMIT 1) AS newest,
        generate_series(%s::timestamp, %s::timestamp, interval '1 day') AS day,
        LATERAL (
            SELECT size, signed_at FROM ledger.checkpoint
            WHERE log = newest.number AND signed_at >= day AT TIME ZONE %s
                AND signed_at < (day + interval '1 day') AT TIME ZONE %s
            ORDER BY signed_at DESC LIMIT 1
        ) AS last
    ORDER BY day DESC
"""


@dataclass(frozen=True, kw_only=True)
class Booking:
    """Where the paper is: book and page, the size on it, and the entry that says so.

    `struck` are the bookings of that day which it corrects, the first one first: they stay, and are struck.
    """

    event_id: uuid.UUID
    book: str
    page: str
    size: int
    position: str
    recorded_at: dt.datetime
    struck: tuple["Booking", ...] = ()


@dataclass(frozen=True, kw_only=True)
class SheetDay:
    """A day on which the log was signed: its last size, and the booking of its sheet if there is one."""

    day: dt.date
    size: int
    signed_at: dt.datetime
    booking: Booking | None


def sheet_days(first: dt.date, last: dt.date, *, zone: str) -> list[SheetDay]:
    """Return the days from first to last on which the newest log was signed, latest first. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_DAYS, [first, last, zone, zone])
        rows = cursor.fetchall()
    booked = booked_days([day for day, _, _ in rows])
    return [
        SheetDay(day=day, size=size, signed_at=signed_at, booking=booked.get(day))
        for day, size, signed_at in rows
    ]


def booked_days(days: Collection[dt.date]) -> dict[dt.date, Booking]:
    """Return which of these days the instansi of the open scope has in its book, as corrected. One query."""
    wanted = [day.isoformat() for day in days]
    found = Entry.objects.filter(event_id__in=RawSQL(_ABOUT, [SHEET, wanted]))  # noqa: S611 - a constant
    booked: dict[dt.date, Booking] = {}
    for entry in found.order_by("event_id"):
        # What disputes a booking is about the same day, and books nothing.
        if entry.document["action"] in BOOKINGS:
            day, booking = _booking(entry)
            former = booked.get(day)
            struck = (*former.struck, replace(former, struck=())) if former else ()
            booked[day] = replace(booking, struck=struck)
    return booked


def _booking(entry: Entry) -> tuple[dt.date, Booking]:
    document = entry.document
    [day] = [thing["id"] for thing in document["objects"] if thing["type"] == SHEET]
    result = document["result"]
    return dt.date.fromisoformat(day), Booking(
        event_id=entry.event_id,
        book=result["buku"],
        page=result["halaman"],
        size=result["ukuran"],
        position=document["actor"].get("jabatan_nama", ""),
        recorded_at=entry.recorded_at,
    )
