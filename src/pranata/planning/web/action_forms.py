"""Reading what the forms of actions send; what cannot be read is refused in a sentence."""

import datetime as dt
import uuid
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pranata.engine.optimise.months import Month
from pranata.foundation.errors import ProductError
from pranata.planning.files.numbers import rupiah
from pranata.planning.models import Action, ActionState
from pranata.planning.moving import months_later
from pranata.planning.operations._moving import SpanWrong
from pranata.planning.operations.report_progress import Progress
from pranata.planning.question import first_day
from pranata.planning.web.actions import number_in

MOST = 999_999


class NotANumber(ProductError):
    """A field that wants a number holds something else."""

    status = 422

    def __init__(self, label: object, text: str) -> None:
        super().__init__(
            _("%(label)s “%(text)s” tidak dapat dibaca.") % {"label": label, "text": text[:40]},
            remedy=_("Tulis bilangan utuh, misalnya 12 atau 45.000.000."),
        )


def dates_in(given: QueryDict, action: Action) -> tuple[dt.date, dt.date]:
    """Read `mulai` and `selesai` as months, or `bulan` as how many months later. Raises SpanWrong.

    The second date is the first day after.
    """
    shift = given.get("bulan", "").strip().replace("−", "-")
    if shift:
        try:
            months = max(-120, min(120, int(shift)))
        except ValueError:
            raise SpanWrong from None
        return months_later(action.starts_on, months), months_later(action.ends_on, months)
    start, end = Month.read(given.get("mulai", "").strip()), Month.read(given.get("selesai", "").strip())
    if start is None or end is None or not start.ordinal >= 12 or end.ordinal > 9998 * 12:
        raise SpanWrong
    return first_day(start), first_day(end.after(1))


def progress_in(given: QueryDict) -> Progress:
    """Read the form of progress. Raises NotANumber."""
    state = given.get("keadaan", "")
    return Progress(
        state=ActionState(state) if state in ActionState.values else ActionState.OPEN,
        percent=_whole(given, "persen", _("Persen")) or 0,
        note=given.get("catatan", ""),
        obstacle=given.get("hambatan", ""),
        actual_cost=_rupiah(given, "biaya"),
        actual_effort=None if (days := _whole(given, "hari", _("Hari kerja"))) is None else Decimal(days),
        actual_months=_whole(given, "lama", _("Lama")),
    )


def ids_in(given: QueryDict) -> list[uuid.UUID]:
    """Read the evidence that was ticked; what is no id names nothing."""
    found = []
    for text in given.getlist("bukti"):
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            found.append(uuid.UUID(int=0))
    return found


def version_in(given: QueryDict) -> int:
    """Read which version of an action was shown; zero is none."""
    return number_in(given.get("versi", "")) or 0


def _whole(given: QueryDict, name: str, label: object) -> int | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    number = number_in(text)
    if number is None or number > MOST:
        raise NotANumber(label, text)
    return number


def _rupiah(given: QueryDict, name: str) -> int | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    amount = rupiah(text)
    if amount is None or amount > 10**15:
        raise NotANumber(_("Biaya"), text)
    return amount
