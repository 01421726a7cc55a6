"""Bodies side by side."""

import pytest

from pranata.insights.tests.rows import body, many_results, result

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    found = []
    for name, before, after in (("Satu", "2.00", "3.00"), ("Dua", "2.50", "2.40"), ("Tiga", "1.50", None)):
        kota = body(name)
        result(kota, 2023, before, domains={"1": before, "2": "2.00", "3": "1.00", "4": "3.00"})
        if after:
            result(kota, 2024, after, domains={"1": after, "2": "2.00", "3": "1.00", "4": "3.00"})
        found.append(kota)
    return found


def test_two_are_shown_with_their_differences(client, three):
    page = client.get("/banding/?i=kota-satu&i=kota-dua")
    assert page.context["comparison"].year == 2024
    assert page.context["finding"] == "Kota Satu terdepan pada 2024; selisih terbesar di kebijakan internal"
    assert page.context["radar"] is not None


def test_three_are_shown_in_the_year_most_of_them_share(client, three):
    page = client.get("/banding/?i=kota-satu&i=kota-dua&i=kota-tiga")
    assert page.context["comparison"].year == 2023
    assert len(page.context["lanes"]) == 4


def test_a_year_can_be_asked_for(client, three):
    assert client.get("/banding/?i=kota-satu&i=kota-dua&tahun=2023").context["comparison"].year == 2023


def test_one_is_told_to_take_another(client, three):
    page = client.get("/banding/?i=kota-satu")
    assert page.status_code == 200
    assert "Tambahkan sedikitnya satu instansi lagi." in page.content.decode()


def test_too_many_are_told_to_leave_some_out(client):
    many_results(20)
    query = "&".join(f"i=kota-uji-{number:05d}" for number in range(17))
    page = client.get(f"/banding/?{query}")
    assert page.status_code == 400
    assert "Anda memilih 17 instansi; paling banyak 6" in page.content.decode()
    assert "comparison" not in page.context


def test_an_unknown_body_is_named_and_the_rest_is_compared(client, three):
    page = client.get("/banding/?i=kota-satu&i=kota-dua&i=kota-atlantis")
    assert "kota-atlantis" in page.content.decode()
    assert page.context["comparison"] is not None


def test_a_body_is_found_and_added_without_scripts(client, three):
    page = client.get("/banding/?i=kota-satu&cari=dua")
    assert "/banding/?i=kota-satu&amp;i=kota-dua" in page.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "i=" + "x" * 4000,
        "i=%00",
        "i=' OR 1=1 --&i=;",
        "i=&i=&i=",
        "cari=" + "x" * 4000,
        "cari=%00",
        "i=kota-satu&i=kota-satu",
        "i=kota-satu&i=kota-dua&tahun=abc",
        "i=kota-satu&i=kota-dua&tahun=²²²²",
        "i=<script>alert(1)</script>&i=b",
    ],
)
def test_a_hostile_address_gets_a_page(client, three, query):
    page = client.get(f"/banding/?{query}")
    assert page.status_code in (200, 400)
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("count", [20, 640])
def test_its_queries_do_not_grow_with_the_country(client, django_assert_max_num_queries, count):
    many_results(count)
    with django_assert_max_num_queries(4):
        client.get("/banding/?i=kota-uji-00001&i=kota-uji-00002&i=kota-uji-00003")
