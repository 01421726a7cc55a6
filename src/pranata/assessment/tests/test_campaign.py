"""A call from plan to end: who may, what each step leaves, what an interruption leaves, whom it reaches."""

import pytest

from pranata.assessment import events
from pranata.assessment.models import (
    Answer,
    Assessment,
    Campaign,
    CampaignState,
    Finding,
    Participation,
    ParticipationProgress,
    Stage,
)
from pranata.assessment.operations._campaign import CampaignElsewhere, CampaignNotSo
from pranata.assessment.operations.begin_participation import begin_participation
from pranata.assessment.operations.cancel_campaign import cancel_campaign
from pranata.assessment.operations.close_campaign import close_campaign
from pranata.assessment.operations.extend_stage import NotLater, extend_stage
from pranata.assessment.operations.leave_campaign import leave_campaign
from pranata.assessment.operations.open_campaign import open_campaign
from pranata.assessment.operations.plan_campaign import (
    CampaignExists,
    DatesNotInOrder,
    NobodyCalled,
    NotYoursToCall,
    Plan,
    plan_campaign,
)
from pranata.assessment.operations.reopen_assessment import ReasonMissing
from pranata.assessment.queries.campaigns import figures_of, participants_of
from pranata.assessment.queries.cycle import deadline_of, stages_of
from pranata.assessment.tasks import tend_campaigns
from pranata.assessment.tests.calls import DATES, DAY
from pranata.assessment.tests.scenes import enter, make_draft, recorded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import InstansiKind, Notice
from pranata.organisation.tests.cast import NOW, make_cast, make_instansi

pytestmark = pytest.mark.django_db
WHY = "Banjir di dua kecamatan."


@pytest.fixture
def cast():
    """Charlie's instansi is a central body here, so it may call everybody."""
    found = make_cast()
    found.other_instansi.kind = InstansiKind.KEMENTERIAN
    found.other_instansi.save()
    return found


def plan_of(*called, name="Evaluasi", dates=DATES, year=2025):
    return Plan(
        name=name,
        instrument="spbe-2020",
        year=year,
        exercise="Evaluasi",
        dates=dates,
        called=[body.pk for body in called],
    )


def planned(cast, *called, **more):
    """A call by Charlie of Alice's instansi and others. Opens his scope."""
    with tenant_scope(cast.other_instansi.pk):
        return plan_campaign(plan=plan_of(cast.instansi, *called, **more), actor=cast.charlie, now=NOW)


def opened(cast, *called, **more):
    campaign = planned(cast, *called, **more)
    with tenant_scope(cast.other_instansi.pk):
        open_campaign(campaign=campaign, actor=cast.charlie, now=NOW)
    tend_campaigns(now=NOW)
    return campaign


def part_of(cast, campaign):
    with tenant_scope(cast.other_instansi.pk):
        parts = Participation.objects.select_related("campaign")
        return parts.get(campaign=campaign, instansi=cast.instansi)


def test_a_call_begins_an_assessment_for_who_has_none_and_joins_the_one_that_is_there(cast):
    fresh = make_instansi("Kota Baru")
    with tenant_scope(cast.instansi.pk):
        mine = make_draft(cast.alice)
        enter(mine, "11", 3, cast.alice)
    campaign = opened(cast, fresh)
    assert part_of(cast, campaign).assessment_id == mine.pk
    with tenant_scope(cast.instansi.pk):
        assert Answer.objects.get(assessment=mine, indicator="11").level == 3
        assert stages_of(mine) == (Stage.SELF, Stage.INTERNAL, Stage.DOCUMENT, Stage.RESULT)
        assert recorded(events.PARTICIPATION_BEGUN) == 1
        told = Notice.objects.get()
        assert (told.position_id, told.link) == (cast.alice.position_id, f"/penilaian/{mine.pk}/")
    with tenant_scope(fresh.pk):
        begun = Assessment.objects.get()
        assert begun.answers.count() == 47
    with tenant_scope(cast.other_instansi.pk):
        assert not Assessment.objects.exists()
        assert not ParticipationProgress.objects.exists()
    tend_campaigns(now=NOW + DAY)
    with tenant_scope(cast.other_instansi.pk):
        counted = {row.instansi_id: (row.answered, row.total) for row in ParticipationProgress.objects.all()}
        assert [row.instansi_id for row in participants_of(campaign, only="kosong")] == [fresh.pk]
        assert figures_of(campaign).filling == 1
    assert counted == {cast.instansi.pk: (1, 47), fresh.pk: (0, 47)}
    with tenant_scope(fresh.pk):
        # A verdict of a checklist, from which no level follows yet.
        answer = begun.answers.get(indicator="3")
        Finding.objects.create(
            instansi=fresh, answer=answer, requirement="1.1", verdict="met", changed_at=NOW
        )
    tend_campaigns(now=NOW + 2 * DAY)
    with tenant_scope(cast.other_instansi.pk):
        assert (figures_of(campaign).filling, figures_of(campaign).answered) == (2, 1)


def test_opening_goes_on_after_it_was_killed_half_way_and_makes_nothing_twice(cast, monkeypatch):
    bodies = [make_instansi(f"Kota {n}") for n in range(3)]
    campaign = planned(cast, *bodies)
    with tenant_scope(cast.other_instansi.pk):
        open_campaign(campaign=campaign, actor=cast.charlie, now=NOW)
    done: list[object] = []

    def until_the_second(**asked):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(asked)
        return begin_participation(**asked)

    monkeypatch.setattr("pranata.assessment.tasks.campaigns.begin_participation", until_the_second)
    with pytest.raises(KeyboardInterrupt):
        tend_campaigns(now=NOW)
    monkeypatch.undo()
    with tenant_scope(cast.other_instansi.pk):
        assert campaign.participations.filter(assessment__isnull=False).count() == 2
    assert tend_campaigns(now=NOW) == 2
    for body in (cast.instansi, *bodies):
        with tenant_scope(body.pk):
            assert Assessment.objects.count() == 1
            assert recorded(events.PARTICIPATION_BEGUN) == 1
    with tenant_scope(cast.other_instansi.pk):
        parts = campaign.participations.order_by("pk")
        again = begin_participation(participation_id=parts[0].pk, opener=cast.charlie, now=NOW)
    assert again is None


def test_whoever_answers_another_call_already_stays_with_that_one(cast):
    first = opened(cast)
    second = opened(cast, name="Pemantauan")
    assert part_of(cast, first).assessment_id is not None
    late = part_of(cast, second)
    assert late.assessment_id is None
    assert "panggilan lain" in late.left_reason


def test_an_extension_for_one_and_for_all_moves_the_deadline_and_says_why(cast):
    campaign = opened(cast)
    part, end = part_of(cast, campaign), DATES[Stage.SELF][1]
    by = {"campaign": campaign, "stage": Stage.SELF, "actor": cast.charlie, "now": NOW}
    with tenant_scope(cast.other_instansi.pk):
        extend_stage(**by, closes_at=end + DAY, reason=WHY)
        extend_stage(**by, closes_at=end + 3 * DAY, reason=WHY, participation=part)
        with pytest.raises(NotLater):
            extend_stage(**by, closes_at=end + 2 * DAY, reason=WHY, participation=part)
        with pytest.raises(ReasonMissing):
            extend_stage(**by, closes_at=end + 9 * DAY, reason=" ")
        with pytest.raises(CampaignElsewhere):
            extend_stage(**{**by, "stage": Stage.VISIT}, closes_at=end + 9 * DAY, reason=WHY)
        assert recorded(events.STAGE_EXTENDED) == 2
    with tenant_scope(cast.instansi.pk):
        assert deadline_of(Assessment.objects.get(), Stage.SELF) == end + 3 * DAY


def test_who_leaves_keeps_the_assessment_and_may_be_called_anew(cast):
    campaign = opened(cast)
    part = part_of(cast, campaign)
    with tenant_scope(cast.other_instansi.pk):
        leave_campaign(participation=part, reason=WHY, actor=cast.charlie, now=NOW)
        with pytest.raises(CampaignElsewhere):
            leave_campaign(participation=part, reason=WHY, actor=cast.charlie, now=NOW)
    with tenant_scope(cast.instansi.pk):
        assert deadline_of(Assessment.objects.get(), Stage.SELF) is None
    again = opened(cast, name="Sekali lagi")
    assert part_of(cast, again).assessment_id is not None


def test_only_a_planned_call_opens_and_an_ended_one_is_left_alone(cast):
    campaign = opened(cast)
    with tenant_scope(cast.other_instansi.pk):
        with pytest.raises(CampaignNotSo):
            open_campaign(campaign=campaign, actor=cast.charlie, now=NOW)
        cancel_campaign(campaign=campaign, reason=WHY, actor=cast.charlie, now=NOW)
        for act in (close_campaign, open_campaign):
            with pytest.raises(CampaignNotSo):
                act(campaign=campaign, actor=cast.charlie, now=NOW)
        assert campaign.participations.filter(assessment__isnull=False).count() == 0
        assert Campaign.objects.get().ended_reason == WHY
    assert tend_campaigns(now=NOW + DAY) == 0
    other = opened(cast, name="Kedua")
    with tenant_scope(cast.other_instansi.pk):
        close_campaign(campaign=other, actor=cast.charlie, now=NOW)
        assert Campaign.objects.get(pk=other.pk).state == CampaignState.CLOSED
        assert recorded(events.CAMPAIGN_CLOSED) == recorded(events.CAMPAIGN_CANCELLED) == 1
    with tenant_scope(cast.instansi.pk):
        assert deadline_of(Assessment.objects.get(), Stage.SELF) == DATES[Stage.SELF][1]


def test_a_plan_that_cannot_be_is_refused_with_the_reason(cast):
    end = DATES[Stage.SELF][1]
    backwards = {Stage.SELF: (end, end - DAY)}
    before_the_first = {**DATES, Stage.DOCUMENT: (DATES[Stage.SELF][0] - DAY, end)}
    with tenant_scope(cast.other_instansi.pk):
        for dates in (backwards, before_the_first):
            with pytest.raises(DatesNotInOrder):
                plan_campaign(plan=plan_of(cast.instansi, dates=dates), actor=cast.charlie, now=NOW)
        for nobody in (plan_of(), plan_of(cast.instansi, dates={Stage.DOCUMENT: DATES[Stage.DOCUMENT]})):
            with pytest.raises(NobodyCalled):
                plan_campaign(plan=nobody, actor=cast.charlie, now=NOW)
        plan_campaign(plan=plan_of(cast.instansi), actor=cast.charlie, now=NOW)
        with pytest.raises(CampaignExists):
            plan_campaign(plan=plan_of(cast.instansi), actor=cast.charlie, now=NOW)
    # A city calls nobody but itself.
    with tenant_scope(cast.instansi.pk), pytest.raises(NotYoursToCall):
        plan_campaign(plan=plan_of(cast.instansi, cast.other_instansi), actor=cast.alice, now=NOW)


def test_it_refuses_everybody_but_the_coordinator_who_calls(cast):
    campaign = opened(cast)
    part = part_of(cast, campaign)
    later = DATES[Stage.SELF][1] + DAY
    for actor in (cast.alice, cast.bob, cast.dana):
        by = {"actor": actor, "now": NOW}
        acts = [
            lambda by=by: open_campaign(campaign=campaign, **by),
            lambda by=by: close_campaign(campaign=campaign, **by),
            lambda by=by: cancel_campaign(campaign=campaign, reason=WHY, **by),
            lambda by=by: leave_campaign(participation=part, reason=WHY, **by),
            lambda by=by: extend_stage(
                campaign=campaign, stage=Stage.SELF, closes_at=later, reason=WHY, **by
            ),
        ]
        if actor is not cast.alice:
            acts.append(lambda by=by: plan_campaign(plan=plan_of(cast.instansi), **by))
        with tenant_scope(cast.instansi.pk):
            for refused in acts:
                with pytest.raises(NotPermitted):
                    refused()
    waiting = planned(cast, name="Belum dibuka")
    idle = part_of(cast, waiting)
    with tenant_scope(cast.other_instansi.pk), pytest.raises(CampaignNotSo):
        begin_participation(participation_id=idle.pk, opener=cast.charlie, now=NOW)
