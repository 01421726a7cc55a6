"""A call is seen by who calls and by who is called, and by nobody else."""

import datetime as dt

import pytest

from pranata.assessment.models import Campaign, CampaignStage, Participation, Stage, StageExtension
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import NOW, make_cast, make_instansi

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    """Charlie's instansi calls Alice's."""
    cast = make_cast()
    organiser, called = cast.other_instansi, cast.instansi
    by = cast.charlie.assignment_id
    with tenant_scope(organiser.pk):
        campaign = Campaign.objects.create(
            instansi=organiser,
            name="Evaluasi",
            instrument="spbe-2020",
            instrument_digest="0" * 64,
            year=2026,
            created_at=NOW,
            created_by_id=by,
        )
        stage = CampaignStage.objects.create(
            instansi=organiser,
            campaign=campaign,
            stage=Stage.SELF,
            opens_at=NOW,
            closes_at=NOW + dt.timedelta(days=30),
        )
        participation = Participation.objects.create(
            instansi=called, organiser=organiser, campaign=campaign, called_at=NOW
        )
        for whose in (None, participation):
            StageExtension.objects.create(
                instansi=whose.instansi if whose else organiser,
                organiser=organiser,
                campaign_stage=stage,
                participation=whose,
                closes_at=NOW,
                reason="Banjir",
                made_at=NOW,
                made_by_id=by,
                person_name="C",
                position_title="K",
                capacity="definitif",
            )
    return cast


def seen(instansi_id):
    with tenant_scope(instansi_id):
        return [kind.objects.count() for kind in (Campaign, CampaignStage, Participation, StageExtension)]


def test_both_sides_see_the_call_and_a_stranger_does_not(call):
    stranger = make_instansi("Kota Lain Lagi")
    assert seen(call.other_instansi.pk) == [1, 1, 1, 2]
    assert seen(call.instansi.pk) == [1, 1, 1, 2]
    assert seen(stranger.pk) == [0, 0, 0, 0]


def test_who_is_called_cannot_change_the_call(call):
    with tenant_scope(call.instansi.pk):
        assert Campaign.objects.update(name="Lain") == 0
        assert CampaignStage.objects.update(closes_at=NOW + dt.timedelta(days=99)) == 0
