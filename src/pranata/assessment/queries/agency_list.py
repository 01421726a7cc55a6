"""The indicators of one OPD: what each stands at, what is missing, what the next step would bring."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pranata.assessment.levels import whole_levels
from pranata.assessment.queries.detail import AssessmentDetail, IndicatorRow
from pranata.assessment.queries.division import Division, Share
from pranata.assessment.queries.effect import Effect, effects_of
from pranata.assessment.queries.unmet import CauseTable, Lacking, cause_table
from pranata.organisation.models import Unit


@dataclass(frozen=True, kw_only=True)
class AgencyRow:
    """One indicator of an OPD. `step` is what one level more would bring, None at the top."""

    row: IndicatorRow
    shares: tuple[Share, ...]
    step: Effect | None
    lacking: Lacking | None

    @property
    def is_responsible(self) -> bool:
        """Whether the OPD answers for it and does not only help."""
        return any(share.is_responsible for share in self.shares)


@dataclass(frozen=True, kw_only=True)
class AgencyList:
    """All indicators of one OPD, and how far it is."""

    agency: Unit
    rows: tuple[AgencyRow, ...]
    causes: CauseTable

    @property
    def answered(self) -> int:
        """How many have a level."""
        return sum(entry.row.level is not None for entry in self.rows)

    @property
    def missing(self) -> int:
        """How many have none."""
        return len(self.rows) - self.answered

    @property
    def undecided(self) -> int:
        """How many nobody held against last year yet."""
        return sum(entry.row.is_undecided for entry in self.rows)

    @property
    def responsible(self) -> int:
        """For how many the OPD answers."""
        return sum(entry.is_responsible for entry in self.rows)

    @property
    def best(self) -> AgencyRow | None:
        """The one whose next step brings most."""
        climbing = [entry for entry in self.rows if entry.step is not None]
        return max(climbing, key=lambda entry: entry.step.gain if entry.step else Fraction(0), default=None)


def agency_list(
    detail: AssessmentDetail, division: Division, lacking: Mapping[str, Lacking], agency: Unit
) -> AgencyList:
    """Return the indicators given to the posts of an OPD, in the order of the instrument. No query.

    Causes are counted where the OPD answers, not where it only helps.
    """
    own = division.of_agency(agency.pk)
    rows = tuple(
        AgencyRow(
            row=row,
            shares=own[row.number],
            step=next_step(detail, row),
            lacking=lacking.get(row.number),
        )
        for row in detail.rows
        if row.number in own
    )
    answered_for = [entry.row.number for entry in rows if entry.is_responsible]
    return AgencyList(agency=agency, rows=rows, causes=cause_table(lacking, answered_for))


def next_step(detail: AssessmentDetail, row: IndicatorRow) -> Effect | None:
    """Return what the next whole level of an indicator would bring; without a level, the lowest counts."""
    instrument = detail.regulation.instrument
    standing = row.level if row.level is not None else instrument.indicator(row.number).floor
    above = [level for level in whole_levels(instrument) if level > standing]
    if not above:
        return None
    year, index = detail.assessment.year, detail.score.index
    (found,) = effects_of(instrument, detail.levels, row.number, above[:1], index=index, year=year)
    return found
