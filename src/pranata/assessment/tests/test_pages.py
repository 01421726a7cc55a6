"""The pages of assessments: what each shows, to whom, and at what cost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pranata.assessment.models import Answer, Assessment, PublishedResult
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.publish_assessment import publish_assessment
from pranata.assessment.tests.scenes import LATER, enter, fill, make_draft
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]

JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def draft(cast):
    with tenant_scope(cast.instansi.pk):
        return make_draft(cast.alice)


@pytest.fixture
def alice(cast, client):
    client.force_login(cast.alice_account)
    return client


def url(name, assessment, *args):
    return reverse(f"assessment:{name}", args=[assessment.pk, *args])


def stored(cast, assessment, number):
    with tenant_scope(cast.instansi.pk):
        return Answer.objects.get(assessment=assessment, indicator=number)


PAGES = ["detail", "trace", "history", "upload", "close", "reopen", "withdraw", "publish"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_for_the_coordinator(alice, draft, name):
    assert alice.get(url(name, draft)).status_code == 200


@pytest.mark.parametrize("name", ["xlsx", "pdf", "template", "trace_json"])
def test_every_file_downloads(alice, draft, name):
    response = alice.get(url(name, draft))
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]


@pytest.mark.parametrize("name", ["detail", "trace", "history", "xlsx", "trace_json"])
def test_another_instansi_finds_nothing(cast, client, draft, name):
    client.force_login(cast.charlie_account)
    assert client.get(url(name, draft)).status_code == 404


def test_a_stranger_is_led_to_sign_in(client, draft):
    response = client.get(url("detail", draft))
    assert response.status_code == 302
    assert "/akun/masuk/" in response["Location"]


@pytest.mark.parametrize("name", ["close", "publish", "upload", "reopen", "withdraw"])
@pytest.mark.parametrize("who", ["bob", "dana"])
def test_the_coordinators_pages_are_closed_to_others(cast, client, draft, name, who):
    client.force_login(getattr(cast, f"{who}_account"))
    assert client.get(url(name, draft)).status_code == 403


def test_who_only_reads_is_offered_no_control(cast, client, draft):
    client.force_login(cast.dana_account)
    for page in (url("detail", draft), url("indicator", draft, "11")):
        text = client.get(page).content.decode()
        assert 'type="radio"' not in text
        assert "data-answer=" not in text


def test_the_first_page_begins_an_assessment_after_a_check(alice, cast):
    new = reverse("assessment:new")
    asked = alice.post(new, {"year": 2025, "instrument": "spbe-2020"})
    assert "Periksa sebelum dibuat" in asked.content.decode()
    with tenant_scope(cast.instansi.pk):
        assert not Assessment.objects.exists()
    made = alice.post(new, {"year": 2025, "instrument": "spbe-2020", "buat": "ya"})
    with tenant_scope(cast.instansi.pk):
        assert made["Location"] == url("detail", Assessment.objects.get())


def test_a_year_outside_the_instrument_keeps_what_was_typed(alice):
    response = alice.post(reverse("assessment:new"), {"year": 2019, "instrument": "spbe-2020"})
    assert response.status_code == 422
    assert 'value="2019"' in response.content.decode()


def test_pemdi_says_it_is_uncertain_wherever_it_appears(alice, cast):
    with tenant_scope(cast.instansi.pk):
        pemdi = make_draft(cast.alice, year=2026, instrument="pemdi-2026")
    pages = [reverse("assessment:list"), reverse("assessment:new"), url("detail", pemdi), url("trace", pemdi)]
    pages += [url("indicator", pemdi, "1"), url("close", pemdi), url("publish", pemdi), reverse("desk:home")]
    for page in pages:
        assert "c-uncertain" in alice.get(page).content.decode(), page


class TestIndicatorPage:
    def test_it_shows_criteria_caps_additions_citation_and_certainty(self, alice, draft):
        text = alice.get(url("indicator", draft, "11")).content.decode()
        assert "Dokumen memuat seluruh referensi arsitektur" in text
        assert "Tertahan di tingkat 2 bila" in text
        assert "(tambahan" in text
        assert "PermenPANRB 59/2020 hal. 41" in text
        assert "c-official" in text

    def test_an_unknown_indicator_is_not_found(self, alice, draft):
        assert alice.get(url("indicator", draft, "99")).status_code == 404

    def test_a_form_saves_and_leads_to_the_next(self, alice, cast, draft):
        response = alice.post(url("indicator", draft, "11"), {"versi": 0, "tingkat": "3", "catatan": "Ada."})
        assert response["Location"] == url("indicator", draft, "12")
        answer = stored(cast, draft, "11")
        assert (answer.level, answer.note, answer.version) == (3, "Ada.", 1)

    def test_a_script_is_told_version_time_and_new_effect(self, alice, draft):
        page = url("indicator", draft, "11")
        answer = alice.post(page, {"versi": 0, "tingkat": "3"}, **JSON).json()
        assert (answer["state"], answer["version"], answer["answered"]) == ("saved", 1, 1)
        assert "1,0500" in answer["html"]

    def test_an_unchanged_value_is_saved_already(self, alice, draft):
        page = url("indicator", draft, "11")
        alice.post(page, {"versi": 0, "tingkat": "3"}, **JSON)
        again = alice.post(page, {"versi": 1, "tingkat": "3"}, **JSON).json()
        assert (again["state"], again["version"]) == ("saved", 1)

    def test_a_script_sees_the_others_value_in_a_conflict(self, alice, cast, draft):
        with tenant_scope(cast.instansi.pk):
            enter(draft, "11", 3, cast.bob)
        response = alice.post(url("indicator", draft, "11"), {"versi": 0, "tingkat": "2"}, **JSON)
        answer = response.json()
        assert (response.status_code, answer["state"], answer["level"]) == (409, "conflict", "3")
        assert "Bob menjadi 3" in answer["html"]

    def test_a_form_keeps_what_was_typed_in_a_conflict_and_can_insist(self, alice, cast, draft):
        with tenant_scope(cast.instansi.pk):
            enter(draft, "11", 3, cast.bob)
        page = url("indicator", draft, "11")
        sent = {"versi": "0", "tingkat": "2", "catatan": "Catatan saya"}
        response = alice.post(page, sent)
        text = response.content.decode()
        assert response.status_code == 409
        assert "Catatan saya" in text
        assert "Tetap pakai nilai Anda" in text
        # The button carries the version that was shown; it stands before the hidden field and wins by name.
        alice.post(page, sent | {"versi": ["0", "1"]})
        assert stored(cast, draft, "11").level == 2

    @pytest.mark.parametrize("level", ["7", "tiga", "2,5", "-1", "1e1", "١"])
    def test_what_is_no_level_is_refused_and_nothing_typed_is_lost(self, alice, cast, draft, level):
        response = alice.post(
            url("indicator", draft, "11"), {"versi": 0, "tingkat": level, "catatan": "Tetap ada"}
        )
        assert response.status_code == 422
        assert "Tetap ada" in response.content.decode()
        assert stored(cast, draft, "11").version == 0

    def test_a_missing_version_never_overwrites(self, alice, cast, draft):
        with tenant_scope(cast.instansi.pk):
            enter(draft, "11", 3, cast.bob)
        assert alice.post(url("indicator", draft, "11"), {"tingkat": "2"}).status_code == 409

    def test_a_note_is_shown_as_text_and_not_as_markup(self, alice, draft):
        page = url("indicator", draft, "11")
        alice.post(page, {"versi": 0, "tingkat": "3", "catatan": "<script>x</script>"})
        assert "<script>x" not in alice.get(page).content.decode()


class TestTable:
    def test_without_scripts_it_saves_what_was_touched_only(self, alice, cast, draft):
        with tenant_scope(cast.instansi.pk):
            enter(draft, "2", 4, cast.bob)
        sent = {"semula-1": "", "versi-1": "0", "tingkat-1": "3", "semula-2": "", "versi-2": "0"}
        alice.post(url("levels", draft), sent)
        assert (stored(cast, draft, "1").level, stored(cast, draft, "2").level) == (3, 4)

    @pytest.mark.parametrize(("query", "shown"), [("", 47), ("?saring=kosong", 46), ("?saring=rendah", 1)])
    def test_it_narrows_to_what_is_asked(self, alice, cast, draft, query, shown):
        with tenant_scope(cast.instansi.pk):
            enter(draft, "2", 2, cast.bob)
        text = alice.get(url("detail", draft) + query).content.decode()
        assert text.count('data-row="') == shown


class TestUpload:
    def file(self, text, name="tingkat.csv"):
        return {"file": SimpleUploadedFile(name, text.encode())}

    def test_it_shows_the_differences_and_applies_nothing_yet(self, alice, cast, draft):
        response = alice.post(url("upload", draft), self.file("indikator,tingkat\n1,3\n2,4\n"))
        assert "2 tingkat akan berubah" in response.content.decode()
        assert stored(cast, draft, "1").level is None

    def test_applying_then_undoing_leaves_everything_as_it_was(self, alice, cast, draft):
        sent = {"berkas": "tingkat.csv", "tingkat-1": "3", "versi-1": "0"}
        alice.post(url("apply", draft), sent)
        assert stored(cast, draft, "1").level == 3
        with tenant_scope(cast.instansi.pk):
            batch = stored(cast, draft, "1").changes.get().batch
        alice.post(url("undo_batch", draft, batch))
        assert stored(cast, draft, "1").level is None

    def test_applying_over_a_newer_answer_is_told_and_not_done(self, alice, cast, draft):
        with tenant_scope(cast.instansi.pk):
            enter(draft, "1", 4, cast.bob)
        sent = {"berkas": "tingkat.csv", "tingkat-1": "3", "versi-1": "0"}
        text = alice.post(url("apply", draft), sent, follow=True).content.decode()
        assert "diubah orang lain sejak pratinjau" in text
        assert stored(cast, draft, "1").level == 4

    @pytest.mark.parametrize(
        "text",
        ["", "indikator,tingkat\n1,7\n", "indikator,tingkat\n99,3\n", "\x00", "indikator,tingkat\n1,tiga\n"],
    )
    def test_a_bad_file_is_told_in_a_sentence(self, alice, draft, text):
        response = alice.post(url("upload", draft), self.file(text))
        assert response.status_code == 422
        assert "n-bad" in response.content.decode()


class TestSteps:
    def test_from_closing_to_the_public_page_and_back(self, alice, cast, draft):
        with tenant_scope(cast.instansi.pk):
            fill(draft, cast.alice)
        for name, data in [("close", {}), ("publish", {}), ("withdraw", {"reason": "Salah"})]:
            assert alice.post(url(name, draft), data)["Location"] == url("detail", draft), name
        assert PublishedResult.with_withdrawn.get().withdrawal_reason == "Salah"
        alice.post(url("reopen", draft), {"reason": "Perbaikan"})
        with tenant_scope(cast.instansi.pk):
            assert Assessment.objects.get().state == "draft"

    def test_closing_with_gaps_names_them(self, alice, draft):
        response = alice.post(url("close", draft))
        assert response.status_code == 422
        assert "47 indikator belum diisi" in response.content.decode()

    def test_a_reason_is_asked_for(self, alice, draft):
        assert alice.post(url("reopen", draft), {"reason": ""}).status_code == 422


class TestCost:
    @pytest.mark.parametrize("name", ["detail", "trace", "history"])
    def test_a_page_of_47_indicators_needs_few_queries(
        self, alice, cast, draft, name, django_assert_max_num_queries
    ):
        with tenant_scope(cast.instansi.pk):
            fill(draft, cast.alice)
        with django_assert_max_num_queries(20):
            alice.get(url(name, draft))

    def test_the_list_costs_the_same_with_more_assessments(self, alice, cast, draft):
        few = self.queries(alice)
        with tenant_scope(cast.instansi.pk):
            for year in (2021, 2022, 2023, 2024):
                closed = make_draft(cast.alice, year=year)
                close_assessment(assessment=closed, actor=cast.alice, now=LATER, accept_missing=True)
        assert self.queries(alice) == few

    def queries(self, client):
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("assessment:list"))
        return len(caught)


def test_no_request_by_hand_is_a_fault_of_ours(alice, draft):
    nul = f"{url('indicator', draft, '1')[:-2]}%00/"
    assert alice.get(f"{url('history', draft)}?indikator=%00").status_code == 200
    assert alice.post(nul, {"tingkat": "3", "versi": "0"}).status_code == 404
    for version in ("", "9" * 5000, "²"):
        sent = {"semula-1": "", "tingkat-1": "3", "versi-1": version, "semula-\x00": "", "tingkat-\x00": "1"}
        refused = alice.post(url("levels", draft), sent)
        assert (refused.status_code, "1 tingkat belum disimpan" in refused.content.decode()) == (422, True)
    assert alice.post(url("indicator", draft, "2"), {"tingkat": "3"}).status_code == 302
    assert alice.get(f"/kelola/jabatan/?unit={'9' * 5000}").status_code == 200


def test_a_copy_names_the_year_it_was_taken_from(alice, cast):
    with tenant_scope(cast.instansi.pk):
        fill(make_draft(cast.alice, year=2021), cast.alice)
        later = make_draft(cast.alice, year=2025)
    text = alice.post(url("copy", later), follow=True).content.decode()
    assert "47 jawaban disalin dari penilaian 2021." in text
    text = alice.post(url("copy", later), follow=True).content.decode()
    assert "Tidak ada indikator kosong yang dapat diisi dari penilaian 2021." in text
    assert "tahun sebelumnya" not in text


def test_a_published_assessment_leads_to_its_public_page(alice, cast, draft):
    with tenant_scope(cast.instansi.pk):
        fill(draft, cast.alice)
        close_assessment(assessment=draft, actor=cast.alice, now=LATER)
        assert "Lihat halaman publik" not in alice.get(url("detail", draft)).content.decode()
        publish_assessment(assessment=draft, actor=cast.alice, now=LATER)
    text = alice.get(url("detail", draft)).content.decode()
    assert f'href="/instansi/{cast.instansi.slug}/#mandiri"' in text


def test_who_withdraws_is_told_that_the_reason_is_public(alice, draft):
    assert "Tampil di halaman publik" in alice.get(url("withdraw", draft)).content.decode()
    assert "Tampil di halaman publik" not in alice.get(url("reopen", draft)).content.decode()
