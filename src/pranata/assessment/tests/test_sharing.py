"""Sharing one's levels: what becomes public, who decides it, and that it is gone once it ends."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from pranata.assessment import events
from pranata.assessment.models import PublishedResult, SharedLevels, SharedPractice, StepKind
from pranata.assessment.operations._change import IndicatorUnknown
from pranata.assessment.operations._sharing import NotPublicYet, NotShared
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.publish_assessment import publish_assessment
from pranata.assessment.operations.share_levels import share_levels
from pranata.assessment.operations.stop_sharing import stop_sharing
from pranata.assessment.operations.tell_practice import PracticeEmpty, tell_practice, withdraw_practice
from pranata.assessment.operations.withdraw_publication import withdraw_publication
from pranata.assessment.tests.scenes import LATER, enter, fill, make_draft, recorded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Role
from pranata.organisation.tests.cast import make_account, make_actor, make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]


@pytest.fixture
def cast():
    found = make_cast()
    with tenant_scope(found.instansi.pk):
        yield found


def published(cast, level=2, year=2025):
    draft = make_draft(cast.alice, year=year)
    fill(draft, cast.alice, level)
    enter(draft, "12", 4, cast.alice)
    close_assessment(assessment=draft, actor=cast.alice, now=LATER)
    publish_assessment(assessment=draft, actor=cast.alice, now=LATER)
    return draft


def shared(cast):
    assessment = published(cast)
    share_levels(
        assessment=assessment, contact="Dinas Kominfo", reason="Agar ditiru.", actor=cast.alice, now=LATER
    )
    return assessment


def test_publishing_alone_shares_no_level_and_sharing_is_an_act_of_its_own(cast):
    assessment = published(cast)
    assert PublishedResult.objects.get(instansi=cast.instansi).levels == {}
    share_levels(assessment=assessment, contact="Dinas Kominfo", actor=cast.alice, now=LATER)
    with tenant_scope(None):
        public = SharedLevels.objects.get()
        assert (len(public.levels), public.levels["12"], public.contact) == (47, "4", "Dinas Kominfo")
    assert recorded(events.LEVELS_SHARED) == 1
    assert assessment.steps.filter(kind=StepKind.SHARED).count() == 1


def test_what_was_done_is_told_beside_the_level_and_can_be_taken_back(cast):
    assessment = shared(cast)
    given = {"assessment": assessment, "actor": cast.alice, "now": LATER}
    tell_practice(**given, indicator="12", text=" Perwali\r\nditetapkan ", evidence=["Perwali"])
    practice = SharedPractice.objects.get()
    assert (practice.text, practice.evidence) == ("Perwali\nditetapkan", ["Perwali"])
    with pytest.raises(PracticeEmpty):
        tell_practice(**given, indicator="12", text=" \x00 ")
    with pytest.raises(IndicatorUnknown):
        tell_practice(**given, indicator="99", text="Perwali")
    withdraw_practice(**given, indicator="12")
    assert not SharedPractice.objects.exists()
    with pytest.raises(NotShared):
        withdraw_practice(**given, indicator="12")
    assert (recorded(events.PRACTICE_TOLD), recorded(events.PRACTICE_WITHDRAWN)) == (1, 1)


def test_the_end_of_sharing_removes_everything_but_the_index(cast):
    assessment = shared(cast)
    tell_practice(assessment=assessment, indicator="12", text="Perwali.", actor=cast.alice, now=LATER)
    stop_sharing(assessment=assessment, actor=cast.alice, now=LATER)
    with tenant_scope(None):
        assert not SharedLevels.objects.exists()
        assert not SharedPractice.objects.exists()
        assert PublishedResult.objects.filter(instansi=cast.instansi).exists()
    assert recorded(events.SHARING_STOPPED) == 1
    with pytest.raises(NotShared):
        stop_sharing(assessment=assessment, actor=cast.alice, now=LATER)


def test_a_withdrawn_result_takes_its_levels_along(cast):
    assessment = shared(cast)
    withdraw_publication(assessment=assessment, reason="Keliru.", actor=cast.alice, now=LATER)
    assert not SharedLevels.objects.exists()
    assert recorded(events.SHARING_STOPPED) == 1
    with pytest.raises(NotPublicYet):
        share_levels(assessment=assessment, actor=cast.alice, now=LATER)


@pytest.mark.parametrize("name", ["bob", "charlie", "dana"])
def test_it_refuses_whoever_does_not_decide_for_the_instansi(cast, name):
    assessment = shared(cast)
    given = {"assessment": assessment, "actor": getattr(cast, name), "now": LATER}
    for act in (share_levels, stop_sharing):
        with pytest.raises(NotPermitted):
            act(**given)
    with pytest.raises(NotPermitted):
        tell_practice(**given, indicator="12", text="x")
    with pytest.raises(NotPermitted):
        withdraw_practice(**given, indicator="12")
    assert SharedLevels.objects.count() == 1


def test_the_leader_decides_too(cast):
    leader = make_actor(cast.root, make_account("Wali"), title="Wali Kota", role=Role.LEADER)
    share_levels(assessment=published(cast), actor=leader, now=LATER)
    assert SharedLevels.objects.exists()


def test_another_tenant_reads_the_shared_rows_and_the_database_lets_it_change_none(cast):
    shared(cast)
    with tenant_scope(cast.other_instansi.pk):
        assert SharedLevels.objects.update(contact="Dinas palsu") == 0
        assert SharedLevels.objects.all()._raw_delete("default") == 0
        row = SharedLevels.objects.get()
        row.pk, row.year = None, 2019
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor():
            row.save(force_insert=True)
    assert SharedLevels.objects.get().contact == "Dinas Kominfo"


def test_the_pages_share_tell_and_stop(cast, client):
    assessment = published(cast)
    client.force_login(cast.alice_account)
    page = reverse("assessment:sharing", args=[assessment.pk])
    assert "Yang menjadi publik" in client.get(page).content.decode()
    chosen = {"contact": "Dinas Komunikasi dan Informatika", "reason": ""}
    assert client.post(page, {"contact": "Ibu Sri", "reason": ""}).status_code == 422
    assert client.post(page, chosen).status_code == 302
    told = reverse("assessment:practice", args=[assessment.pk, "12"])
    assert client.post(told, {"text": ""}).status_code == 422
    assert client.post(told, {"text": "Perwali ditetapkan."}).status_code == 302
    assert "Perwali ditetapkan." in client.get(told).content.decode()
    public = reverse("insights:indicator", args=["spbe-2020", "12"])
    client.logout()
    assert "Kota Contoh" in client.get(public).content.decode()
    client.force_login(cast.charlie_account)
    assert client.get(page).status_code == 404
    client.force_login(cast.bob_account)
    assert client.get(page).status_code == 403
    client.force_login(cast.alice_account)
    assert client.post(told, {"tarik": "ya"}).status_code == 302
    assert client.post(page, {**chosen, "berhenti": "ya"}).status_code == 302
    client.logout()
    assert "Kota Contoh" not in client.get(public).content.decode()
    with tenant_scope(None):
        assert not SharedLevels.objects.exists()
