"""Correcting what was booked of a daily sheet: by another entry, which the former one stays beside."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.canonical import Json
from pranata.ledger.events import SHEET_CORRECTED
from pranata.ledger.operations.append_entry import EntryRef, append_entry
from pranata.ledger.operations.confirm_sheet import (
    BookedSheet,
    anchor,
    booking_act,
    checkpoint_of,
    lock_day,
    require_complete,
)
from pranata.ledger.queries.sheets import booked_days


class CorrectionUnexplained(ProductError):
    """A correction that does not say why."""

    status = 422
    field = "reason"

    def __init__(self) -> None:
        super().__init__(
            _("Tuliskan alasan ralat."),
            why=_("Pembukuan yang lama tetap ada; alasannya menjelaskan mana yang benar."),
        )


class BookingMovedOn(ProductError):
    """What is to be corrected is not what is booked now, or nothing is."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("Pembukuan lembar ini sudah berubah sejak halamannya dibuka, atau belum ada."),
            why=_("Ralat menunjuk satu pembukuan tertentu, supaya dua orang tidak saling menimpa."),
            remedy=_("Buka lagi Lembar harian dan periksa yang tertulis sekarang."),
        )


@transaction.atomic
def correct_sheet(
    *,
    sheet: BookedSheet,
    corrects: uuid.UUID,
    reason: str,
    tenant_id: int,
    actor: Mapping[str, Json],
    now: dt.datetime,
) -> EntryRef:
    """Record where the sheet of a day really is; the booking `corrects` stays in the log, and is struck.

    Another size is another checkpoint on paper, and anchored too; the former anchor stays. Raises
    SheetIncomplete, OnePersonTwice, CorrectionUnexplained, SheetUnknown, BookingMovedOn or OutsideTenant.
    """
    require_complete(sheet)
    if not reason.strip():
        raise CorrectionUnexplained
    lock_day(sheet.day, tenant_id)
    booked = booked_days([sheet.day]).get(sheet.day)
    if booked is None or booked.event_id != corrects:
        raise BookingMovedOn
    log, signed = checkpoint_of(sheet)
    said = booking_act(sheet, log, signed, tenant_id, actor, now)
    names = dict(said.detail) if isinstance(said.detail, dict) else {}
    detail: Json = {**names, "alasan": reason.strip()}
    ref = append_entry(replace(said, action=SHEET_CORRECTED, detail=detail, prev=(corrects,)))
    if signed.size not in {booked.size, *(former.size for former in booked.struck)}:
        anchor(sheet, log, signed, now)
    return ref
