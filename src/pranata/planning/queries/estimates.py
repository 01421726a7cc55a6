"""An instansi's estimates beside the catalogue, and what a file of costs would change of them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pranata.assessment.regulations import Regulation
from pranata.engine.optimise import Step
from pranata.organisation.models import Unit
from pranata.planning.files.numbers import kept_days
from pranata.planning.functions import functions_text
from pranata.planning.models import EstimateChange
from pranata.planning.queries.owning import owning_units, usual_unit
from pranata.planning.queries.steps import listed_steps, offered_steps
from pranata.planning.question import Offered, place_text


@dataclass(frozen=True, kw_only=True)
class EstimateRow:
    """One step with what is reckoned with now."""

    offered: Offered
    name: str
    aspect: str
    is_own: bool
    is_available: bool

    @property
    def place(self) -> str:
        """What it reaches."""
        return place_text(self.offered.step.reaches)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One step of a file against what holds now; `before` is None for a step nobody listed."""

    after: Offered
    before: Offered | None
    name: str


def kept_as(offered: Offered, *, is_available: bool = True) -> dict[str, Any]:
    """Return an estimate as it is stored and compared."""
    step = offered.step
    return {
        "cost": step.cost,
        "effort": kept_days(step.effort),
        "months": step.months,
        "owner": step.owner,
        "owner_unit_id": offered.unit_id,
        "requires": ";".join(place_text(place) for place in step.requires),
        "opens": ";".join(map(str, step.opens)),
        "started": "" if step.started is None else str(step.started),
        "is_available": is_available,
        "certainty": offered.certainty,
        "source": offered.source,
        "functions": functions_text(offered.functions),
        "risk": offered.risk,
    }


def estimate_rows(instansi_id: int, regulation: Regulation, on: dt.date) -> list[EstimateRow]:
    """Return every step that is reckoned with, and those never planned. Two queries."""
    aspects = {
        item.number: aspect.number for aspect in regulation.instrument.aspects for item in aspect.indicators
    }
    return [
        EstimateRow(
            offered=one.offered,
            aspect=aspects[one.offered.step.indicator],
            name=regulation.criteria(one.offered.step.indicator).short_name,
            is_own=one.is_own,
            is_available=one.is_available,
        )
        for one in listed_steps(instansi_id, regulation, on)
    ]


def differences(
    instansi_id: int, regulation: Regulation, steps: Sequence[Step], on: dt.date
) -> tuple[list[Difference], int]:
    """Return what a file would change, and how many of its rows change nothing. Three queries."""
    present = {one.step.reaches: one for one in offered_steps(instansi_id, regulation, on)}
    units = owning_units(instansi_id, on)
    found = [_against(step, present, units, regulation) for step in steps]
    changed = [one for one in found if one.before is None or one.before.step != one.after.step]
    return changed, len(found) - len(changed)


def unknown_owners(steps: Sequence[Step], present: Sequence[Offered], units: Sequence[Unit]) -> list[str]:
    """Return the owners that are no unit here and were not named before."""
    known = {one.step.owner for one in present}
    return sorted({s.owner for s in steps if s.owner not in known and usual_unit(s.owner, units) is None})


def latest_batch(instansi_id: int) -> EstimateChange | None:
    """Return a row of the latest change of estimates that may still be undone."""
    last = EstimateChange.objects.filter(instansi_id=instansi_id).order_by("-made_at", "-pk").first()
    return last if last is not None and last.undoes is None else None


def _against(
    step: Step, present: Mapping[tuple[str, int], Offered], units: Sequence[Unit], regulation: Regulation
) -> Difference:
    unit, before = usual_unit(step.owner, units), present.get(step.reaches)
    # A file says nothing of posts and risk, so they stay where the work is the same.
    same = before is not None and before.step.effort == step.effort
    return Difference(
        after=Offered(
            step=step,
            unit_id=unit.pk if unit else None,
            functions=before.functions if before is not None and same else (),
            risk=before.risk if before is not None else "",
        ),
        before=before,
        name=regulation.criteria(step.indicator).short_name,
    )
