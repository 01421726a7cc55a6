"""Calls as their organiser sees them: how far each participant is, in counts, and no level."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery, Sum

from pranata.assessment.models import (
    ORDER,
    Campaign,
    CampaignRun,
    CampaignStage,
    Participation,
    Stage,
    StageExtension,
)
from pranata.assessment.regulations import Regulation, load

TYPED = Q(progress__changed_at__isnull=False)
"""Somebody of the participant typed something: a level, a word or a verdict; a made assessment is none."""
HERE = Q(participations__left_at__isnull=True)


@dataclass(frozen=True, kw_only=True)
class CampaignRow:
    """One line of the list."""

    campaign: Campaign
    regulation: Regulation
    called: int
    begun: int


@dataclass(frozen=True, kw_only=True)
class StageLine:
    """A stage of a call, with the end in force for all."""

    stage: Stage
    opens_at: dt.datetime
    closes_at: dt.datetime
    planned_end: dt.datetime
    reason: str

    def is_running(self, now: dt.datetime) -> bool:
        """Whether it takes something now."""
        return self.opens_at <= now < self.closes_at


@dataclass(frozen=True, kw_only=True)
class CampaignFigures:
    """What the page says on top: how many were called, reached, fill in, are complete."""

    called: int
    begun: int
    filling: int
    complete: int
    answered: int
    total: int
    counted_at: dt.datetime | None
    is_opening: bool

    @property
    def percent(self) -> int:
        """How much is answered, out of one hundred, rounded down."""
        return self.answered * 100 // self.total if self.total else 0

    @property
    def reached(self) -> int:
        """How many of those called have begun, out of one hundred."""
        return self.begun * 100 // self.called if self.called else 0


def list_campaigns(organiser_id: int) -> list[CampaignRow]:
    """Return the calls of an instansi, newest first. One query."""
    rows = Campaign.objects.filter(instansi_id=organiser_id).annotate(
        called=Count("participations", filter=HERE),
        begun=Count("participations", filter=HERE & Q(participations__assessment__isnull=False)),
    )
    return [
        CampaignRow(campaign=row, regulation=load(row.instrument), called=row.called, begun=row.begun)
        for row in rows.order_by("-year", "-created_at")
    ]


def figures_of(campaign: Campaign) -> CampaignFigures:
    """Return the figures of a call, read with its run. One query, however many take part."""
    counted = campaign.participations.filter(left_at__isnull=True).aggregate(
        called=Count("pk"),
        begun=Count("assessment"),
        filling=Count("pk", filter=TYPED),
        complete=Count("pk", filter=Q(progress__answered=F("progress__total"))),
        answered=Sum("progress__answered", default=0),
        total=Sum("progress__total", default=0),
        counted_at=Max("progress__counted_at"),
    )
    run: CampaignRun | None = getattr(campaign, "run", None)
    is_opening = run is not None and run.opened_at is None and run.ended_at is None
    return CampaignFigures(is_opening=is_opening, **counted)


def stage_lines(campaign: Campaign) -> list[StageLine]:
    """Return the stages of a call in order, with what was put off for all. Two queries."""
    put_off: dict[int, StageExtension] = {}
    for row in StageExtension.objects.filter(campaign_stage__campaign=campaign, participation__isnull=True):
        known = put_off.get(row.campaign_stage_id)
        if known is None or row.closes_at > known.closes_at:
            put_off[row.campaign_stage_id] = row
    dated = {row.stage: row for row in campaign.stages.all()}
    return [_line(dated[stage], put_off.get(dated[stage].pk)) for stage in ORDER if stage in dated]


def _line(row: CampaignStage, later: StageExtension | None) -> StageLine:
    is_later = later is not None and later.closes_at > row.closes_at
    return StageLine(
        stage=Stage(row.stage),
        opens_at=row.opens_at,
        closes_at=later.closes_at if later and is_later else row.closes_at,
        planned_end=row.closes_at,
        reason=later.reason if later and is_later else "",
    )


def participants_of(campaign: Campaign, words: str = "", only: str = "") -> QuerySet[Participation]:
    """Return the participations with their progress, by name; `only` is "kosong", "lengkap" or "lepas"."""
    own = (
        StageExtension.objects.filter(participation=OuterRef("pk"))
        .order_by()
        .values("participation")
        .annotate(end=Max("closes_at"))
        .values("end")
    )
    rows = campaign.participations.select_related("instansi", "progress").annotate(own_end=Subquery(own))
    if words:
        rows = rows.filter(instansi__name__icontains=words)
    if only == "kosong":
        rows = rows.filter(progress__changed_at__isnull=True, left_at__isnull=True)
    elif only == "lengkap":
        rows = rows.filter(progress__answered=F("progress__total"))
    elif only == "lepas":
        rows = rows.filter(left_at__isnull=False)
    return rows.order_by("instansi__name", "pk")
