"""Strengths, weaknesses and recommendations: who writes them, and what the data propose."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from pranata.assessment import events
from pranata.assessment.models import (
    AspectConclusion,
    AspectConclusionChange,
    Assessment,
    AssessmentState,
    Stage,
)
from pranata.assessment.operations.conclude_aspect import (
    AspectUnknown,
    ConclusionChanged,
    ConclusionsStand,
    Words,
    WordsTooLong,
    conclude_aspect,
)
from pranata.assessment.queries.conclusions import proposal, unmet_requirements
from pranata.assessment.queries.result import assessment_result
from pranata.assessment.tests.scenes import LATER, enter, fill, judge, make_draft, recorded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]

WORDS = Words(strengths="Timnya lengkap.", weaknesses="Belum ada peta rencana.", recommendations="Susun.")


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def draft(cast):
    with tenant_scope(cast.instansi.pk):
        assessment = make_draft(cast.alice)
        fill(assessment, cast.alice)
        return assessment


def conclude(draft, actor, *, version=0, words=WORDS, aspect="1"):
    return conclude_aspect(
        assessment=draft, aspect=aspect, expected_version=version, words=words, actor=actor, now=LATER
    )


class TestConcluding:
    def test_the_words_are_kept_with_who_wrote_them_and_every_earlier_wording(self, cast, draft):
        first = conclude(draft, cast.dana)
        with tenant_scope(cast.instansi.pk):
            assert (first.version, first.position_title) == (1, cast.dana.position_title)
            again = Words(strengths="", weaknesses=" Dua hal. ", recommendations="")
            assert conclude(draft, cast.alice, version=1, words=again).weaknesses == "Dua hal."
            kept = AspectConclusionChange.objects.order_by("version").values_list("strengths", flat=True)
            assert list(kept) == ["Timnya lengkap.", ""]
            assert recorded(events.ASPECT_CONCLUDED) == 2

    def test_it_refuses_bob_who_answers_and_charlie_of_another_city(self, cast, draft):
        for actor in (cast.bob, cast.charlie, cast.olga):
            with pytest.raises(NotPermitted):
                conclude(draft, actor)
        with tenant_scope(cast.instansi.pk):
            assert not AspectConclusion.objects.exists()

    def test_two_at_once_do_not_overwrite_each_other(self, cast, draft):
        conclude(draft, cast.dana)
        with pytest.raises(ConclusionChanged) as refused:
            conclude(draft, cast.alice)
        assert refused.value.stored.strengths == "Timnya lengkap."

    def test_an_aspect_there_is_not_and_words_without_end_are_refused(self, cast, draft):
        with pytest.raises(AspectUnknown):
            conclude(draft, cast.dana, aspect="99")
        with pytest.raises(WordsTooLong):
            conclude(draft, cast.dana, words=Words(strengths="a" * 6001, weaknesses="", recommendations=""))

    def test_the_words_of_a_published_result_stand(self, cast, draft):
        with tenant_scope(cast.instansi.pk):
            Assessment.objects.filter(pk=draft.pk).update(state=AssessmentState.PUBLISHED)
        with pytest.raises(ConclusionsStand):
            conclude(draft, cast.alice)

    def test_a_later_stage_has_words_of_its_own_and_the_report_takes_the_latest(self, cast, draft, client):
        conclude(draft, cast.dana)
        with tenant_scope(cast.instansi.pk):
            Assessment.objects.filter(pk=draft.pk).update(stage=Stage.INTERNAL)
        later = Words(strengths="Kata tahap kedua.", weaknesses="", recommendations="")
        conclude(draft, cast.dana, words=later)
        client.force_login(cast.alice_account)
        page = client.get(reverse("assessment:conclusions", args=[draft.pk])).content.decode()
        assert "Kata tahap kedua." in page
        assert "Timnya lengkap." not in page


class TestTheProposal:
    def test_it_names_what_stands_high_what_stands_low_and_what_the_next_level_asks(self, cast, draft):
        with tenant_scope(cast.instansi.pk):
            enter(draft, "11", 4, cast.alice)
            judge(draft, cast.alice, "12", **{"3.1": "not_met"})
            found = assessment_result(draft)
            offered = proposal(found, "2", unmet_requirements(draft))
        assert any("Indikator 11" in line and "tingkat 4" in line for line in offered.strengths)
        assert any("Indikator 12" in line and "belum terpenuhi" in line for line in offered.weaknesses)
        assert any(line.startswith("Indikator 12: untuk tingkat") for line in offered.recommendations)

    def test_it_stands_beside_the_form_fills_it_on_request_and_is_never_kept_by_itself(
        self, cast, draft, client
    ):
        client.force_login(cast.alice_account)
        form = reverse("assessment:conclusion", args=[draft.pk, "1"])
        assert "</textarea>" in client.get(form).content.decode()
        filled = client.get(form, {"usul": "1"}).content.decode()
        assert ">Indikator 1, Kebijakan" in filled
        with tenant_scope(cast.instansi.pk):
            assert not AspectConclusion.objects.exists()


class TestThePages:
    def test_what_was_typed_stays_where_somebody_saved_meanwhile(self, cast, draft, client):
        conclude(draft, cast.dana)
        client.force_login(cast.alice_account)
        form = reverse("assessment:conclusion", args=[draft.pk, "1"])
        typed = {"versi": "0", "strengths": "Yang saya ketik", "weaknesses": "", "recommendations": ""}
        answer = client.post(form, typed)
        assert answer.status_code == 409
        assert "Yang saya ketik" in answer.content.decode()
        assert "Timnya lengkap." in answer.content.decode()
        assert client.post(form, {**typed, "versi": "1"}).status_code == 302

    def test_it_refuses_charlie_without_saying_that_it_exists(self, cast, draft, client):
        client.force_login(cast.charlie_account)
        for name, *more in (("conclusions",), ("conclusion", "1"), ("report_pdf",)):
            assert client.get(reverse(f"assessment:{name}", args=[draft.pk, *more])).status_code == 404
        answer = client.get(reverse("assessment:conclusions", args=[draft.pk]), {"tugas": "1"})
        assert answer.status_code == 404

    def test_the_report_carries_the_words_the_figures_and_the_file_to_recompute(self, cast, draft, client):
        odd = Words(strengths="Naik → 😀 “sudah” 漢", weaknesses="<b>tebal</b> #set", recommendations="")
        conclude(draft, cast.dana, words=odd)
        client.force_login(cast.alice_account)
        answer = client.get(reverse("assessment:report_pdf", args=[draft.pk]))
        reader = PdfReader(io.BytesIO(answer.content))
        text = "\n".join(page.extract_text() for page in reader.pages)
        assert "Naik ke ? “sudah” ?" in text
        assert "<b>tebal</b> #set" in text
        assert "2,00" in text
        assert "hitung-ulang.json" in reader.attachments
        assert "Belum disimpulkan oleh asesor:" in text
        assert len(reader.pages) == 4
        assert all(len(page.extract_text()) > 400 for page in reader.pages[1:])
