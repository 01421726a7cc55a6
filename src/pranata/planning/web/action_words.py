"""What was done with an action, in words."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pranata.assessment import regulations
from pranata.foundation.ui.numbers import date_written, rupiah
from pranata.planning.models import Action, ActionAct, ActionState


@dataclass(frozen=True, kw_only=True)
class Told:
    """One act as a history shows it."""

    act: ActionAct
    changes: tuple[tuple[str, str, str], ...]


def named(action: Action) -> str:
    """Return how an action of a loaded plan is called in a list of choices."""
    name = regulations.load(action.action_plan.plan.instrument).criteria(action.indicator).short_name
    return _("%(number)d. %(name)s ke tingkat %(level)d") % {
        "number": action.number,
        "name": name,
        "level": action.to_level,
    }


def history_of(action: Action) -> list[Told]:
    """Return what was done with an action, the latest first. One query."""
    acts = action.acts.order_by("-made_at", "-pk")
    return [Told(act=act, changes=changes_of(act)) for act in acts]


def changes_of(act: ActionAct) -> tuple[tuple[str, str, str], ...]:
    """Return what an act changed: the name, before and after. Who it went to is named by its page."""
    names = _names()
    return tuple(
        (names[name], _said(name, act.before.get(name)), _said(name, value))
        for name, value in act.after.items()
        if name in names
    )


def _names() -> dict[str, str]:
    return {
        "starts_on": _("Mulai"),
        "ends_on": _("Tenggat"),
        "state": _("Keadaan"),
        "percent": _("Persen"),
        "obstacle": _("Hambatan"),
        "output": _("Keluaran"),
        "evidence_expected": _("Bukti yang diharapkan"),
        "budget_link": _("Sub kegiatan"),
        "risk": _("Risiko"),
        "requires": _("Menunggu aksi"),
        "actual_cost": _("Biaya sebenarnya"),
        "actual_effort": _("Hari kerja sebenarnya"),
        "actual_months": _("Lama sebenarnya (bulan)"),
    }


def _said(name: str, value: object) -> str:
    if value in (None, "", []):
        return "–"
    if name == "state":
        return str(ActionState(str(value)).label)
    if name == "actual_cost" and isinstance(value, int):
        return rupiah(value)
    if name == "starts_on":
        return date_written(dt.date.fromisoformat(str(value)))
    if name == "ends_on":
        return date_written(dt.date.fromisoformat(str(value)) - dt.timedelta(days=1))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
