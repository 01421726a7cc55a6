"""The stages of one assessment, and until when each of them takes what is entered.

The dates come from the call (campaign) the assessment takes part in; without one there are none. All of it
can be asked in the scope of the assessed instansi as well as in that of the organiser.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import DateTimeField, ExpressionWrapper, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Greatest

from pranata.assessment.models import (
    ALONE,
    ORDER,
    Assessment,
    CampaignStage,
    CampaignState,
    Participation,
    Stage,
    StageExtension,
)

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


def participation_of(assessment: Assessment) -> Participation | None:
    """Return the part the assessment takes in a running or finished call, with the call. One query."""
    return (
        Participation.objects.filter(
            assessment_id=assessment.pk, left_at__isnull=True, campaign__state__in=CALLING
        )
        .select_related("campaign", "organiser")
        .first()
    )


@dataclass(frozen=True, kw_only=True)
class Calling:
    """Who calls for an assessment, and the dates of its stages."""

    part: Participation
    dates: tuple[StageDates, ...]
    stage: str

    @property
    def current(self) -> StageDates | None:
        """The dates of the stage the assessment is in, None where it has none."""
        return next((one for one in self.dates if one.stage == self.stage), None)


def calling_of(assessment: Assessment) -> Calling | None:
    """Return the call the assessment takes part in. Two queries, one without a call."""
    part = participation_of(assessment)
    if part is None:
        return None
    return Calling(part=part, dates=stage_dates(assessment), stage=assessment.stage)


def stages_of(assessment: Assessment) -> tuple[Stage, ...]:
    """Return the stages the assessment goes through: its call's, else those of `ALONE`. One query."""
    return stages_among(_calling(assessment).values_list("stage", flat=True))


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
    rows = {row.stage: row for row in _with_end_in_force(_calling(assessment), assessment)}
    return tuple(_dates(rows[stage]) for stage in ORDER if stage in rows)


def current_stage_dates(assessment: Assessment) -> StageDates | None:
    """Return the dates of the stage the assessment is in, or None where it has none. One query."""
    row = _with_end_in_force(_calling(assessment).filter(stage=assessment.stage), assessment).first()
    return _dates(row) if row else None


def deadline_of(assessment: Assessment, stage: str) -> dt.datetime | None:
    """Return the instant from which the stage takes nothing more, or None where it has no end. One query."""
    row = _with_end_in_force(_calling(assessment).filter(stage=stage), assessment).first()
    return _dates(row).closes_at if row else None


def _with_end_in_force(stages: QuerySet[CampaignStage], assessment: Assessment) -> QuerySet[CampaignStage]:
    """Add `ends_at`: the latest of the stage's own end and its extensions for all or for this assessment."""
    later = (
        StageExtension.objects.filter(campaign_stage=OuterRef("pk"))
        .filter(Q(participation__isnull=True) | Q(participation__assessment_id=assessment.pk))
        .order_by()
        .values("campaign_stage")
        .annotate(end=Max("closes_at"))
        .values("end")
    )
    latest = Greatest(F("closes_at"), Coalesce(Subquery(later), F("closes_at")))
    return stages.annotate(ends_at=ExpressionWrapper(latest, output_field=DateTimeField()))


def _calling(assessment: Assessment) -> QuerySet[CampaignStage]:
    return CampaignStage.objects.filter(
        campaign__state__in=CALLING,
        campaign__participations__assessment_id=assessment.pk,
        campaign__participations__left_at__isnull=True,
    )


def _dates(row: CampaignStage) -> StageDates:
    end: dt.datetime = row.ends_at  # type: ignore[attr-defined]
    return StageDates(stage=Stage(row.stage), opens_at=row.opens_at, closes_at=end, planned_end=row.closes_at)


def with_deadline(assessments: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Read along `deadline`: the end in force of the stage each assessment is in, None without one.

    The same rule as `_with_end_in_force`, written out: every save asks it, and building it anew
    each time cost two fifths of the save.
    """
    deadline = RawSQL(_DEADLINE, [list(CALLING)], output_field=DateTimeField())  # noqa: S611 -- no input in it
    return assessments.annotate(deadline=deadline)


_DEADLINE = """
    SELECT GREATEST(s.closes_at, (
        SELECT max(e.closes_at) FROM assessment_stageextension e
        WHERE e.campaign_stage_id = s.id AND (e.participation_id IS NULL OR e.participation_id = p.id)
    ))
    FROM assessment_participation p
    JOIN assessment_campaign c ON c.id = p.campaign_id AND c.state = ANY(%s)
    JOIN assessment_campaignstage s ON s.campaign_id = c.id AND s.stage = assessment_assessment.stage
    WHERE p.assessment_id = assessment_assessment.id AND p.left_at IS NULL
    LIMIT 1
"""
