"""One step as it is reckoned with, as the catalogue has it, and who changed it when and why."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pranata.assessment.regulations import Regulation
from pranata.engine.gaps import Place
from pranata.foundation.ui.numbers import rupiah, written
from pranata.planning.models import EstimateCertainty, EstimateChange
from pranata.planning.queries.estimates import kept_as
from pranata.planning.queries.steps import ListedStep, listed_steps, shipped_steps
from pranata.planning.question import Offered

LABELS = {
    "cost": gettext_lazy("Biaya"),
    "effort": gettext_lazy("Hari kerja orang"),
    "functions": gettext_lazy("Hari kerja menurut jabatan"),
    "months": gettext_lazy("Lama (bulan)"),
    "owner": gettext_lazy("Pelaksana"),
    "requires": gettext_lazy("Prasyarat"),
    "opens": gettext_lazy("Bulan dibuka"),
    "started": gettext_lazy("Berjalan sejak"),
    "risk": gettext_lazy("Risiko"),
    "is_available": gettext_lazy("Dapat direncanakan"),
    "certainty": gettext_lazy("Kepastian"),
    "source": gettext_lazy("Sumber"),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One change of a step in words: label, before, after; back to the catalogue where `is_back`."""

    change: EstimateChange
    changes: list[tuple[str, str, str]]
    is_back: bool
    can_be_undone: bool


@dataclass(frozen=True, kw_only=True)
class OneStep:
    """A step with what is reckoned with now, what the catalogue says, and its history, the latest first."""

    now: ListedStep
    shipped: Offered | None
    name: str
    history: list[Told]


def one_step(instansi_id: int, regulation: Regulation, place: Place, on: dt.date) -> OneStep | None:
    """Return one step with its history; None where neither catalogue nor instansi knows it. Four queries."""
    listed = {one.offered.step.reaches: one for one in listed_steps(instansi_id, regulation, on)}
    if place not in listed:
        return None
    shipped = {one.step.reaches: one for one in shipped_steps(instansi_id, regulation, on)}.get(place)
    return OneStep(
        now=listed[place],
        shipped=shipped,
        name=regulation.criteria(place[0]).short_name,
        history=_history(instansi_id, regulation.id, place, shipped),
    )


def _history(instansi_id: int, instrument: str, place: Place, shipped: Offered | None) -> list[Told]:
    rows = EstimateChange.objects.filter(
        instansi_id=instansi_id, instrument=instrument, indicator=place[0], level=place[1]
    ).order_by("-made_at", "-pk")
    catalogue = kept_as(shipped) if shipped is not None else {}
    return [
        Told(
            change=row,
            changes=_changes(row.values_before or catalogue, row.values_after or catalogue),
            is_back=row.after is None,
            can_be_undone=not at and row.undoes is None,
        )
        for at, row in enumerate(rows)
    ]


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (str(label), _said(name, before.get(name)), _said(name, after.get(name)))
        for name, label in LABELS.items()
        if before.get(name) != after.get(name)
    ]


def _said(name: str, value: object) -> str:
    if name == "is_available":
        return _("ya") if value else _("tidak")
    if value in (None, ""):
        return "–"
    if name == "cost":
        return rupiah(value)
    if name == "effort":
        return written(Fraction(str(value)), 3).rstrip("0").rstrip(",")
    return str(EstimateCertainty(str(value)).label) if name == "certainty" else str(value)
