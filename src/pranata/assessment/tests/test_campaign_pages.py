"""The pages of a call: whom they are open to, what a bad plan keeps, and what they cost."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from pranata.assessment.models import Campaign, Participation
from pranata.assessment.tasks import tend_campaigns
from pranata.assessment.tests.calls import make_call
from pranata.assessment.tests.scenes import make_draft
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import InstansiKind
from pranata.organisation.tests.cast import NOW, make_cast, make_instansi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]
GIVEN = {
    "name": "Evaluasi SPBE 2025",
    "instrument": "spbe-2020",
    "year": "2025",
    "self-mulai": "2026-04-01",
    "self-sampai": "2026-05-01",
}


@pytest.fixture
def cast():
    found = make_cast()
    found.other_instansi.kind = InstansiKind.KEMENTERIAN
    found.other_instansi.save()
    return found


@pytest.fixture
def charlie(cast, client):
    client.force_login(cast.charlie_account)
    return client


def test_names_from_a_workbook_and_a_paste_are_checked_planned_and_opened(cast, charlie):
    make_instansi("Kota Magelang")
    make_instansi("Kabupaten Magelang", kind="kabupaten")
    book, file = Workbook(), io.BytesIO()
    for row in (["Nama instansi"], ["Kota Contoh"]):
        book.worksheets[0].append(row)
    book.save(file)
    upload = SimpleUploadedFile("daftar.xlsx", file.getvalue())
    new = reverse("assessment:campaign_new")
    wrong = charlie.post(new, {**GIVEN, "names": "Kota Entah\nKota Magelang", "file": upload})
    assert wrong.status_code == 422
    assert "“Kota Entah”" in wrong.content.decode()
    assert "Evaluasi SPBE 2025" in wrong.content.decode()
    upload.seek(0)
    checked = charlie.post(new, {**GIVEN, "names": "kab. magelang", "file": upload})
    page = checked.content.decode()
    assert "Periksa sebelum 2 instansi didaftarkan" in page
    assert "kab. magelang\nKota Contoh</textarea>" in page
    planned = charlie.post(new, {**GIVEN, "names": "kab. magelang\nKota Contoh", "susun": "ya"})
    assert planned.status_code == 302
    act = reverse("assessment:campaign_act", args=[planned.url.rstrip("/").split("/")[-1], "buka"])
    assert charlie.post(act).status_code == 302
    assert "Sedang memanggil: 0 dari 2" in charlie.get(planned.url).content.decode()
    tend_campaigns(now=NOW)
    with tenant_scope(cast.other_instansi.pk):
        assert Participation.objects.filter(assessment__isnull=False).count() == 2
        stage = Campaign.objects.get().stages.get()
    assert stage.closes_at.astimezone(dt.UTC).isoformat() == "2026-05-01T16:59:00+00:00"
    assert charlie.get(f"{planned.url}?bentuk=xlsx").status_code == 200


def test_dates_out_of_order_are_said_and_nothing_is_lost(charlie, cast):
    bad = {**GIVEN, "self-sampai": "2026-03-01", "names": "Kota Contoh"}
    answer = charlie.post(reverse("assessment:campaign_new"), bad)
    assert answer.status_code == 422
    assert "tidak berurutan" in answer.content.decode()
    assert "Kota Contoh" in answer.content.decode()


def test_it_costs_the_same_however_many_take_part_and_is_closed_to_others(cast, client):
    with tenant_scope(cast.instansi.pk):
        part = make_call(cast, make_draft(cast.alice))
    page = reverse("assessment:campaign", args=[part.campaign_id])
    client.force_login(cast.charlie_account)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    one = cost()
    with tenant_scope(cast.other_instansi.pk):
        for n in range(5):
            body = make_instansi(f"Kota {n}")
            Participation.objects.create(
                instansi=body, organiser=cast.other_instansi, campaign_id=part.campaign_id, called_at=NOW
            )
    assert cost() == one <= 15
    for act in ("buka", "perpanjang", "batal", "tutup"):
        client.force_login(cast.alice_account)
        assert client.get(reverse("assessment:campaign_act", args=[part.campaign_id, act])).status_code == 404
    assert client.get(page).status_code == 404
    client.force_login(cast.bob_account)
    assert client.get(page).status_code == 403


def test_the_board_names_what_is_low_whose_it_is_and_the_next_requirement(cast, client):
    with tenant_scope(cast.instansi.pk):
        draft = make_draft(cast.alice)
    client.force_login(cast.alice_account)
    url = reverse("assessment:board", args=[draft.pk])
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url).content.decode()
    assert len(queries) <= 20
    assert "47 dari 47 indikator masih di tingkat 2 ke bawah" in page
    assert "daftar periksa belum dimulai" in page
    client.force_login(cast.charlie_account)
    assert client.get(url).status_code == 404
