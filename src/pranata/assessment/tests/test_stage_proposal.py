"""Dates proposed for a call: where they come from, how sure, and that nothing is kept by itself."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from pranata.assessment import regulations
from pranata.assessment.models import Campaign, Stage
from pranata.assessment.queries.stage_proposal import divided, from_last_call, from_source, moved, proposal
from pranata.assessment.tests.calls import make_call
from pranata.engine.scoring import Certainty
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast

WIB = ZoneInfo("Asia/Jakarta")
SPBE, PEMDI = regulations.load("spbe-2020"), regulations.load("pemdi-2026")


def test_a_source_is_as_sure_as_it_says_and_a_guess_in_another_year():
    found = from_source(PEMDI, 2026)
    assert found is not None
    assert found.days[Stage.SELF] == (dt.date(2026, 8, 1), dt.date(2026, 9, 15))
    assert Stage.DOCUMENT not in found.days
    assert found.certainty is Certainty.UNCERTAIN
    assert "Sumber lain menyebut tanggal lain" in found.said
    assert from_source(SPBE, 2025) is None


def test_a_span_is_divided_among_the_stages_of_the_kind_without_a_gap():
    found = divided(SPBE, "Pemantauan", dt.date(2025, 7, 1), dt.date(2025, 7, 5))
    assert found is not None
    assert dict(found.days) == {
        Stage.SELF: (dt.date(2025, 7, 1), dt.date(2025, 7, 2)),
        Stage.DOCUMENT: (dt.date(2025, 7, 3), dt.date(2025, 7, 5)),
    }
    whole = divided(SPBE, "Evaluasi", dt.date(2025, 7, 1), dt.date(2025, 12, 31))
    assert whole is not None
    assert list(whole.days) == [Stage.SELF, Stage.DOCUMENT, Stage.INTERVIEW, Stage.VISIT]
    assert divided(SPBE, "Evaluasi", dt.date(2025, 7, 1), dt.date(2025, 7, 3)) is None
    assert divided(SPBE, "Evaluasi", dt.date(2025, 7, 9), dt.date(2025, 7, 1)) is None


def test_a_day_that_the_year_has_not_becomes_the_one_before():
    assert moved(dt.date(2024, 2, 29), 1) == dt.date(2025, 2, 28)


@pytest.mark.django_db
def test_the_call_before_gives_its_dates_a_year_on_and_a_cancelled_one_none():
    cast = make_cast()
    part = make_call(cast, None)
    body = cast.other_instansi.pk
    with tenant_scope(body):
        found = from_last_call(body, "pemdi-2026", 2027, WIB)
        assert found is not None
        first = part.campaign.stages.get(stage=Stage.SELF).opens_at.astimezone(WIB).date()
        assert found.days[Stage.SELF][0] == moved(first, 2)
        assert found.certainty is Certainty.DERIVED
        assert proposal(body, PEMDI, 2027, WIB) == found
        assert from_last_call(body, "spbe-2020", 2025, WIB) is None
        Campaign.objects.update(state="cancelled")
        assert from_last_call(body, "spbe-2020", 2026, WIB) is None


@pytest.mark.django_db
@pytest.mark.usefixtures("no_second_factor_asked")
def test_the_form_proposes_and_keeps_what_was_filled_in(client):
    client.force_login(make_cast().charlie_account)
    new = reverse("assessment:campaign_new")
    assert "Tanggal di bawah ini usulan" in client.get(new).content.decode()
    sent = {"instrument": "spbe-2020", "year": "2025", "exercise": "Pemantauan", "name": "Pemantauan kota"}
    sent |= {"names": "Kota Contoh", "self-mulai": "2025-01-01", "kinds": "kota"}
    none = client.post(new, {**sent, "usul": "sumber"}).content.decode()
    assert "Tidak ada tanggal yang dapat diusulkan" in none
    assert 'value="2025-01-01"' in none
    span = {"rentang-mulai": "2025-07-01", "rentang-sampai": "2025-07-05", "usul": "bagi"}
    shown = client.post(new, {**sent, **span}).content.decode()
    assert 'value="2025-07-03"' in shown
    assert "Pemantauan kota" in shown
    assert "Kota Contoh" in shown
    for odd in (
        {"usul": "bagi", "rentang-mulai": "2025-02-31"},
        {"usul": "x"},
        {"usul": "lalu", "year": "²"},
    ):
        assert client.post(new, {**sent, **odd}).status_code == 200
    assert Campaign.objects.count() == 0
