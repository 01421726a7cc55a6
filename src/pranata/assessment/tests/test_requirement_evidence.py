"""Evidence at a requirement: chosen or uploaded, for many requirements, and what becomes of it later."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pranata.assessment import events
from pranata.assessment.models import Answer, Finding, FindingEvidence
from pranata.assessment.operations._change import AssessmentNotOpen
from pranata.assessment.operations.attach_evidence import (
    EvidenceUnavailable,
    NoEvidenceChosen,
    PagesTooLong,
    attach_evidence,
)
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.detach_evidence import NotAttached, detach_evidence
from pranata.assessment.operations.judge_requirements import RequirementUnknown
from pranata.assessment.queries.checklist import Trouble, checklist_of
from pranata.assessment.tests.calls import make_call
from pranata.assessment.tests.scenes import LATER, enter, fill, give, judge, make_draft, recorded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.ui.numbers import date_written
from pranata.organisation.tests.cast import NOW, TODAY, make_cast
from pranata.records.models import Evidence
from pranata.records.operations.add_evidence import Claim, Part, add_evidence
from pranata.records.operations.withdraw_evidence import withdraw_evidence

pytestmark = pytest.mark.django_db
JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        yield cast


@pytest.fixture
def draft(cast):
    return make_draft(cast.alice)


@pytest.fixture
def blob_store(tmp_path, settings):
    """A place for the bytes of uploads."""
    settings.BLOB_URL, settings.BLOB_COPY_URL = str(tmp_path / "blobs"), str(tmp_path / "copy")
    settings.UPLOADS, settings.CLAMAV = tmp_path / "uploads", None


def item(actor, unit, title="SK Arsitektur", expires_on=None):
    """An item of evidence that is a link: what it consists of is no matter here."""
    return add_evidence(
        unit=unit,
        claim=Claim(title=title, effective_on=dt.date(2024, 1, 1), expires_on=expires_on),
        parts=[Part(link="https://jdih.contoh.test/1")],
        actor=actor,
        now=NOW,
    )


def attach(draft, actor, *items, key="2.1", indicator="11", pages=""):
    return attach_evidence(
        assessment=draft,
        indicator=indicator,
        requirement=key,
        items=[one.public_id for one in items],
        pages=pages,
        actor=actor,
        now=LATER,
    )


def shown(draft, actor, key="2.1"):
    (found,) = checklist_of(draft, None, "11", actor, TODAY).named([key])
    return found


class TestAttaching:
    def test_it_stands_at_the_requirement_with_its_pages(self, cast, draft):
        evidence = item(cast.bob, cast.dinkes)
        attach(draft, cast.bob, evidence, pages=" 3–5, 12 ")
        (one,) = shown(draft, cast.bob).evidence
        assert (one.evidence, one.pages, one.trouble) == (evidence, "3–5, 12", None)
        assert recorded(events.EVIDENCE_ATTACHED) == 1

    def test_it_needs_no_verdict_and_gives_none(self, cast, draft):
        attach(draft, cast.bob, item(cast.bob, cast.dinkes))
        assert Finding.objects.get().verdict == ""
        judge(draft, cast.bob, **{"2.1": "met"})
        assert not shown(draft, cast.bob).lacks_evidence

    def test_one_item_serves_many_requirements_indicators_and_instruments(self, cast, draft):
        evidence = item(cast.bob, cast.dinkes)
        pemdi = make_draft(cast.alice, year=2026, instrument="pemdi-2026")
        attach(draft, cast.bob, evidence)
        attach(draft, cast.bob, evidence, key="3.1")
        attach(draft, cast.bob, evidence, indicator="12")
        attach(pemdi, cast.bob, evidence, indicator="1")
        assert FindingEvidence.objects.filter(evidence=evidence).count() == 4

    def test_many_at_once_are_one_act(self, cast, draft):
        attach(draft, cast.bob, item(cast.bob, cast.dinkes), item(cast.bob, cast.dinkes, "Metadata"))
        assert recorded(events.EVIDENCE_ATTACHED) == 1

    def test_what_stands_there_already_is_told(self, cast, draft):
        evidence = item(cast.bob, cast.dinkes)
        attach(draft, cast.bob, evidence)
        with pytest.raises(NoEvidenceChosen):
            attach(draft, cast.bob, evidence)
        with pytest.raises(NoEvidenceChosen):
            attach(draft, cast.bob)

    def test_evidence_of_another_instansi_does_not_exist_here(self, cast, draft):
        with tenant_scope(cast.other_instansi.pk):
            theirs = item(cast.charlie, cast.other_root)
        with pytest.raises(EvidenceUnavailable):
            attach(draft, cast.bob, theirs)

    def test_evidence_that_was_withdrawn_is_refused(self, cast, draft):
        evidence = item(cast.bob, cast.dinkes)
        withdraw_evidence(evidence=evidence, reason="Salah", actor=cast.bob, now=NOW)
        with pytest.raises(EvidenceUnavailable):
            attach(draft, cast.bob, evidence)

    def test_made_up_requirements_and_long_pages_are_refused(self, cast, draft):
        evidence = item(cast.bob, cast.dinkes)
        with pytest.raises(RequirementUnknown):
            attach(draft, cast.bob, evidence, key="9.9")
        with pytest.raises(PagesTooLong):
            attach(draft, cast.bob, evidence, pages="1" * 121)
        assert not FindingEvidence.objects.exists()

    def test_it_refuses_who_does_not_answer_here(self, cast, draft):
        evidence = item(cast.bob, cast.dinkes)
        for actor in (cast.dana, cast.olga, cast.charlie):
            with pytest.raises(NotPermitted):
                attach(draft, actor, evidence)
        give(draft, cast.alice, "11", by=cast.alice)
        with pytest.raises(NotPermitted):
            attach(draft, cast.bob, evidence)

    def test_a_closed_assessment_takes_and_gives_nothing(self, cast, draft):
        (row,) = attach(draft, cast.bob, item(cast.bob, cast.dinkes))
        close_assessment(assessment=draft, actor=cast.alice, now=LATER, accept_missing=True)
        with pytest.raises(AssessmentNotOpen):
            attach(draft, cast.bob, item(cast.bob, cast.dinkes, "Lain"))
        with pytest.raises(AssessmentNotOpen):
            detach_evidence(assessment=draft, indicator="11", link_id=row.pk, actor=cast.bob, now=LATER)


class TestDetaching:
    def test_it_ends_the_row_and_leaves_the_item(self, cast, draft):
        evidence = item(cast.bob, cast.dinkes)
        (row,) = attach(draft, cast.bob, evidence)
        detach_evidence(assessment=draft, indicator="11", link_id=row.pk, actor=cast.bob, now=LATER)
        assert shown(draft, cast.bob).evidence == ()
        assert Evidence.objects.filter(pk=evidence.pk).exists()
        assert recorded(events.EVIDENCE_DETACHED) == 1
        attach(draft, cast.bob, evidence)

    def test_a_row_of_another_indicator_is_not_there(self, cast, draft):
        (row,) = attach(draft, cast.bob, item(cast.bob, cast.dinkes), indicator="12")
        with pytest.raises(NotAttached):
            detach_evidence(assessment=draft, indicator="11", link_id=row.pk, actor=cast.bob, now=LATER)

    def test_it_refuses_who_does_not_answer_here(self, cast, draft):
        (row,) = attach(draft, cast.bob, item(cast.bob, cast.dinkes))
        for actor in (cast.dana, cast.charlie):
            with pytest.raises(NotPermitted):
                detach_evidence(assessment=draft, indicator="11", link_id=row.pk, actor=actor, now=LATER)


class TestWhatBecomesOfIt:
    def test_what_is_withdrawn_later_stays_marked_and_no_longer_carries(self, cast, draft):
        evidence = item(cast.bob, cast.dinkes)
        attach(draft, cast.bob, evidence)
        judge(draft, cast.bob, **{"2.1": "met"})
        withdraw_evidence(evidence=evidence, reason="Salah unggah", actor=cast.bob, now=LATER)
        found = shown(draft, cast.bob)
        assert found.evidence[0].trouble is Trouble.WITHDRAWN
        assert found.lacks_evidence

    @pytest.mark.parametrize(
        ("expires_on", "trouble"),
        [(None, None), (dt.date(2026, 3, 2), Trouble.EXPIRES), (dt.date(2026, 3, 3), None)],
    )
    def test_what_ends_before_the_stage_does_is_marked(self, cast, draft, expires_on, trouble):
        attach(draft, cast.bob, item(cast.bob, cast.dinkes, expires_on=expires_on))
        assert shown(draft, cast.bob).evidence[0].trouble is trouble

    @pytest.mark.usefixtures("no_second_factor_asked")
    def test_where_a_call_dates_the_stage_it_must_hold_until_the_stage_ends(self, cast, draft, client):
        ends = (NOW + dt.timedelta(days=10)).date()
        attach(draft, cast.bob, item(cast.bob, cast.dinkes, expires_on=ends))
        assert shown(draft, cast.bob).evidence[0].trouble is None
        make_call(cast, draft)
        client.force_login(cast.bob_account)
        said = f"Berakhir {date_written(ends, short=True)}"
        assert said in client.get(reverse("assessment:indicator", args=[draft.pk, "11"])).content.decode()

    def test_a_year_that_still_runs_ends_with_december(self, cast):
        draft = make_draft(cast.alice, year=2026, instrument="pemdi-2026")
        ends = dt.date(2026, 12, 31)
        evidence = item(cast.bob, cast.dinkes, expires_on=ends)
        attach(draft, cast.bob, evidence, indicator="1")
        (found,) = checklist_of(draft, None, "1", cast.bob, TODAY).named(["2.1"])
        assert found.evidence[0].trouble is Trouble.EXPIRES


@pytest.mark.usefixtures("no_second_factor_asked", "blob_store")
class TestPage:
    def url(self, draft, name="evidence", key="2.1"):
        return reverse(f"assessment:{name}", args=[draft.pk, "11", *([key] if key else [])])

    @pytest.fixture
    def bob(self, cast, client):
        client.force_login(cast.bob_account)
        return client

    def test_it_offers_the_archive_and_a_place_to_upload(self, cast, draft, bob):
        item(cast.bob, cast.dinkes)
        text = bob.get(self.url(draft)).content.decode()
        assert "SK Arsitektur" in text
        assert "Unggah yang baru" in text
        assert "SK Arsitektur" not in bob.get(self.url(draft) + "?cari=lain").content.decode()

    def test_choosing_leads_back_to_the_requirement(self, cast, draft, bob):
        evidence = item(cast.bob, cast.dinkes)
        sent = {"lakukan": "pilih", "bukti": str(evidence.public_id), "halaman": "12"}
        response = bob.post(self.url(draft), sent)
        assert response["Location"] == self.url(draft, "indicator", "") + "#s-2-1"
        assert "SK Arsitektur" in bob.get(self.url(draft, "indicator", "")).content.decode()

    def test_uploading_keeps_the_file_and_shows_it_at_once(self, cast, draft, bob):
        sent = {
            "lakukan": "unggah",
            "title": "Peta rencana",
            "effective_on": "2025-01-01",
            "unit": cast.dinkes.pk,
            "kind": "lainnya",
            "security": "B",
            "berkas": SimpleUploadedFile("peta.pdf", b"%PDF-1.7\n%%EOF"),
        }
        assert bob.post(self.url(draft), sent).status_code == 302
        assert shown(draft, cast.bob).evidence[0].evidence.title == "Peta rencana"

    def test_an_upload_that_is_refused_keeps_what_was_typed(self, draft, bob):
        response = bob.post(self.url(draft), {"lakukan": "unggah", "title": "Peta rencana"})
        assert response.status_code == 422
        assert 'value="Peta rencana"' in response.content.decode()

    @pytest.mark.parametrize("what", ["x", "", "6f2c1a34-9d0e-4b7a-8c55-0e9f3a7d1b20"])
    def test_what_is_no_item_is_refused_in_a_sentence(self, draft, bob, what):
        response = bob.post(self.url(draft), {"lakukan": "pilih", "bukti": what})
        assert response.status_code == 404
        assert "tidak ditemukan" in response.content.decode()

    def test_the_indicator_of_another_opd_is_closed(self, cast, draft, bob):
        give(draft, cast.alice, "11", by=cast.alice)
        assert bob.get(self.url(draft)).status_code == 403

    def test_another_instansi_and_a_made_up_requirement_are_not_found(self, cast, draft, bob, client):
        assert bob.get(self.url(draft, key="9.9")).status_code == 404
        client.force_login(cast.charlie_account)
        assert client.get(self.url(draft)).status_code == 404

    def test_taking_it_off_saves_the_rest_of_the_form_too(self, cast, draft, bob):
        (row,) = attach(draft, cast.bob, item(cast.bob, cast.dinkes))
        page = self.url(draft, "indicator", "")
        bob.post(page, {"versi": "0", "catatan": "Tetap ada", "lepas": str(row.pk)})
        assert shown(draft, cast.bob).evidence == ()
        assert Answer.objects.get(assessment=draft, indicator="11").note == "Tetap ada"


@pytest.mark.usefixtures("no_second_factor_asked")
class TestChecklistPage:
    def url(self, draft, name="indicator", *args):
        return reverse(f"assessment:{name}", args=[draft.pk, "11", *args])

    @pytest.fixture
    def bob(self, cast, client):
        client.force_login(cast.bob_account)
        return client

    def form(self, **verdicts):
        sent = {"versi": "0", "catatan": ""}
        for key in ("2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "5.1"):
            sent |= {f"versi-{key}": "0", f"hasil-{key}": verdicts.get(key, ""), f"uraian-{key}": ""}
        return sent

    def test_a_form_without_scripts_saves_the_whole_checklist(self, cast, draft, bob):
        sent = self.form(**{"2.1": "met", "2.2": "met", "3.1": "not_met"}) | {
            "sebab-3.1": "people",
            "catatan": "Sejak 2024.",
        }
        response = bob.post(self.url(draft), sent)
        assert response["Location"].endswith("/indikator/12/")
        answer = Answer.objects.get(assessment=draft, indicator="11")
        assert answer.level == 2
        assert (answer.basis, answer.note) == ("checklist", "Sejak 2024.")
        text = bob.get(self.url(draft)).content.decode()
        assert "Tertahan di tingkat 2" in text
        assert 'name="tingkat"' not in text

    def test_a_level_the_form_still_showed_does_not_stand_against_the_checklist(self, cast, draft, bob):
        enter(draft, "11", 4, cast.bob)
        sent = self.form(**{"2.1": "met", "2.2": "not_met"}) | {"versi": "1", "tingkat": "4"}
        assert bob.post(self.url(draft), sent).status_code == 302
        assert Answer.objects.get(assessment=draft, indicator="11").level == 1

    def test_a_note_is_saved_beside_an_imported_level_the_checklist_contradicts(self, cast, draft, bob):
        judge(draft, cast.bob, **{"2.1": "not_met"})
        fill(draft, cast.alice, level=3)
        sent = {"versi": "2", "tingkat": "3", "catatan": "Lihat laporan."}
        assert bob.post(self.url(draft), sent).status_code == 302
        answer = Answer.objects.get(assessment=draft, indicator="11")
        assert (answer.note, answer.basis) == ("Lihat laporan.", "entered")

    def test_a_conflict_keeps_everything_typed_and_sending_again_insists(self, cast, draft, bob):
        judge(draft, cast.alice, **{"2.1": "met"})
        sent = self.form(**{"2.1": "not_met"}) | {"uraian-2.2": "Tidak boleh hilang"}
        response = bob.post(self.url(draft), sent)
        text = response.content.decode()
        assert response.status_code == 409
        assert "Tidak boleh hilang" in text
        assert "Syarat ini baru saja dijawab Alice" in text
        assert bob.post(self.url(draft), sent | {"versi-2.1": "1"}).status_code == 302
        assert Finding.objects.get(requirement="2.1").verdict == "not_met"

    def test_another_level_takes_a_reason(self, cast, draft, bob):
        bob.post(self.url(draft), self.form(**{"2.1": "not_met"}))
        version = Answer.objects.get(assessment=draft, indicator="11").version
        sent = {"versi": version, "lakukan": "tetapkan", "tingkat-lain": "3", "alasan": ""}
        refused = bob.post(self.url(draft), sent)
        assert refused.status_code == 422
        assert bob.post(self.url(draft), sent | {"alasan": "Ada aturan provinsi."}).status_code == 302
        assert "ditetapkan dengan alasan" in bob.get(self.url(draft)).content.decode()
        back = {"versi": version + 1, "lakukan": "ikuti", "tingkat-ikuti": "1"}
        assert bob.post(self.url(draft), back).status_code == 302
        assert Answer.objects.get(assessment=draft, indicator="11").basis == "checklist"

    def test_a_button_for_evidence_saves_first(self, cast, draft, bob):
        response = bob.post(self.url(draft), self.form(**{"2.1": "met"}) | {"ke": "2.1"})
        assert response["Location"].endswith("/indikator/11/bukti/2.1/")
        assert Finding.objects.get().verdict == "met"

    def test_a_script_saves_one_requirement_and_is_told_what_came_of_it(self, draft, bob):
        page = self.url(draft, "judge", "2.1")
        answer = bob.post(page, {"versi": "0", "hasil": "not_met", "sebab": "data"}, **JSON).json()
        assert (answer["state"], answer["version"], answer["answer_version"]) == ("saved", 1, 1)
        assert (answer["level"], answer["follows"]) == ("1", True)
        assert "Tertahan di tingkat 1" in answer["cap"]
        again = bob.post(page, {"versi": "1", "hasil": "not_met", "sebab": "data"}, **JSON).json()
        assert (again["state"], again["version"]) == ("saved", 1)

    def test_a_script_sees_the_others_judgement_in_a_conflict(self, cast, draft, bob):
        judge(draft, cast.alice, **{"2.1": "met"})
        response = bob.post(self.url(draft, "judge", "2.1"), {"versi": "0", "hasil": "not_met"}, **JSON)
        answer = response.json()
        assert (response.status_code, answer["state"], answer["hasil"]) == (409, "conflict", "met")

    def test_a_session_that_ended_is_told_apart_from_a_refusal(self, draft, bob):
        bob.logout()
        response = bob.post(self.url(draft, "judge", "2.1"), {"versi": "0", "hasil": "met"}, **JSON)
        assert response.status_code == 302
        assert "/akun/masuk/" in response["Location"]

    def test_a_level_without_checklist_says_so(self, cast, draft, bob):
        enter(draft, "11", 3, cast.bob)
        assert "Tingkat diisi tanpa daftar periksa" in bob.get(self.url(draft)).content.decode()

    def test_last_years_findings_and_evidence_are_on_the_page(self, cast, draft, bob):
        earlier = make_draft(cast.alice, year=2024)
        judge(earlier, cast.bob, **{"2.1": "met"})
        attach(earlier, cast.bob, item(cast.bob, cast.dinkes, "SK tahun lalu"))
        text = bob.get(self.url(draft)).content.decode()
        assert "Jawaban 2024" in text
        assert "SK tahun lalu" in text

    def test_who_reads_sees_what_was_found_and_no_control(self, cast, draft, client):
        judge(draft, cast.bob, **{"2.1": "met"})
        client.force_login(cast.dana_account)
        text = client.get(self.url(draft)).content.decode()
        assert "Terpenuhi" in text
        assert 'type="radio"' not in text

    def test_the_table_refuses_another_level_without_losing_it(self, cast, draft, bob):
        judge(draft, cast.bob, **{"2.1": "not_met"})
        sent = {"semula-11": "1", "versi-11": "1", "tingkat-11": "4"}
        response = bob.post(reverse("assessment:levels", args=[draft.pk]), sent)
        assert response.status_code == 422
        assert "memberi tingkat 1" in response.content.decode()

    def test_the_page_needs_few_queries(self, cast, draft, bob, django_assert_max_num_queries):
        earlier = make_draft(cast.alice, year=2024)
        for assessment in (earlier, draft):
            for key in ("2.1", "2.2", "3.1", "4.1"):
                judge(assessment, cast.bob, **{key: "met"})
                attach(assessment, cast.bob, item(cast.bob, cast.dinkes, f"Bukti {key}"), key=key)
        with django_assert_max_num_queries(20):
            bob.get(self.url(draft))
