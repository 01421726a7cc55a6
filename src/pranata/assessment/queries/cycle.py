"""The stages of one assessment, and until when each of them takes what is entered.

The dates come from the call (campaign) the assessment takes part in; without one there are none. All of it
can be asked in the scope of the assessed instansi as well as in that of the organiser.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pranata.assessment.models import ALONE, ORDER, Assessment, CampaignState, Participation, Stage
from pranata.foundation.statements import Columns, Statement

CALLING = (CampaignState.OPEN, CampaignState.CLOSED)
"""States in which a call gives its participants stages and dates."""


@dataclass(frozen=True, kw_only=True)
class StageDates:
    """When a stage runs for one assessment, half-open; `closes_at` is the end in force."""

    stage: Stage
    opens_at: dt.datetime
    closes_at: dt.datetime
    planned_end: dt.datetime

    @property
    def is_extended(self) -> bool:
        """Whether the end was put off."""
        return self.closes_at > self.planned_end

    def is_over(self, now: dt.datetime) -> bool:
        """Whether nothing that arrives at `now` is taken any more."""
        return now >= self.closes_at


def called_among(assessments: Iterable[Assessment]) -> frozenset[int]:
    """Return which of the assessments take part in a running or finished call. One query, or none."""
    known = [row.pk for row in assessments]
    if not known:
        return frozenset()
    parts = Participation.objects.filter(
        assessment_id__in=known, left_at__isnull=True, campaign__state__in=CALLING
    )
    return frozenset(parts.values_list("assessment_id", flat=True))


@dataclass(frozen=True, kw_only=True)
class Calling:
    """Who calls for an assessment, in what, and the dates of its stages."""

    call: str
    organiser: str
    dates: tuple[StageDates, ...]
    stage: str

    @property
    def current(self) -> StageDates | None:
        """The dates of the stage the assessment is in, None where it has none."""
        return self.of(self.stage)

    def of(self, stage: str) -> StageDates | None:
        """Return the dates of a stage, None where it has none."""
        return next((one for one in self.dates if one.stage == stage), None)


def calling_of(assessment: Assessment) -> Calling | None:
    """Return the running or finished call the assessment takes part in. One query."""
    rows = _CALLING.rows(assessment.pk)
    if not rows:
        return None
    dates = {stage: _dates(stage, *times) for _call, _name, stage, *times in rows if stage is not None}
    return Calling(
        call=rows[0][0],
        organiser=rows[0][1],
        dates=tuple(dates[stage] for stage in ORDER if stage in dates),
        stage=assessment.stage,
    )


def stages_of(assessment: Assessment) -> tuple[Stage, ...]:
    """Return the stages the assessment goes through: its call's, else those of `ALONE`. One query."""
    return stages_among(one.stage for one in stage_dates(assessment))


def stages_among(called: Iterable[str]) -> tuple[Stage, ...]:
    """Return the stages of an assessment whose call has these: always with the first and the last. No query.

    What is answered is checked by the instansi itself before others judge it, so `INTERNAL` is always among
    them; the call need not date it.
    """
    named = set(called)
    if not named:
        return ALONE
    return tuple(stage for stage in ORDER if stage in named or stage in ALONE)


def stage_dates(assessment: Assessment) -> tuple[StageDates, ...]:
    """Return the dates of the stages that have some, in order. One query."""
    calling = calling_of(assessment)
    return calling.dates if calling else ()


def current_stage_dates(assessment: Assessment) -> StageDates | None:
    """Return the dates of the stage the assessment is in, or None where it has none. One query."""
    calling = calling_of(assessment)
    return calling.current if calling else None


def deadline_of(assessment: Assessment, stage: str) -> dt.datetime | None:
    """Return the instant from which the stage takes nothing more, or None where it has no end. One query."""
    calling = calling_of(assessment)
    dates = calling.of(stage) if calling else None
    return dates.closes_at if dates else None


def stored_now(assessment: Assessment) -> Assessment:
    """Return the assessment as it stands now, with `deadline`: the end in force of its stage. One query."""
    rows = _stored().rows(assessment.pk)
    if not rows:
        raise Assessment.DoesNotExist
    deadline, *values = rows[0]
    stored = _ASSESSMENT.take(iter(values))
    stored.deadline = deadline  # type: ignore[attr-defined]
    return stored


def _dates(stage: str, opens_at: dt.datetime, planned_end: dt.datetime, end: dt.datetime) -> StageDates:
    return StageDates(stage=Stage(stage), opens_at=opens_at, closes_at=end, planned_end=planned_end)


_ASSESSMENT = Columns(Assessment, "a")
_OPEN = ", ".join(f"'{state.value}'" for state in CALLING)

_END = """GREATEST(s.closes_at, (
        SELECT max(e.closes_at) FROM assessment_stageextension e
        WHERE e.campaign_stage_id = s.id AND (e.participation_id IS NULL OR e.participation_id = p.id)
    ))"""
"""The end in force: the latest of a stage's own and its extensions for all or for this participant."""

_CALLING = Statement(
    "calling_of",
    f"""
    SELECT c.name, o.name, s.stage, s.opens_at, s.closes_at, {_END}
    FROM assessment_participation p
    JOIN assessment_campaign c ON c.id = p.campaign_id AND c.state IN ({_OPEN})
    JOIN organisation_instansi o ON o.id = p.organiser_id
    LEFT JOIN assessment_campaignstage s ON s.campaign_id = c.id
    WHERE p.assessment_id = $1 AND p.left_at IS NULL
    """,  # noqa: S608 -- put together from our own text
)


@cache
def _stored() -> Statement:
    return Statement(
        "assessment_stored_now",
        f"""
        SELECT (
            SELECT {_END}
            FROM assessment_participation p
            JOIN assessment_campaign c ON c.id = p.campaign_id AND c.state IN ({_OPEN})
            JOIN assessment_campaignstage s ON s.campaign_id = c.id AND s.stage = a.stage
            WHERE p.assessment_id = a.id AND p.left_at IS NULL
            LIMIT 1
        ), {_ASSESSMENT.sql}
        FROM assessment_assessment a WHERE a.id = $1
        """,  # noqa: S608 -- put together from our own text
    )
