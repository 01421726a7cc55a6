"""The board of the weekly meeting: what stands low, whose it is, what it waits for; and who is how far."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pranata.assessment.checklist import Requirement, requirements
from pranata.assessment.models import Assessment, AssessorTask, Finding, Judgement, JudgementBasis, Stage
from pranata.assessment.queries.detail import AssessmentDetail, IndicatorRow
from pranata.assessment.queries.division import Division, Post
from pranata.assessment.queries.effect import per_level
from pranata.organisation.models import Instansi, Position, Unit

LOW = 2
FULFILLED = ("met", "not_applicable")


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    """One indicator at a low level. `step` is the next requirement its checklist waits for."""

    row: IndicatorRow
    post: Post | None
    step: Requirement | None
    is_begun: bool
    gain: Fraction


@dataclass(frozen=True, kw_only=True)
class AgencyProgress:
    """How far an OPD is with the indicators it answers for."""

    agency: Unit
    total: int
    answered: int
    low: int

    @property
    def percent(self) -> int:
        """How much is answered, out of one hundred, rounded down."""
        return self.answered * 100 // self.total


@dataclass(frozen=True, kw_only=True)
class AssessorProgress:
    """How far a post is with what it is to judge in the present stage."""

    title: str
    part: str
    total: int
    judged: int

    @property
    def percent(self) -> int:
        """How much is judged, out of one hundred, rounded down."""
        return self.judged * 100 // self.total if self.total else 0


def board_rows(detail: AssessmentDetail, division: Division) -> list[BoardRow]:
    """Return the indicators at level 2 or below, what would bring most first. One query."""
    verdicts: dict[str, dict[str, str]] = defaultdict(dict)
    found = Finding.objects.filter(answer__assessment=detail.assessment).exclude(verdict="")
    for number, key, verdict in found.values_list("answer__indicator", "requirement", "verdict"):
        verdicts[number][key] = verdict
    rows = [
        _row(detail, division, row, verdicts[row.number])
        for row in detail.rows
        if row.level is None or row.level <= LOW
    ]
    return sorted(rows, key=lambda entry: (-entry.gain, int(entry.row.number)))


def _row(
    detail: AssessmentDetail, division: Division, row: IndicatorRow, verdicts: Mapping[str, str]
) -> BoardRow:
    share = division.responsible(row.number)
    instrument = detail.regulation.instrument
    standing = row.level if row.level is not None else instrument.indicator(row.number).floor
    return BoardRow(
        row=row,
        post=share.post if share else None,
        step=_next(detail, row.number, verdicts, int(standing) + 1),
        is_begun=bool(verdicts),
        gain=per_level(instrument, row.number),
    )


def _next(
    detail: AssessmentDetail, number: str, verdicts: Mapping[str, str], level: int
) -> Requirement | None:
    """The first requirement not fulfilled: of the whole checklist once begun, else of the next level."""
    for one in requirements(detail.assessment.instrument, number):
        counts = one.level <= level if verdicts else one.level == level
        if counts and verdicts.get(one.key) not in FULFILLED:
            return one
    return None


def agency_progress(detail: AssessmentDetail, division: Division) -> list[AgencyProgress]:
    """Return how far each OPD is, the furthest behind first. No query."""
    rows = {row.number: row for row in detail.rows}
    found = []
    for agency in division.agencies:
        shares = division.of_agency(agency.pk)
        own = [rows[number] for number, held in shares.items() if any(one.is_responsible for one in held)]
        if own:
            answered = sum(row.level is not None for row in own)
            low = sum(row.level is not None and row.level <= LOW for row in own)
            found.append(AgencyProgress(agency=agency, total=len(own), answered=answered, low=low))
    return sorted(found, key=lambda entry: (entry.percent, entry.agency.name))


def assessor_progress(assessment: Assessment, total: int) -> list[AssessorProgress]:
    """Return how far each post is that judges in the present stage; none before. Four queries.

    A post of the organiser is named by the organiser: the scope of the assessed does not show it.
    """
    if assessment.stage in (Stage.SELF, Stage.RESULT):
        return []
    is_own = assessment.stage == Stage.INTERNAL
    tasks = [
        task
        for task in AssessorTask.objects.filter(assessment=assessment, ended_at__isnull=True).order_by("pk")
        if (task.organiser_id == task.instansi_id) == is_own
    ]
    done = Judgement.objects.filter(
        assessment=assessment, stage=assessment.stage, basis=JudgementBasis.JUDGED, level__isnull=False
    )
    judged = Counter(done.values_list("indicator", flat=True))
    titles = dict(
        Position.objects.filter(pk__in=[task.position_id for task in tasks]).values_list("pk", "title")
    )
    names = dict(
        Instansi.objects.filter(pk__in=[task.organiser_id for task in tasks]).values_list("pk", "name")
    )
    return [
        AssessorProgress(
            title=titles.get(task.position_id) or names[task.organiser_id],
            part=str(task.get_part_display()),
            total=len(task.indicators) or total,
            judged=sum(judged[number] for number in task.indicators or judged),
        )
        for task in tasks
    ]
