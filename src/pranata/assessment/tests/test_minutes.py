"""The minutes of a closed stage: who signs in which order, what is signed, and keeping it."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from pranata.assessment import events
from pranata.assessment.models import Minutes, MinutesSignature
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.keep_minutes import KeptAlready, keep_minutes
from pranata.assessment.operations.sign_minutes import (
    MinutesChanged,
    NotTheirTurn,
    StageNotClosed,
    sign_minutes,
)
from pranata.assessment.queries.minutes import minutes_page, standing_result
from pranata.assessment.tests.scenes import LATER, fill, make_draft, recorded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.accounts_kit import confirm
from pranata.organisation.tests.cast import PASSWORD, make_cast
from pranata.records.models import Document, Upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def closed(cast):
    with tenant_scope(cast.instansi.pk):
        assessment = make_draft(cast.alice)
        fill(assessment, cast.alice)
        close_assessment(assessment=assessment, actor=cast.alice, now=LATER)
        assessment.refresh_from_db()
        return assessment


def read_of(cast, closed):
    with tenant_scope(cast.instansi.pk):
        result = standing_result(closed, "self")
        assert result is not None
        return minutes_page(closed, result, "Kota Contoh").read


def enter(client, account, *, confirmed=True):
    """Sign in; the house asks once more who it is before a signature, unless that was just answered."""
    client.force_login(account)
    if confirmed:
        confirm(client, PASSWORD)


def signed(cast, closed, actor, *, read=None, stage="self"):
    return sign_minutes(
        assessment=closed,
        stage=stage,
        body="Kota Contoh",
        read=read or read_of(cast, closed),
        actor=actor,
        now=LATER,
    )


class TestSigning:
    def test_the_assessor_signs_then_the_coordinator_and_both_signed_the_same_bytes(self, cast, closed):
        assert not signed(cast, closed, cast.dana).is_complete
        page = signed(cast, closed, cast.alice)
        assert page.is_complete
        with tenant_scope(cast.instansi.pk):
            assert page.minutes is not None
            assert page.minutes.sha256 == page.read
            assert recorded(events.MINUTES_SIGNED) == 2

    def test_it_refuses_whoever_is_not_awaited_and_bob_and_charlie_always(self, cast, closed):
        for actor in (cast.alice, cast.bob, cast.charlie, cast.olga):
            with pytest.raises(NotTheirTurn):
                signed(cast, closed, actor)
        signed(cast, closed, cast.dana)
        for actor in (cast.dana, cast.bob, cast.charlie):
            with pytest.raises(NotTheirTurn):
                signed(cast, closed, actor)
        with tenant_scope(cast.instansi.pk):
            assert MinutesSignature.objects.count() == 1

    def test_what_was_not_read_is_not_signed_and_an_open_stage_has_no_minutes(self, cast, closed):
        with pytest.raises(MinutesChanged):
            signed(cast, closed, cast.dana, read="0" * 64)
        with pytest.raises(StageNotClosed):
            signed(cast, closed, cast.dana, stage="internal")


class TestThePage:
    def test_both_sign_on_the_page_and_the_paper_is_kept_as_a_record(self, cast, closed, client):
        page = reverse("assessment:minutes", args=[closed.pk, "self"])
        sign = reverse("assessment:minutes_sign", args=[closed.pk, "self"])
        enter(client, cast.dana_account, confirmed=False)
        sent = {"dibaca": read_of(cast, closed), "setuju": "1"}
        assert "Menunggu tanda tangan" in client.get(page).content.decode()
        assert "/akun/konfirmasi/" in client.post(sign, sent).headers["Location"]
        enter(client, cast.dana_account)
        assert client.post(sign, {**sent, "setuju": ""}).status_code == 422
        assert client.post(sign, sent).status_code == 302
        enter(client, cast.alice_account)
        assert client.post(sign, sent).status_code == 302
        assert "Tersimpan di arsip" in client.get(page).content.decode()
        paper = client.get(reverse("assessment:minutes_pdf", args=[closed.pk, "self"]))
        reader = PdfReader(io.BytesIO(paper.content))
        assert cast.dana.person_name in reader.pages[0].extract_text()
        assert "berita-acara.json" in reader.attachments
        report = PdfReader(io.BytesIO(client.get(reverse("assessment:report_pdf", args=[closed.pk])).content))
        last = report.pages[-1].extract_text()
        assert "Pengesahan" in last
        assert cast.dana.person_name in last
        assert cast.alice.person_name in last
        assert "masih berjalan; nilainya dapat berubah" in report.pages[0].extract_text()
        with tenant_scope(cast.instansi.pk):
            minutes = Minutes.objects.get()
            assert minutes.version is not None
            assert Document.objects.get(pk=minutes.version.document_id).kind == "berita-acara"
            assert recorded(events.MINUTES_KEPT) == 1

    def test_it_refuses_charlie_without_saying_that_it_exists(self, cast, closed, client):
        client.force_login(cast.charlie_account)
        for name in ("minutes", "minutes_pdf"):
            assert client.get(reverse(f"assessment:{name}", args=[closed.pk, "self"])).status_code == 404

    def test_it_refuses_to_keep_what_is_not_signed_by_both_and_bob_always(self, cast, closed):
        signed(cast, closed, cast.dana)
        with tenant_scope(cast.instansi.pk):
            minutes = Minutes.objects.get()
            for actor, refusal in ((cast.bob, NotPermitted), (cast.alice, KeptAlready)):
                with pytest.raises(refusal):
                    keep_minutes(minutes=minutes, upload=Upload(), title="x", actor=actor, now=LATER)
