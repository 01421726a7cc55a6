"""What collides, as sentences, and what may be adopted with one button."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from pranata.assessment.wording import decimal_text
from pranata.foundation.ui.numbers import date_written, exact, rupiah_short, written

# What a button sends to take out one step that is forced, or forbidden.
FORCED, FORBIDDEN = "lepas-wajib", "lepas-larang"


@dataclass(frozen=True)
class Colliding:
    """One limit of a collision, and what alone would be enough; `change` is what a button sends.

    `steps` are those that may be taken out one by one, each with what its button sends.
    """

    what: str
    enough: str
    change: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[tuple[str, Mapping[str, str]], ...] = ()

    @property
    def choices(self) -> list[tuple[str, Mapping[str, str]]]:
        """Return each button: what it says and what it sends."""
        taken_out = [(_("Lepas %(step)s") % {"step": place}, change) for place, change in self.steps]
        return [*taken_out, *([(_("Pakai ini"), self.change)] if self.change else [])]


def colliding(answer: Mapping[str, Any]) -> list[Colliding]:
    """Return the limits that collide, in words."""
    return [_SAYS[conflict["limit"]](conflict, answer["limits"]) for conflict in answer["conflicts"]]


def _target(conflict: Mapping[str, Any], limits: Mapping[str, Any]) -> Colliding:
    what = _("Target %(target)s") % {"target": decimal_text(Fraction(limits["target"]))}
    if "enough" not in conflict:
        return Colliding(what, _("Menurunkan target saja tidak cukup."))
    index = decimal_text(Fraction(conflict["enough"]))
    said = _("Dengan batas lain tetap, indeks tertinggi %(index)s.") % {"index": index}
    return Colliding(what, said, {"target": index} if "…" not in index else {})


def _budget(conflict: Mapping[str, Any], limits: Mapping[str, Any]) -> Colliding:
    what = _("Anggaran %(amount)s") % {"amount": rupiah_short(limits["budget"])}
    if "enough" not in conflict:
        return Colliding(what, _("Menambah anggaran saja tidak cukup."))
    enough = conflict["enough"]
    said = _("Kurang %(missing)s; yang cukup %(enough)s.") % {
        "missing": rupiah_short(enough - limits["budget"]),
        "enough": rupiah_short(enough),
    }
    return Colliding(what, said, {"budget": written(enough, 0)})


def _date(conflict: Mapping[str, Any], limits: Mapping[str, Any]) -> Colliding:
    what = _("Selesai paling lambat %(day)s") % {"day": date_written(dt.date.fromisoformat(limits["by"]))}
    if "enough" not in conflict:
        return Colliding(what, _("Memundurkan tanggal saja tidak cukup."))
    day = dt.date.fromisoformat(conflict["enough"])
    said = _("Paling awal dapat selesai %(day)s.") % {"day": date_written(day)}
    return Colliding(what, said, {"by": day.isoformat()})


def _capacity(conflict: Mapping[str, Any], _limits: Mapping[str, Any]) -> Colliding:
    what = _("Kapasitas %(owner)s") % {"owner": conflict["owner"]}
    more = conflict.get("more_person_days", {})
    if not more:
        return Colliding(what, _("Menambah hari kerja perangkat daerah ini saja tidak cukup."))
    days = ", ".join(f"{quarter} +{written(exact(days), 0)}" for quarter, days in more.items())
    return Colliding(what, _("Tambah hari kerja orang: %(days)s.") % {"days": days})


def _prerequisites(conflict: Mapping[str, Any], _limits: Mapping[str, Any]) -> Colliding:
    pairs = ", ".join(
        _("%(step)s menunggu %(place)s") % {"step": one["step"], "place": one["requires"]}
        for one in conflict["prerequisites"]
    )
    return Colliding(_("Prasyarat"), pairs)


def _margin(conflict: Mapping[str, Any], limits: Mapping[str, Any]) -> Colliding:
    what = _("Cadangan %(margin)s") % {"margin": decimal_text(Fraction(limits["margin"]))}
    if "enough" not in conflict:
        return Colliding(what, _("Mengecilkan cadangan saja tidak cukup."))
    margin = decimal_text(Fraction(conflict["enough"]))
    said = _("Dengan batas lain tetap, cadangan paling besar %(margin)s.") % {"margin": margin}
    return Colliding(what, said, {"margin": margin} if "…" not in margin else {})


def _forced(conflict: Mapping[str, Any], _limits: Mapping[str, Any]) -> Colliding:
    return _fixed(conflict, _("Langkah yang harus diambil"), FORCED)


def _forbidden(conflict: Mapping[str, Any], _limits: Mapping[str, Any]) -> Colliding:
    return _fixed(conflict, _("Langkah yang tidak boleh diambil"), FORBIDDEN)


def _fixed(conflict: Mapping[str, Any], what: str, field_name: str) -> Colliding:
    places = tuple(conflict.get("steps", ()))
    return Colliding(what, ", ".join(places), steps=tuple((place, {field_name: place}) for place in places))


def _openings(_conflict: Mapping[str, Any], _limits: Mapping[str, Any]) -> Colliding:
    return Colliding(_("Bulan anggaran dibuka"), _("Langkah berbiaya hanya dapat mulai pada bulan itu."))


_SAYS = {
    "margin": _margin,
    "forced": _forced,
    "forbidden": _forbidden,
    "openings": _openings,
    "target": _target,
    "budget": _budget,
    "date": _date,
    "capacity": _capacity,
    "prerequisites": _prerequisites,
}
