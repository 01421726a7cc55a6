"""The pages of last year and of another instrument: what they say, and what their buttons do."""

import datetime as dt

import pytest
from django.urls import reverse

from pranata.assessment.models import Answer, Assessment, Finding
from pranata.assessment.tests.scenes import enter, judge, make_draft
from pranata.assessment.tests.test_requirement_evidence import attach, item
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def drafts(cast):
    """Last year with findings, evidence that ended and evidence that holds; and this year."""
    with tenant_scope(cast.instansi.pk):
        last = make_draft(cast.alice, year=2024)
        judge(last, cast.bob, **{"2.1": "met", "2.2": "not_met"})
        enter(last, "12", 3, cast.bob)
        ended = item(cast.bob, cast.dinkes, "SK lama", dt.date(2025, 6, 1))
        attach(last, cast.bob, item(cast.bob, cast.dinkes), ended)
        return last, make_draft(cast.alice, year=2025)


def indicator(draft, number="11"):
    return reverse("assessment:indicator", args=[draft.pk, number])


class TestLastYear:
    def test_the_page_says_how_it_was_and_the_button_brings_it(self, client, cast, drafts):
        last, draft = drafts
        client.force_login(cast.bob_account)
        page = client.get(indicator(draft)).content.decode()
        assert "Dibanding 2024" in page
        assert "Belum dibandingkan" in page
        assert indicator(last) in page
        assert "Tidak akan dibawa" in page
        done = client.post(indicator(draft), {"versi": "0", "lakukan": "sama"}, follow=True)
        said = done.content.decode()
        assert done.redirect_chain == [(indicator(draft), 302)]
        assert "2 jawaban dan 1 bukti dibawa." in said
        assert "Tidak dibawa: SK lama, berakhir 1 Juni 2025." in said
        assert "dinyatakan masih sama" in said

    def test_what_was_typed_beside_it_is_saved_too_and_is_no_conflict(self, client, cast, drafts):
        _last, draft = drafts
        client.force_login(cast.bob_account)
        sent = {"versi": "0", "catatan": "Baru", "versi-2.1": "0", "hasil-2.1": "not_met", "lakukan": "sama"}
        assert client.post(indicator(draft), sent).status_code == 302
        with tenant_scope(cast.instansi.pk):
            answer = Answer.objects.get(assessment=draft, indicator="11")
            assert (answer.note, answer.since_last) == ("Baru", "unchanged")
            assert Finding.objects.get(answer=answer, requirement="2.1").verdict == "not_met"

    def test_somebody_else_first_is_told_and_nothing_is_brought(self, client, cast, drafts):
        _last, draft = drafts
        with tenant_scope(cast.instansi.pk):
            enter(draft, "11", 4, cast.alice)
        client.force_login(cast.bob_account)
        answer = client.post(indicator(draft), {"versi": "0", "catatan": "", "lakukan": "sama"})
        assert answer.status_code == 409
        with tenant_scope(cast.instansi.pk):
            assert Answer.objects.get(assessment=draft, indicator="11").since_last == ""

    def test_the_lists_count_what_nobody_compared_yet(self, client, cast, drafts):
        _last, draft = drafts
        client.force_login(cast.bob_account)
        address = reverse("assessment:detail", args=[draft.pk])
        assert "Belum dibandingkan 2" in client.get(address).content.decode()
        client.post(indicator(draft), {"versi": "0", "lakukan": "berubah"})
        page = client.get(address + "?saring=banding").content.decode()
        assert "Belum dibandingkan 1" in page
        history = client.get(reverse("assessment:history", args=[draft.pk])).content.decode()
        assert "Dinyatakan sudah berubah" in history


class TestAnotherInstrument:
    def test_the_preview_bounds_what_it_cannot_know(
        self, client, cast, drafts, django_assert_max_num_queries
    ):
        last, _draft = drafts
        client.force_login(cast.dana_account)
        with django_assert_max_num_queries(15):
            page = client.get(reverse("assessment:carry", args=[last.pk])).content.decode()
        assert "Indeks Pemdi 2026 tidak dapat dihitung dari isian ini" in page
        assert "antara 1,00 dan 5,00" in page
        assert "SK Arsitektur" in page
        assert "Kepuasan pengguna tidak dinilai pada 2020." in page
        assert "Salin sebagai draf" not in page

    def test_the_coordinator_copies_and_the_draft_shows_what_was_brought(self, client, cast, drafts):
        last, _draft = drafts
        client.force_login(cast.alice_account)
        here = reverse("assessment:carry", args=[last.pk])
        assert "Salin sebagai draf 2026" in client.get(here).content.decode()
        client.post(here, {"ke": "pemdi-2026", "tahun": "2026"})
        with tenant_scope(cast.instansi.pk):
            new = Assessment.objects.get(instrument="pemdi-2026")
        page = client.get(indicator(new, "1")).content.decode()
        assert "1 bukti dibawa dari instrumen sebelumnya" in page
        assert "Dari penilaian 2024 (SPBE 2020)" in page
        again = client.post(here, {"ke": "pemdi-2026", "tahun": "2026"})
        assert again.status_code == 409
        assert "Tidak ada yang dapat disalin." in again.content.decode()

    def test_it_refuses_who_does_not_coordinate_and_shows_nothing_of_others(self, client, cast, drafts):
        last, _draft = drafts
        here = reverse("assessment:carry", args=[last.pk])
        client.force_login(cast.bob_account)
        assert client.post(here, {"ke": "pemdi-2026", "tahun": "2026"}).status_code == 403
        assert client.get(here + "?ke=spbe-2018").status_code == 404
        client.force_login(cast.charlie_account)
        assert client.get(here).status_code == 404
