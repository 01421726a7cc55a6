"""From words of a person to the question of a plan: the target, the budget, the first month, the last day."""

import datetime as dt
import re
from fractions import Fraction

from pranata.assessment.levels import level_text, quoted
from pranata.assessment.wording import decimal_text
from pranata.engine.optimise import Month, Place, Problem, Step, waited_places
from pranata.engine.optimise.months import MONTHS_IN_A_YEAR
from pranata.engine.optimise.size import too_far, too_fine
from pranata.engine.scoring import Instrument
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _
from pranata.planning.files.numbers import rupiah

_PLACE = re.compile(r"([^:;]{1,20})(?::([0-9]{1,2}))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Months outside are slips of the finger, and a calendar ends in the year 9999.
_FIRST, _LAST = Month.of(2000, 1), Month.of(2200, 1)
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
    if month is None or not _FIRST <= month < _LAST:
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
    if end is None or not _FIRST < end <= _LAST:
        raise NotAnswerable(
            _("Tanggal %(text)s tidak dikenal; tulis misalnya 2027-12-31.") % {"text": quoted(text)}
        )
    if end <= start:
        raise NotAnswerable(
            _("Sampai %(by)s tidak ada satu bulan utuh sejak %(start)s; pilih tanggal yang lebih akhir.")
            % {"by": text.strip(), "start": start}
        )
    return end


def margin_in(text: str) -> Fraction:
    """Read how far above the target a plan must come: "0.05", "0,05". Raises NotAnswerable."""
    match = _TARGET.fullmatch(text.strip())
    if match is None:
        raise NotAnswerable(
            _("Cadangan %(text)s tidak dikenal; tulis bagian indeks, misalnya 0,05.") % {"text": quoted(text)}
        )
    return Fraction(f"{match[1]}.{match[2] or 0}")


def steps_in(text: str, steps: tuple[Step, ...]) -> frozenset[Place]:
    """Read "11:3", one step by the level it reaches, or "11", all steps of an indicator.

    Raises NotAnswerable for a step that is not among those that can be taken.
    """
    match = _PLACE.fullmatch(text.strip())
    number, level = (match[1].strip(), match[2]) if match else ("", None)
    found = frozenset(
        step.reaches
        for step in steps
        if step.indicator == number and (level is None or step.to_level == int(level))
    )
    if not found:
        raise NotAnswerable(
            _("Langkah %(text)s tidak ada dalam daftar langkah; tulis indikator:tingkat, misalnya 11:3.")
            % {"text": quoted(text)}
        )
    return found


def months_in(text: str) -> tuple[int, ...]:
    """Read months of the year, "1;9" or "1,9", each once and in order. Raises NotAnswerable."""
    parts = [part.strip() for part in re.split("[;,]", text) if part.strip()]
    months = sorted({int(part) for part in parts if re.fullmatch(r"[0-9]{1,2}", part)})
    if not parts or len(months) != len(parts) or not set(months) <= set(range(1, MONTHS_IN_A_YEAR + 1)):
        raise NotAnswerable(
            _("Bulan %(text)s tidak dikenal; tulis nomor bulan 1 sampai 12, misalnya 1;9.")
            % {"text": quoted(text)}
        )
    return tuple(months)


def _after_day(text: str) -> Month | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        following = dt.date.fromisoformat(text) + dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return Month.of(following.year, following.month)


def require_answerable(problem: Problem) -> None:
    """Raise NotAnswerable for a target below today's index, or above what all steps together reach, for
    steps that cannot be forced or cannot be running, and for what cannot be counted exactly.
    """
    _require_countable(problem)
    _require_running(problem)
    _require_forced(problem)
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
    if target + problem.limits.margin > problem.reachable:
        raise NotAnswerable(
            _(
                "Target %(target)s dengan cadangan %(margin)s di atas yang dapat dicapai dengan langkah yang "
                "tersedia, %(reachable)s; kecilkan cadangan atau turunkan target."
            )
            % {
                "target": decimal_text(target),
                "margin": decimal_text(problem.limits.margin),
                "reachable": decimal_text(problem.reachable),
            }
        )


def _require_countable(problem: Problem) -> None:
    if too_far(problem):
        raise NotAnswerable(
            _(
                "Rencana ini menjangkau sampai %(month)s, terlalu jauh untuk dihitung eksak; pilih hari "
                "terakhir yang lebih dekat, atau hapus kapasitas triwulan yang jauh."
            )
            % {"month": problem.start.after(problem.horizon)}
        )
    if too_fine(problem):
        raise NotAnswerable(
            _(
                "Lama langkah dan hari kerja terlalu beragam untuk dihitung eksak; pakai lama paling banyak "
                "24 bulan dan hari kerja bulat."
            )
        )


def _require_forced(problem: Problem) -> None:
    forced, forbidden = problem.limits.forced, problem.limits.forbidden
    for place in sorted(forced & forbidden):
        raise NotAnswerable(
            _("Langkah %(step)s diwajibkan dan dilarang sekaligus; pilih salah satu.")
            % {"step": _named(place)}
        )
    open_places = {step.reaches for step in problem.open_steps}
    for place in sorted(problem.fixed - open_places):
        waited = next((waited_places(step) for step in problem.steps if step.reaches == place), ())
        missing = [other for other in waited if not problem.holds(other) and other not in open_places]
        raise NotAnswerable(
            _("Langkah %(step)s wajib diambil, tetapi prasyaratnya %(missing)s dilarang atau tidak ada.")
            % {"step": _named(place), "missing": ", ".join(_named(other) for other in missing) or "?"}
        )


def _require_running(problem: Problem) -> None:
    for step in problem.steps:
        if step.started is None or problem.holds(step.reaches):
            continue
        if step.started >= problem.start:
            raise NotAnswerable(
                _("Langkah %(step)s tercatat mulai %(month)s, padahal rencana baru mulai %(start)s.")
                % {"step": _named(step.reaches), "month": step.started, "start": problem.start}
            )
        if not problem.holds((step.indicator, step.from_level)):
            raise NotAnswerable(
                _("Langkah %(step)s tercatat sedang berjalan, padahal tingkat %(level)s belum dicapai.")
                % {"step": _named(step.reaches), "level": step.from_level}
            )


def _named(place: Place) -> str:
    return f"{place[0]}:{place[1]}"
