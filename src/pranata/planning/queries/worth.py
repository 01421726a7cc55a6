"""What one rupiah, person or month more is worth to a plan, in words: proven, or with what is left open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from pranata.assessment.wording import decimal_text
from pranata.foundation.ui.numbers import rupiah_short, written


@dataclass(frozen=True, kw_only=True)
class WorthLine:
    """One limit with a unit more: what is changed, what it brings, and what is not proven of it."""

    what: str
    brings: str
    helps: bool
    open: str = ""


def worth_lines(worth: Mapping[str, Any]) -> list[WorthLine]:
    """Return the lines of a `marginal_document`: rupiah first, then months, people and the target."""
    order = ("date", "capacity", "target")
    limits = sorted(worth["limits"], key=lambda row: (order.index(row["limit"]), row.get("owner", "")))
    return [_rupiah(worth["next_index"]), *_limits(limits)]


def _rupiah(following: Mapping[str, Any] | None) -> WorthLine:
    what = _("Satu rupiah lagi")
    if following is None:
        return WorthLine(
            what=what, brings=_("tidak menaikkan apa pun: semua langkah sudah diambil"), helps=False
        )
    words = {
        "more": rupiah_short(following["more"]),
        "index": decimal_text(Fraction(following["index_exact"])),
    }
    least = rupiah_short(following["more"] - following["cost"] + following["bound"])
    return WorthLine(
        what=what,
        brings=_("baru berarti pada tambahan %(more)s: indeks %(index)s") % words,
        helps=True,
        open="" if following["proven"] else _("belum terbukti, paling sedikit %(least)s") % {"least": least},
    )


def _limits(limits: list[Mapping[str, Any]]) -> Iterator[WorthLine]:
    """Yield a line for each limit; one for all people where nobody's time is in the way."""
    people = [row for row in limits if row["limit"] == "capacity"]
    idle = len(people) > 1 and all(row["proven"] and not Fraction(row["gain"]) for row in people)
    for row in limits:
        if idle and row is people[0]:
            yield _line(row, _("tiap perangkat daerah"))
        elif not idle or row["limit"] != "capacity":
            yield _line(row, row.get("owner", ""))


def _line(row: Mapping[str, Any], owner: str) -> WorthLine:
    gain = Fraction(row["gain"])
    most = Fraction(row["gain_at_most"])
    return WorthLine(
        what=_what(row, owner),
        brings=_brings(row, gain) if gain else _("tidak mengubah hasil"),
        helps=bool(gain),
        open=""
        if row["proven"]
        else _("belum terbukti, paling banyak %(most)s") % {"most": _amount(row, most)},
    )


def _what(row: Mapping[str, Any], owner: str) -> str:
    if row["limit"] == "date":
        return _("Satu bulan lagi")
    if row["limit"] == "target":
        return _("Target %(less)s lebih rendah") % {"less": decimal_text(Fraction(row["more"]))}
    return _("Satu orang lagi di %(owner)s") % {"owner": owner}


def _brings(row: Mapping[str, Any], gain: Fraction) -> str:
    if row["objective"] == "index":
        return _("indeks naik %(gain)s") % {"gain": _amount(row, gain)}
    return _("hemat %(gain)s") % {"gain": _amount(row, gain)}


def _amount(row: Mapping[str, Any], value: Fraction) -> str:
    return written(value, 4) if row["objective"] == "index" else rupiah_short(value)
