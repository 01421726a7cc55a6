"""Bukti Anda as a page: one's own acts, exported as shown, and nobody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pranata.assessment.tests.scenes import fill, make_draft
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast

pytestmark = pytest.mark.django_db
PAGE = "/meja/bukti/"


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def acted(cast):
    """An instansi in which Alice made a draft and entered a few levels."""
    with tenant_scope(cast.instansi.pk):
        fill(make_draft(cast.alice), cast.alice)
    return cast


def test_it_lists_ones_own_acts_with_code_and_state(client, acted):
    client.force_login(acted.alice_account)
    page = client.get(PAGE).content.decode()
    assert "membuat penilaian" in page
    assert "Tercatat" in page
    assert "sedang ditunggu" in page
    assert "/cek-bukti/" in page


def test_somebody_of_another_instansi_sees_none_of_them(client, acted):
    client.force_login(acted.charlie_account)
    assert "membuat penilaian" not in client.get(f"{PAGE}?lingkup=jabatan").content.decode()


def test_searching_narrows_the_list_and_the_export(client, acted):
    client.force_login(acted.alice_account)
    assert "membuat penilaian" in client.get(f"{PAGE}?q=membuat").content.decode()
    assert "Tidak ada tindakan yang cocok" in client.get(f"{PAGE}?q=tidakada").content.decode()
    answer = client.get(f"{PAGE}csv?q=membuat")
    table = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert table.decode("utf-8-sig").count("membuat penilaian") == 1
    assert client.get(f"{PAGE}xlsx").status_code == 200
    assert client.get(f"{PAGE}pdf").status_code == 404


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(PAGE).status_code == 302
    assert client.get(reverse("desk:receipts_export", args=["csv"])).status_code == 302


def test_the_number_of_queries_does_not_grow_with_acts(client, acted):
    client.force_login(acted.alice_account)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(f"{PAGE}?q=membuat")
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few) <= 15
