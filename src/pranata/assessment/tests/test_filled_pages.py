"""The pages of a filled file, as a browser sends: who opens whose, and what an evil name or choice does."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pranata.assessment.models import Answer, FilledFile, FilledState
from pranata.assessment.tests.scenes import enter, give, make_draft
from pranata.assessment.tests.test_filled_files import download, filled
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def draft(cast):
    with tenant_scope(cast.instansi.pk):
        return make_draft(cast.alice)


def sent(client, cast, draft, account, content, name="isian.xlsx"):
    client.force_login(account)
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("assessment:excel", args=[draft.pk]), {"file": file})


def workbook(cast, draft, **values):
    with tenant_scope(cast.instansi.pk):
        return filled(download(draft, cast.bob), **values)


def test_an_upload_leads_to_its_preview_and_from_there_to_one_act(cast, draft, client):
    content = workbook(cast, draft, **{"1 tingkat": 4, "2 tingkat": 3})
    with tenant_scope(cast.instansi.pk):
        enter(draft, "1", 2, cast.alice)
    answer = sent(client, cast, draft, cast.bob_account, content, "<b>isian.xlsx")
    page = client.get(answer.url).content.decode()
    assert "1 baris diubah juga oleh orang lain" in page
    assert "&lt;b&gt;isian.xlsx" in page
    seen = page.split('name="dilihat" value="')[1].split('"')[0]
    with tenant_scope(cast.instansi.pk):
        enter(draft, "2", 5, cast.alice)
    stale = client.post(f"{answer.url}terapkan/", {"dilihat": seen, "pilih-1": "berkas"})
    text = stale.content.decode()
    assert stale.status_code == 409
    assert "diubah orang lain sejak pratinjau" in text
    assert 'name="pilih-1" value="berkas" checked' in text
    seen = text.split('name="dilihat" value="')[1].split('"')[0]
    assert client.post(f"{answer.url}terapkan/", {"dilihat": seen, "pilih-1": "berkas"}).status_code == 302
    with tenant_scope(cast.instansi.pk):
        levels = dict(Answer.objects.filter(assessment=draft).values_list("indicator", "level"))
        file = FilledFile.objects.get()
    assert [levels["1"], levels["2"]] == [4, 5]
    assert file.state == FilledState.APPLIED
    client.post(reverse("assessment:undo_batch", args=[draft.pk, file.batch]), {"berkas": file.pk})
    assert "Diurungkan" in client.get(answer.url).content.decode()


def test_whose_file_it_is_not_finds_none_and_the_coordinator_finds_all(cast, draft, client):
    with tenant_scope(cast.instansi.pk):
        give(draft, cast.dana, "12", by=cast.alice)
    url = sent(client, cast, draft, cast.bob_account, workbook(cast, draft, **{"1 tingkat": 4})).url
    for account, status in (
        (cast.dana_account, 404),
        (cast.charlie_account, 404),
        (cast.alice_account, 200),
        (cast.bob_account, 200),
    ):
        client.force_login(account)
        assert client.get(url).status_code == status, account
    client.force_login(cast.dana_account)
    assert client.post(f"{url}terapkan/").status_code == 404


def test_a_file_that_cannot_be_read_is_said_at_its_field(cast, draft, client):
    answer = sent(client, cast, draft, cast.bob_account, b"bukan excel")
    assert answer.status_code == 422
    assert "berkas XLSX rusak atau tidak utuh" in answer.content.decode().replace(
        "Berkas XLSX", "berkas XLSX"
    )


def test_an_opd_that_is_not_of_this_division_has_no_part(cast, draft, client):
    client.force_login(cast.bob_account)
    address = reverse("assessment:excel_download", args=[draft.pk])
    assert client.get(address, {"unit": "x"}).status_code == 404
    assert client.get(address).status_code == 200


def test_the_upload_of_levels_knows_a_filled_workbook_and_loses_nothing_of_it(cast, draft, client):
    content = workbook(cast, draft, **{"1 catatan": "Ada juga catatan"})
    client.force_login(cast.alice_account)
    answer = client.post(
        reverse("assessment:upload", args=[draft.pk]), {"file": SimpleUploadedFile("x.xlsx", content)}
    )
    assert "Ada juga catatan" in client.get(answer.url).content.decode()
