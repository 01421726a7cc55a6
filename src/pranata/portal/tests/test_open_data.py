"""What anyone may take along, how long it may be kept, and what must never be in it."""

import csv
import gzip
import json

import pytest
from django.urls import reverse

from pranata.assessment.models import ResultOrigin
from pranata.insights.tests.rows import body, many_results, result
from pranata.organisation.tests.cast import PASSWORD, make_cast

pytestmark = pytest.mark.django_db

PAGES = ("/", "/hasil/", "/banding/", "/data/", "/dasar-hukum/", "/aksesibilitas/", "/instansi/kota-metro/")
FILES = ("/cari.json", "/data/hasil.csv", "/data/rata-rata.csv", "/hasil/unduh.csv")


@pytest.fixture
def metro():
    kota = body("Metro")
    result(kota, 2024, "3.40")
    return kota


def test_the_file_holds_every_public_result_with_its_origin(client, metro):
    result(metro, 2025, "4.00", origin=ResultOrigin.SELF_PUBLISHED, is_example=True)
    text = client.get("/data/hasil.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["year"], row["origin"], row["is_example"]) for row in rows] == [
        ("2024", "ministry_report", "0"), ("2025", "self_published", "1"),
    ]  # fmt: skip


def test_the_suggestions_stay_small(client):
    many_results(640)
    packed = gzip.compress(client.get("/cari.json").content)
    assert len(packed) <= 8 * 1024


def test_a_suggestion_names_what_a_visitor_sees(client, metro):
    assert json.loads(client.get("/cari.json").content) == [
        {"name": "Kota Metro", "detail": "Lampung", "index": "3.40", "step": 3}
    ]


@pytest.mark.parametrize(
    ("typed", "target"),
    [("kota metro", "/instansi/kota-metro/"), ("metro", "/instansi/kota-metro/"), ("zzz", "/hasil/?q=zzz")],
)
def test_the_search_leads_to_the_one_body_or_to_the_table(client, metro, typed, target):
    assert client.get("/cari/", {"q": typed}).headers["Location"] == target


@pytest.mark.parametrize("address", FILES[:3])
def test_a_file_is_not_sent_twice(client, metro, address):
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert (first.headers["Cache-Control"], again.status_code) == ("public, max-age=300", 304)
    assert "Cookie" in first.headers["Vary"]


@pytest.mark.parametrize("address", PAGES)
def test_an_anonymous_page_may_be_kept_for_minutes_by_the_browser_alone(client, metro, address):
    page = client.get(address)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "private, max-age=300"
    assert "Set-Cookie" not in page.headers


def test_an_officials_page_is_kept_by_nobody_else(client, metro):
    account = make_cast().alice_account
    client.post(reverse("account_login"), {"login": account.email, "password": PASSWORD})
    for address in PAGES:
        kept = client.get(address).headers["Cache-Control"]
        assert "private" in kept, address
        assert "public" not in kept, address


def test_no_page_names_a_person_or_a_tenants_unit(client, metro):
    cast = make_cast()
    secrets = (cast.charlie.person_name, cast.alice_account.email, cast.diskominfo.name, cast.bob.unit_name)
    for address in (*PAGES, *FILES):
        answer = client.get(address)
        text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert not [secret for secret in secrets if secret in text], address


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_no_page_is_changed_by_sending_to_it(client, metro, address):
    assert client.post(address).status_code in (200, 405)
