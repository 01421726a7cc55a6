"""The table of all levels without scripts: nothing that was typed is lost."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from pranata.assessment.models import Answer
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.save_answer import save_answer
from pranata.assessment.tests.scenes import LATER, enter, make_draft
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]


YEARS = {"spbe-2020": 2025, "pemdi-2026": 2026}


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def send(cast, client):
    """Send a table as Alice, as a browser without scripts would: {indicator: (version, shown, typed)}."""
    client.force_login(cast.alice_account)

    def sent(draft, levels):
        fields: dict[str, object] = {}
        for number, (version, shown, typed) in levels.items():
            fields |= {f"versi-{number}": version, f"semula-{number}": shown, f"tingkat-{number}": typed}
        return client.post(reverse("assessment:levels", args=[draft.pk]), fields)

    return sent


def draft_of(cast, instrument="spbe-2020"):
    with tenant_scope(cast.instansi.pk):
        return make_draft(
            cast.alice, year=2026 if instrument == "pemdi-2026" else 2025, instrument=instrument
        )


def stored(cast, draft, number):
    with tenant_scope(cast.instansi.pk):
        return Answer.objects.get(assessment=draft, indicator=number).level


def control(text, number):
    """The markup of one row."""
    (row,) = re.findall(rf'<tr data-row="{number}">.*?</tr>', text, re.DOTALL)
    return row


class TestALevelTheInstrumentDoesNotHave:
    def test_the_page_comes_back_with_all_that_was_typed(self, cast, send):
        draft = draft_of(cast, "pemdi-2026")
        answer = send(draft, {"1": (0, "", "7,3"), "2": (0, "", "dua"), "3": (0, "", "1,25")})
        text = answer.content.decode()
        assert answer.status_code == 422
        assert 'value="7,3"' in control(text, "1")
        assert 'value="dua"' in control(text, "2")
        assert 'value="1,25"' in control(text, "3")
        assert (stored(cast, draft, "1"), stored(cast, draft, "3")) == (None, Decimal("1.25"))

    def test_it_is_told_on_top_and_beside_the_control_it_leads_to(self, cast, send):
        text = send(
            draft_of(cast, "pemdi-2026"), {"1": (0, "", "7,3"), "3": (0, "", "1,25")}
        ).content.decode()
        assert "1 tingkat belum disimpan" in text
        assert "1 tingkat lain sudah disimpan." in text
        assert '<a href="#t-1">Indikator 1: Tingkat “7,3” tidak ada dalam instrumen ini.' in text
        row = control(text, "1")
        assert 'id="t-1"' in row
        assert 'aria-invalid="true" aria-describedby="g-1"' in row
        assert '<div class="invalid-feedback" id="g-1">' in row
        assert "invalid-feedback" not in control(text, "3")

    def test_the_filters_of_the_page_that_came_back_lead_to_the_assessment(self, cast, send):
        draft = draft_of(cast, "pemdi-2026")
        text = send(draft, {"1": (0, "", "7,3")}).content.decode()
        assert f'href="/penilaian/{draft.pk}/?saring=kosong"' in text

    def test_what_was_typed_is_never_markup(self, cast, send):
        text = send(draft_of(cast, "pemdi-2026"), {"1": (0, "", '"><b>3')}).content.decode()
        assert "<b>3" not in text
        assert 'value="&quot;&gt;&lt;b&gt;3"' in text

    def test_a_row_that_was_mended_is_saved_from_the_page_that_came_back(self, cast, send):
        draft = draft_of(cast, "pemdi-2026")
        row = control(send(draft, {"1": (0, "", "7,3")}).content.decode(), "1")
        assert ('name="versi-1" value="0"' in row, 'name="semula-1" value=""' in row) == (True, True)
        assert send(draft, {"1": (0, "", "3,7")}).status_code == 302
        assert stored(cast, draft, "1") == Decimal("3.70")


class TestALevelSomebodyElseSavedMeanwhile:
    def scene(self, cast, send):
        draft = draft_of(cast)
        with tenant_scope(cast.instansi.pk):
            enter(draft, "2", 4, cast.bob)
        return draft, send(draft, {"2": (0, "", "1"), "3": (0, "", "5")})

    def test_the_page_comes_back_with_ones_own_level_chosen(self, cast, send):
        draft, answer = self.scene(cast, send)
        row = control(answer.content.decode(), "2")
        assert (answer.status_code, stored(cast, draft, "2"), stored(cast, draft, "3")) == (409, 4, 5)
        assert 'value="1" id="t-2" aria-invalid="true" checked' in row
        assert "Tersimpan sekarang: 4." in row
        assert "Bob" in row

    def test_sending_again_keeps_ones_own_and_choosing_theirs_changes_nothing(self, cast, send):
        draft, answer = self.scene(cast, send)
        row = control(answer.content.decode(), "2")
        version, shown = re.findall(r'name="(?:versi|semula)-2" value="(.*?)"', row)
        assert shown == "4"
        assert send(draft, {"2": (version, shown, "4")}).status_code == 302
        assert stored(cast, draft, "2") == 4
        assert send(draft, {"2": (version, shown, "1")}).status_code == 302
        assert stored(cast, draft, "2") == 1

    def test_their_level_is_written_with_a_comma(self, cast, send):
        draft = draft_of(cast, "pemdi-2026")
        with tenant_scope(cast.instansi.pk):
            save_answer(
                assessment=draft, indicator="1", expected_version=0, actor=cast.bob, now=LATER,
                level=Decimal("2.50"),
            )  # fmt: skip
        text = send(draft, {"1": (0, "", "3,1")}).content.decode()
        assert "Tersimpan sekarang: 2,5." in text
        assert "2.5" not in control(text, "1")
        assert 'value="3,1"' in control(text, "1")


def test_an_assessment_closed_meanwhile_still_shows_what_was_typed(cast, send):
    draft = draft_of(cast)
    with tenant_scope(cast.instansi.pk):
        enter(draft, "1", 3, cast.bob)
        close_assessment(assessment=draft, actor=cast.alice, now=LATER, accept_missing=True)
    answer = send(draft, {"2": (0, "", "4"), "3": (0, "", "5")})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "sudah ditutup" in text
    assert ("Indikator 2: 4" in text, "Indikator 3: 5" in text) == (True, True)
    assert stored(cast, draft, "2") is None
