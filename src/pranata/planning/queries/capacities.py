"""The person-days that agencies have by quarter, and what another list would change of them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction

from pranata.engine.optimise import Quarter
from pranata.organisation.models import Unit
from pranata.planning.models import CapacityChange, OwnerCapacity


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One unit, one quarter; `days` as an exact decimal text."""

    unit: int
    name: str
    quarter: str
    days: str

    def order(self) -> tuple[str, int, str]:
        """What a list is sorted by."""
        return self.name, self.unit, self.quarter

    def to_document(self) -> dict[str, int | str]:
        """Return it as a change keeps it."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class CapacityDifference:
    """One unit and quarter in both lists; None where a list does not name it, so that it is not limited."""

    name: str
    quarter: str
    before: Fraction | None
    after: Fraction | None


def listed_rows(instansi_id: int) -> list[Listed]:
    """Return all capacities, in order. One query."""
    rows = OwnerCapacity.objects.filter(instansi_id=instansi_id).select_related("unit")
    found = [
        Listed(
            unit=row.unit_id, name=row.unit.name, quarter=row.quarter, days=f"{row.person_days.normalize():f}"
        )
        for row in rows
    ]
    return sorted(found, key=Listed.order)


def capacity_differences(
    before: list[Listed], given: Mapping[tuple[Unit, Quarter], Fraction]
) -> list[CapacityDifference]:
    """Return what a list would change of the one that holds."""
    olds = {(row.name, row.quarter): Fraction(row.days) for row in before}
    news = {(unit.name, str(quarter)): days for (unit, quarter), days in given.items()}
    return [
        CapacityDifference(name=key[0], quarter=key[1], before=olds.get(key), after=news.get(key))
        for key in sorted({*olds, *news})
        if olds.get(key) != news.get(key)
    ]


def latest_capacity_change(instansi_id: int) -> CapacityChange | None:
    """Return the latest change of capacities that may still be undone. One query."""
    last = CapacityChange.objects.filter(instansi_id=instansi_id).order_by("-made_at", "-pk").first()
    return last if last is not None and last.undoes is None else None
