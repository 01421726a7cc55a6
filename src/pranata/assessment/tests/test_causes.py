"""What an OPD lacks and why: requirements unmet by cause, not judged, or met without evidence."""

import pytest
from django.urls import reverse

from pranata.assessment.models import Part
from pranata.assessment.operations.judge_requirements import Judged, judge_requirements
from pranata.assessment.queries.unmet import cause_table, lacking_of
from pranata.assessment.tests.scenes import LATER, give, judge, make_draft
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        yield cast


@pytest.fixture
def draft(cast):
    return make_draft(cast.alice)


def unmet(draft, actor, indicator, **causes):
    judged = [
        Judged(requirement=key, version=0, verdict="not_met", cause=cause) for key, cause in causes.items()
    ]
    judge_requirements(assessment=draft, indicator=indicator, judged=judged, actor=actor, now=LATER)


def test_each_unmet_requirement_counts_once_under_its_cause(cast, draft):
    unmet(draft, cast.bob, "11", **{"2.1": "people", "2.2": "people", "3.1": "budget", "3.2": ""})
    found = lacking_of(draft)["11"]
    assert dict(found.causes) == {"people": 2, "budget": 1, "": 1}
    assert (found.unmet, found.silent, found.unproved) == (4, 3, 0)


def test_what_is_met_without_evidence_is_counted_apart(cast, draft):
    judge(draft, cast.bob, **{"2.1": "met", "2.2": "not_applicable"})
    assert lacking_of(draft)["11"].unproved == 1


def test_the_table_has_the_most_frequent_cause_first_and_its_total_opens_to_rows(cast, draft):
    unmet(draft, cast.bob, "11", **{"2.1": "people", "2.2": "people", "3.1": "budget"})
    unmet(draft, cast.bob, "12", **{"2.1": "budget", "2.2": "budget"})
    table = cause_table(lacking_of(draft), ["11", "12", "13"])
    assert [(code, count) for code, _label, count in table.rows] == [("budget", 3), ("people", 2)]
    assert (table.total, table.largest) == (5, 3)


def test_an_indicator_nobody_began_lacks_nothing_that_is_known(cast, draft):
    assert lacking_of(draft) == {}
    assert cause_table({}, ["11"]).total == 0


@pytest.mark.usefixtures("no_second_factor_asked")
def test_a_head_sees_the_causes_where_the_opd_answers_and_not_where_it_helps(cast, draft, client):
    give(draft, cast.bob, "11", by=cast.alice)
    give(draft, cast.bob, "12", by=cast.alice, part=Part.CONTRIBUTOR)
    unmet(draft, cast.bob, "11", **{"2.1": "people"})
    unmet(draft, cast.bob, "12", **{"2.1": "budget"})
    client.force_login(cast.bob_account)
    text = client.get(reverse("assessment:agency", args=[draft.pk])).content.decode()
    assert "1 syarat belum terpenuhi, menurut sebabnya" in text
    assert "SDM" in text
    assert "Anggaran" not in text


def test_it_costs_the_same_however_much_was_judged(cast, draft, django_assert_num_queries):
    for number in ("11", "12"):
        unmet(draft, cast.bob, number, **{"2.1": "people", "2.2": "budget"})
    with django_assert_num_queries(2):
        lacking_of(draft)
