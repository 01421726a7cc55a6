"""What would come of a pending file now."""

import datetime as dt
from collections.abc import Callable
from typing import Protocol

from pranata.organisation.models import ImportKind, PendingImport
from pranata.organisation.queries.importing.columns import named_rows
from pranata.organisation.queries.importing.people import PeopleDiagnosis
from pranata.organisation.queries.importing.plan import Plan, Row
from pranata.organisation.queries.importing.positions import PositionDiagnosis
from pranata.organisation.queries.importing.table import read_table
from pranata.organisation.queries.importing.units import UnitDiagnosis


class Diagnosis(Protocol):
    """Judges rows against what it read when it was made."""

    def judge(self, rows: list[Row]) -> list[Row]: ...


DIAGNOSES: dict[ImportKind, Callable[[dt.date], Diagnosis]] = {
    ImportKind.UNITS: UnitDiagnosis,
    ImportKind.POSITIONS: PositionDiagnosis,
    ImportKind.PEOPLE: PeopleDiagnosis,
}


def diagnose(pending: PendingImport) -> Plan:
    """Judge every row against what the database holds now; at most four queries. Raises UnreadableFile."""
    table = read_table(pending.file_name, bytes(pending.content))
    rows = [Row(number, given) for number, given in named_rows(pending.kind, table)]
    diagnosis = DIAGNOSES[ImportKind(pending.kind)](pending.effective_on)
    return Plan(pending.kind, diagnosis.judge(rows), table.notices)
