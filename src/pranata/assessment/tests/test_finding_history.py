"""The history of the requirements of an indicator: who found and showed what, as what, when."""

import pytest
from django.urls import reverse

from pranata.assessment.models import FindingEvidence
from pranata.assessment.operations.compare_with_last import confirm_unchanged
from pranata.assessment.operations.detach_evidence import detach_evidence
from pranata.assessment.queries.finding_history import Happened, finding_history
from pranata.assessment.tests.scenes import LATER, judge, make_draft
from pranata.assessment.tests.test_requirement_evidence import attach, item
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def draft(cast):
    """Bob judged twice, Alice showed an item and took it off."""
    with tenant_scope(cast.instansi.pk):
        draft = make_draft(cast.alice)
        judge(draft, cast.bob, **{"2.1": "not_met"})
        judge(draft, cast.bob, **{"2.1": "met"})
        attach(draft, cast.alice, item(cast.alice, cast.dinkes), key="2.2", pages="7")
        link = FindingEvidence.objects.get()
        detach_evidence(assessment=draft, indicator="11", link_id=link.pk, actor=cast.alice, now=LATER)
        return draft


def address(draft, number="11"):
    return reverse("assessment:history", args=[draft.pk]) + f"?bagian=syarat&indikator={number}"


def test_each_change_is_told_with_what_was_before(cast, draft):
    with tenant_scope(cast.instansi.pk):
        events = finding_history(draft, "11", cast.bob)
        judged = [one for one in events if one.happened is Happened.JUDGED]
        told = [(one.before and one.before.verdict, one.after and one.after.verdict) for one in judged]
        assert told == [("not_met", "met"), (None, "not_met")]
        assert {one.happened for one in events if one.requirement == "2.2"} == {
            Happened.ATTACHED,
            Happened.DETACHED,
        }
        assert [one.requirement for one in finding_history(draft, "11", cast.bob, "2.1")] == ["2.1", "2.1"]


def test_what_came_over_from_last_year_says_so(cast):
    with tenant_scope(cast.instansi.pk):
        last = make_draft(cast.alice, year=2024)
        judge(last, cast.bob, **{"2.1": "met"})
        draft = make_draft(cast.alice, year=2025)
        confirm_unchanged(assessment=draft, indicator="11", expected_version=0, actor=cast.bob, now=LATER)
        (event,) = finding_history(draft, "11", cast.bob)
        assert event.is_carried


def test_the_page_names_what_was_done_and_by_whom(client, cast, draft, django_assert_max_num_queries):
    client.force_login(cast.dana_account)
    with django_assert_max_num_queries(20):
        page = client.get(address(draft)).content.decode()
    for words in (
        "4 perubahan pada syarat 11",
        "Terpenuhi",
        "Bukti dilepas:",
        "SK Arsitektur",
        "Bob",
        "Alice",
    ):
        assert words in page
    assert "/indikator/11/#s-2-1" in page
    assert "2 perubahan" in client.get(address(draft) + "&syarat=2.1").content.decode()
    assert client.get(address(draft, "99")).status_code == 404


def test_another_instansi_learns_nothing(client, cast, draft):
    client.force_login(cast.charlie_account)
    assert client.get(address(draft)).status_code == 404
