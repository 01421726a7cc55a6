"""From words of a person to the question of a plan: the target, the budget, the first month, the last day."""

import datetime as dt
import re
from fractions import Fraction

from pranata.assessment.levels import level_text, quoted
from pranata.assessment.wording import decimal_text
from pranata.engine.optimise import Month, Problem
from pranata.engine.scoring import Instrument
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _
from pranata.planning.files.numbers import rupiah

_TARGET = re.compile(r"([0-9])(?:[.,]([0-9]{1,6}))?")


class NotAnswerable(ProductError):
    """A plan cannot be asked for in these words; one sentence says which and what is allowed."""

    status = 422


def target_in(text: str, instrument: Instrument) -> Fraction:
    """Read "2.60", "2,6" or the name of a predikat, which means the index it begins at. Raises NotAnswerable.

    The bound of a predikat must be reached exactly, so that it holds whether a year compares rounded or exact
    values.
    """
    wanted = " ".join(text.split())
    for band in instrument.bands:
        if band.name.casefold() == wanted.casefold():
            return band.minimum
    match = _TARGET.fullmatch(wanted)
    target = Fraction(f"{match[1]}.{match[2] or 0}") if match else None
    if target is None or not instrument.score.minimum <= target <= instrument.score.maximum:
        raise NotAnswerable(
            _(
                "Target %(text)s tidak dikenal; tulis indeks %(minimum)s sampai %(maximum)s, misalnya 2,60, "
                "atau predikat: %(bands)s."
            )
            % {
                "text": quoted(wanted),
                "minimum": level_text(instrument.score.minimum),
                "maximum": level_text(instrument.score.maximum),
                "bands": ", ".join(band.name for band in instrument.bands),
            }
        )
    return target


def budget_in(text: str) -> int:
    """Read rupiah as written. Raises NotAnswerable."""
    amount = rupiah(text)
    if amount is None:
        raise NotAnswerable(
            _("Anggaran %(text)s tidak dapat dipakai; tulis rupiah utuh, misalnya 1.250.000.000.")
            % {"text": quoted(text)}
        )
    return amount


def start_in(text: str) -> Month:
    """Read the first month of work. Raises NotAnswerable."""
    month = Month.read(text.strip())
    if month is None:
        raise NotAnswerable(
            _("Bulan mulai %(text)s tidak dikenal; tulis tahun dan bulan, misalnya 2027-01.")
            % {"text": quoted(text)}
        )
    return month


def by_in(text: str, start: Month) -> Month:
    """Read the last day, or the last month, of work; return the first month that is too late.

    A month counts only where its last day is not after that day. Raises NotAnswerable.
    """
    month = Month.read(text.strip())
    end = month.after(1) if month is not None else _after_day(text.strip())
    if end is None:
        raise NotAnswerable(
            _("Tanggal %(text)s tidak dikenal; tulis misalnya 2027-12-31.") % {"text": quoted(text)}
        )
    if end <= start:
        raise NotAnswerable(
            _("Sampai %(by)s tidak ada satu bulan utuh sejak %(start)s; pilih tanggal yang lebih akhir.")
            % {"by": text.strip(), "start": start}
        )
    return end


def _after_day(text: str) -> Month | None:
    try:
        following = dt.date.fromisoformat(text) + dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return Month.of(following.year, following.month)


def require_answerable(problem: Problem) -> None:
    """Raise NotAnswerable for a target below today's index, or above what all steps together reach."""
    target = problem.limits.target
    if target is None:
        return
    if target < problem.index:
        raise NotAnswerable(
            _(
                "Target %(target)s di bawah indeks hari ini, %(index)s; pilih target di atasnya. Menurunkan "
                "indeks tidak perlu rencana."
            )
            % {"target": decimal_text(target), "index": decimal_text(problem.index)}
        )
    if target > problem.reachable:
        raise NotAnswerable(
            _(
                "Target %(target)s di atas yang dapat dicapai dengan langkah yang tersedia, %(reachable)s; "
                "turunkan target atau tambahkan langkah."
            )
            % {"target": decimal_text(target), "reachable": decimal_text(problem.reachable)}
        )
