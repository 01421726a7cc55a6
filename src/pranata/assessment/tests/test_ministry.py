"""One indicator as texts for the ministry's application: nothing but what was answered."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from pranata.assessment.operations.judge_requirements import Judged, judge_requirements
from pranata.assessment.queries.detail import assessment_detail
from pranata.assessment.queries.ministry import plain_answers
from pranata.assessment.tests.scenes import LATER, make_draft
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import NOW, make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def draft(cast):
    with tenant_scope(cast.instansi.pk):
        made = make_draft(cast.alice)
        judged = [
            Judged(requirement="2.1", version=0, verdict="met", explanation="Dipakai sejak 2024"),
            Judged(requirement="3.1", version=0, verdict="not_met", cause="budget"),
        ]
        judge_requirements(assessment=made, indicator="11", judged=judged, actor=cast.bob, now=LATER)
    return made


def test_the_analysis_says_level_by_level_what_was_found_and_why(cast, draft):
    with tenant_scope(cast.instansi.pk):
        (one,) = plain_answers(assessment_detail(draft), cast.bob, cast.bob.local_date(NOW), ["11"])
    first, met, why, third, unmet = one.analysis.splitlines()
    assert (first, third) == ("Tingkat 2", "Tingkat 3")
    assert met.endswith(": terpenuhi")
    assert why == "  Dipakai sejak 2024"
    assert unmet.endswith(": belum, sebab: Anggaran")
    assert one.lacking > 0
    assert one.evidence == ""


def test_the_page_says_that_the_layout_is_not_known_and_the_workbook_has_every_indicator(cast, draft, client):
    client.force_login(cast.bob_account)
    page = client.get(reverse("assessment:ministry", args=[draft.pk, "11"])).content.decode()
    assert "Tata letak aplikasi Kementerian tidak ada dalam sumber kami" in page
    assert "Dipakai sejak 2024" in page
    answer = client.get(reverse("assessment:ministry_xlsx", args=[draft.pk]))
    (sheet,) = load_workbook(io.BytesIO(answer.content)).worksheets
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [str(n) for n in range(1, 48)]


def test_another_instansi_finds_no_such_indicator(cast, draft, client):
    client.force_login(cast.charlie_account)
    for name, args in (("ministry", [draft.pk, "11"]), ("ministry_xlsx", [draft.pk])):
        assert client.get(reverse(f"assessment:{name}", args=args)).status_code == 404
    client.force_login(cast.bob_account)
    assert client.get(reverse("assessment:ministry", args=[draft.pk, "99"])).status_code == 404
