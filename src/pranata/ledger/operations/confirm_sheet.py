"""Confirming that a daily sheet was printed, signed by two and put into the bound book."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.anchoring.anchors import checkpoint_at, printed_token
from pranata.ledger.canonical import Json
from pranata.ledger.events import SHEET_BOOKED
from pranata.ledger.operations.append_entry import Act, EntryRef, ObjectRef, append_entry
from pranata.ledger.queries.raw import raw_database
from pranata.ledger.queries.sheets import SHEET, booked_days
from pranata.ledger.sequencing import store
from pranata.ledger.sequencing.store import Log, SignedTree


class SheetIncomplete(ProductError):
    """Something that stands in the book was not said."""

    status = 422

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(
            _("Lengkapi nomor buku, halaman, dan nama kedua penanda tangan."),
            why=_("Dengan itu lembar kertas ditemukan lagi bila kelak diperlukan sebagai bukti."),
        )


class OnePersonTwice(ProductError):
    """Two signatures are two people."""

    status = 422
    field = "kept_by"

    def __init__(self) -> None:
        super().__init__(
            _("Lembar ditandatangani dua orang yang berbeda."),
            why=_("Satu orang saja dapat mengganti lembarnya tanpa diketahui."),
        )


class SheetUnknown(ProductError):
    """No checkpoint of that size was signed by the end of that day."""

    status = 422
    field = "size"

    def __init__(self) -> None:
        super().__init__(
            _("Ukuran itu bukan ukuran pada lembar hari tersebut."),
            why=_("Setiap lembar memuat cap yang ditandatangani log pada atau sebelum harinya."),
            remedy=_("Salin angka di belakang “Ukuran” dari lembar yang sudah dicetak."),
        )


class AlreadyBooked(ProductError):
    """The sheet of that day is in the book already."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("Lembar hari itu sudah dibukukan."),
            why=_("Satu hari mempunyai satu lembar; catatannya tidak dapat diganti."),
            remedy=_("Bila yang tertulis keliru, ralat pembukuannya; yang lama tetap ada, tercoret."),
        )


@dataclass(frozen=True, kw_only=True)
class BookedSheet:
    """What a person read from the paper and wrote into the book. `ends_at` is the end of the day there."""

    day: dt.date
    ends_at: dt.datetime
    size: int
    book: str
    page: str
    printed_by: str
    kept_by: str


@transaction.atomic
def confirm_sheet(
    *, sheet: BookedSheet, tenant_id: int | None, actor: Mapping[str, Json], now: dt.datetime
) -> EntryRef:
    """Record that the sheet of a day is on paper, as an entry and as an anchor of its checkpoint.

    Names are sealed; book and page are told, for whoever looks for the paper. Raises SheetIncomplete,
    OnePersonTwice, SheetUnknown, AlreadyBooked or OutsideTenant.
    """
    require_complete(sheet)
    lock_day(sheet.day, tenant_id)
    if tenant_id is not None and sheet.day in booked_days([sheet.day]):
        raise AlreadyBooked
    log, signed = checkpoint_of(sheet)
    ref = append_entry(booking_act(sheet, log, signed, tenant_id, actor, now))
    anchor(sheet, log, signed, now)
    return ref


def lock_day(day: dt.date, tenant_id: int | None) -> None:
    """Let nobody else book or correct the sheet of a day: the second sees what the first wrote."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{tenant_id} {SHEET} {day}"])


def anchor(sheet: BookedSheet, log: Log, signed: SignedTree, now: dt.datetime) -> None:
    """Note that the checkpoint of a sheet is on paper."""
    with connection.cursor() as cursor:
        token = printed_token(log, signed, sheet.day)
        cursor.execute(
            "SELECT ledger.note_printed(%s::smallint, %s, %s, %s)", [log.number, signed.size, token, now]
        )


def require_complete(sheet: BookedSheet) -> None:
    """Raise SheetIncomplete or OnePersonTwice unless the book says everything, and two people signed."""
    for field in ("book", "page", "printed_by", "kept_by"):
        if not getattr(sheet, field).strip():
            raise SheetIncomplete(field)
    if sheet.printed_by.strip().casefold() == sheet.kept_by.strip().casefold():
        raise OnePersonTwice


def checkpoint_of(sheet: BookedSheet) -> tuple[Log, SignedTree]:
    """Return the log and the signed checkpoint that is on a sheet. Raises SheetUnknown."""
    database = raw_database()
    log = store.newest_log(database)
    signed = checkpoint_at(database, log, sheet.size)
    if signed is None or signed.signed_at >= sheet.ends_at:
        raise SheetUnknown
    return log, signed


def booking_act(
    sheet: BookedSheet,
    log: Log,
    signed: SignedTree,
    tenant_id: int | None,
    actor: Mapping[str, Json],
    now: dt.datetime,
) -> Act:
    """Return the act of booking a sheet: where the paper is in clear, the names sealed."""
    note = sha256(signed.note.encode()).hexdigest()
    return Act(
        action=SHEET_BOOKED,
        tenant_id=tenant_id,
        actor=actor,
        occurred_at=now,
        occurred_basis="paper",
        objects=(
            ObjectRef(role="lembar", type=SHEET, id=sheet.day.isoformat()),
            ObjectRef(role="cap", type="checkpoint", id=f"{log.origin}/{signed.size}", sha256=note),
        ),
        result={
            "buku": sheet.book.strip(),
            "halaman": sheet.page.strip(),
            "akar": signed.root.hex(),
            "ukuran": signed.size,
        },
        detail={"dicetak_oleh": sheet.printed_by.strip(), "dibukukan_oleh": sheet.kept_by.strip()},
    )
