"""What the figures of one body show."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from pranata.foundation.ui.numbers import written
from pranata.insights.queries.body_results import PublicResult
from pranata.insights.queries.next_predikat import NextPredikat
from pranata.insights.queries.reported import PREDIKAT
from pranata.portal.findings.words import count_word


def way_so_far(results: Mapping[int, PublicResult], year: int, ahead: NextPredikat | None) -> str:
    """From which predikat to which, and what is missing to the next."""
    return f"{_path(results, year)}{_outlook(results[year], ahead)}"


def _path(results: Mapping[int, PublicResult], year: int) -> str:
    known = [
        (at, result.predikat)
        for at, result in sorted(results.items())
        if at <= year and result.predikat in PREDIKAT
    ]
    if not known or known[-1][0] != year:
        return _("Predikat tidak tercantum")
    (first_year, first), (_last_year, last) = known[0], known[-1]
    years = year - first_year
    if years == 0:
        return _("Predikat %(predikat)s") % {"predikat": last}
    words = {
        "first": first,
        "last": last,
        "years": count_word(years),
        "since": first_year,
    }
    if first == last:
        return _("Tetap %(last)s sejak %(since)s") % words
    if PREDIKAT.index(last) > PREDIKAT.index(first):
        return _("Dari %(first)s ke %(last)s dalam %(years)s tahun") % words
    return _("Turun dari %(first)s ke %(last)s dalam %(years)s tahun") % words


def _outlook(result: PublicResult, ahead: NextPredikat | None) -> str:
    if ahead is None:
        return _(", predikat tertinggi") if result.predikat == PREDIKAT[-1] else ""
    if ahead.gap <= 0:
        return ""
    return _(", %(gap)s lagi menuju %(name)s") % {"gap": written(ahead.gap), "name": ahead.name}


def direction(results: Mapping[int, PublicResult], national: Mapping[int, Decimal]) -> str:
    """Whether the index rose over the years, and whether faster than the national one."""
    known = [(year, result.index) for year, result in sorted(results.items()) if not result.is_suspect]
    if len(known) < 2:
        return _("Baru satu tahun yang dapat ditampilkan")
    (first, start), (last, end) = known[0], known[-1]
    course = _course([index for _year, index in known], first, last)
    return f"{course}{_pace(end - start, first, last, national)}"


def _course(values: Sequence[Decimal], first: int, last: int) -> str:
    steps = [after - before for before, after in pairwise(values)]
    if len(steps) > 1 and all(step > 0 for step in steps):
        return _("Indeks naik setiap tahun")
    if len(steps) > 1 and all(step < 0 for step in steps):
        return _("Indeks turun setiap tahun")
    words = {"first": first, "last": last, "change": written(abs(values[-1] - values[0]))}
    if values[-1] > values[0]:
        return _("Indeks naik %(change)s sejak %(first)s") % words
    if values[-1] < values[0]:
        return _("Indeks turun %(change)s sejak %(first)s") % words
    return _("Indeks %(last)s sama dengan %(first)s") % words


def _pace(change: Decimal, first: int, last: int, national: Mapping[int, Decimal]) -> str:
    if change <= 0 or first not in national or last not in national:
        return ""
    country = national[last] - national[first]
    if change > country:
        return _(", lebih cepat dari indeks nasional")
    return _(", lebih lambat dari indeks nasional") if change < country else _(", secepat indeks nasional")


def strengths(names: Mapping[str, str], values: Mapping[str, Decimal | None]) -> str:
    """Which domain leads and which lags."""
    known = sorted(
        (value, number) for number, value in values.items() if value is not None and number in names
    )
    if not known or known[0][0] == known[-1][0]:
        return _("Semua domain setara")
    (low, worst), (_high, best) = known[0], known[-1]
    words = {"best": names[best], "worst": names[worst].lower()}
    if low <= 1:
        return _("%(best)s terdepan, %(worst)s masih di dasar") % words
    return _("%(best)s terdepan, %(worst)s tertinggal") % words


def level_count(levels: Mapping[str, int | Decimal]) -> str:
    """How many indicators stand lowest."""
    lowest = min(levels.values())
    words = {
        "all": len(levels),
        "count": sum(1 for level in levels.values() if level == lowest),
        "level": lowest,
    }
    if lowest == max(levels.values()):
        return _("%(all)s indikator: semuanya di tingkat %(level)s") % words
    return _("%(all)s indikator: %(count)s masih di tingkat %(level)s") % words
