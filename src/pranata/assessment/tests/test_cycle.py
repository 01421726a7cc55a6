"""Stages and deadlines of an assessment, with and without a call, seen from both sides."""

import pytest

from pranata.assessment.models import ALONE, CampaignState, Stage, StageExtension
from pranata.assessment.queries.cycle import (
    calling_of,
    current_stage_dates,
    deadline_of,
    stage_dates,
    stages_of,
    stored_now,
)
from pranata.assessment.tests.calls import DATES, DAY, make_call
from pranata.assessment.tests.scenes import make_draft
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import NOW, make_cast

pytestmark = pytest.mark.django_db


def extend(participation, cast, closes_at, *, one):
    """Put the end of self-assessment off, for one participant or all."""
    stage = participation.campaign.stages.get(stage=Stage.SELF)
    StageExtension.objects.create(
        instansi=participation.instansi if one else cast.other_instansi,
        organiser=cast.other_instansi,
        campaign_stage=stage,
        participation=participation if one else None,
        closes_at=closes_at,
        reason="Banjir",
        made_at=NOW,
        made_by_id=cast.charlie.assignment_id,
        person_name="C",
        position_title="K",
        capacity="definitif",
    )


def enforced(assessment):
    """The deadline that a save is held against, which is read by a statement of its own."""
    return stored_now(assessment).deadline  # type: ignore[attr-defined] # Added by the query.


def test_alone_an_assessment_has_three_stages_and_no_deadline():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        alone = make_draft(cast.alice, year=2025)
        assert stages_of(alone) == ALONE
        assert deadline_of(alone, Stage.SELF) is None
        assert enforced(alone) is None
        assert current_stage_dates(alone) is None


def test_a_call_gives_stages_and_dates_to_both_sides_until_it_is_left_or_cancelled():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        called = make_draft(cast.alice, year=2025)
    part = make_call(cast, called)
    for side in (cast.instansi, cast.other_instansi):
        with tenant_scope(side.pk):
            assert stages_of(called) == (Stage.SELF, Stage.INTERNAL, Stage.DOCUMENT, Stage.RESULT)
            assert deadline_of(called, Stage.SELF) == DATES[Stage.SELF][1]
    with tenant_scope(cast.instansi.pk):
        assert enforced(called) == DATES[Stage.SELF][1]
    for side in (cast.instansi, cast.other_instansi):
        with tenant_scope(side.pk):
            assert deadline_of(called, Stage.INTERNAL) is None
            assert [row.stage for row in stage_dates(called)] == [Stage.SELF, Stage.DOCUMENT]
            calling = calling_of(called)
            assert calling is not None
            assert (calling.call, calling.organiser) == (part.campaign.name, cast.other_instansi.name)
    with tenant_scope(cast.other_instansi.pk):
        part.campaign.state = CampaignState.CANCELLED
        part.campaign.save()
    with tenant_scope(cast.instansi.pk):
        assert stages_of(called) == ALONE
        assert enforced(called) is None


def test_the_latest_end_is_in_force_and_another_participants_extension_is_not():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        called = make_draft(cast.alice, year=2025)
    part = make_call(cast, called)
    later, for_one = DATES[Stage.SELF][1] + 3 * DAY, DATES[Stage.SELF][1] + 5 * DAY
    with tenant_scope(cast.other_instansi.pk):
        extend(part, cast, later, one=False)
    with tenant_scope(cast.instansi.pk):
        dates = current_stage_dates(called)
        assert dates is not None
        assert (dates.closes_at, dates.is_extended) == (later, True)
        assert enforced(called) == later
        assert not dates.is_over(later - DAY)
        assert dates.is_over(later)
    with tenant_scope(cast.other_instansi.pk):
        extend(part, cast, for_one, one=True)
    with tenant_scope(cast.instansi.pk):
        assert deadline_of(called, Stage.SELF) == for_one
        assert enforced(called) == for_one
