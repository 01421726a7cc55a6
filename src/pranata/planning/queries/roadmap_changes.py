"""What one edition says otherwise than another."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pranata.planning.models import Roadmap
from pranata.planning.queries.roadmap_table import Line, roadmap_table

FIELDS = ("name", "output", "baseline", "rpjmd_code", "rpjmd_goal", "sub_activity")


@dataclass(frozen=True, kw_only=True)
class Change:
    """An item that came, went, or reads otherwise: each difference as what, before, after."""

    number: str
    name: str
    kind: str
    how: str
    differences: list[tuple[str, str, str]]


def roadmap_changes(before: Roadmap, after: Roadmap) -> list[Change]:
    """Return what changed, in the order of the later edition, then what is no longer there. Six queries."""
    old = {line.item.key: line for line in roadmap_table(before).lines}
    new = {line.item.key: line for line in roadmap_table(after).lines}
    found = []
    for key, line in new.items():
        if key not in old:
            found.append(_change(line, "added", []))
        elif differences := _differences(old[key], line):
            found.append(_change(line, "changed", differences))
    return [*found, *(_change(line, "removed", []) for key, line in old.items() if key not in new)]


def _change(line: Line, how: str, differences: list[tuple[str, str, str]]) -> Change:
    kind = line.item.get_kind_display()
    return Change(number=line.number, name=line.item.name, kind=kind, how=how, differences=differences)


def _differences(before: Line, after: Line) -> list[tuple[str, str, str]]:
    labels = {name: getattr(after.item._meta.get_field(name), "verbose_name", name) for name in FIELDS}
    pairs: list[tuple[Any, Any, Any]] = [
        (labels[name], getattr(before.item, name), getattr(after.item, name)) for name in FIELDS
    ]
    pairs.append((_("Penanggung jawab"), _unit(before), _unit(after)))
    pairs.append((_("Nilai pemilihan"), before.score or "", after.score or ""))
    if before.item.kind == "activity":
        for year in after.budgets:
            target = _("Target %(year)s") % {"year": year}
            pairs.append((target, before.targets.get(year, ""), after.targets.get(year, "")))
            budget = _("Anggaran %(year)s") % {"year": year}
            pairs.append((budget, _amount(before.budgets.get(year, 0)), _amount(after.budgets[year])))
    return [(str(what), str(old), str(new)) for what, old, new in pairs if str(old) != str(new)]


def _unit(line: Line) -> str:
    parts = [line.item.unit.name if line.item.unit else "", line.item.pic.title if line.item.pic else ""]
    return ", ".join(part for part in parts if part)


def _amount(amount: int) -> str:
    return f"Rp{amount:,}".replace(",", ".")
