"""The front page says what the figures show, and nothing that was written beforehand."""

from decimal import Decimal

import pytest

from pranata.insights.tests.rows import body, many_results, result
from pranata.portal.queries import home_page

pytestmark = pytest.mark.django_db


def fill(good, poor):
    for number in range(good + poor):
        name = f"{number:03d}"
        instansi = body(name)
        result(instansi, 2023, "2.00", predikat="Cukup")
        result(
            instansi,
            2024,
            "3.00" if number < good else "1.50",
            predikat="Baik" if number < good else "Kurang",
        )


@pytest.mark.parametrize(
    ("good", "poor", "title"),
    [
        (3, 1, "Tiga dari empat instansi"),
        (1, 1, "Separuh instansi"),
        (9, 11, "45% instansi"),
        (4, 0, "Semua instansi"),
    ],
)
def test_its_title_is_computed_from_the_rows(client, good, poor, title):
    fill(good, poor)
    assert f"{title} kini Baik atau lebih tinggi" in client.get("/").content.decode()


def test_the_national_index_is_the_printed_one_and_not_the_mean_of_the_rows(client):
    fill(1, 0)
    page = client.get("/").content.decode()
    assert "Indeks SPBE nasional 2024" in page
    assert "3,12" in page


def test_an_installation_without_results_says_so_and_still_stands(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "Belum ada hasil evaluasi" in page.content.decode()


def test_risers_can_be_narrowed_without_scripts(client):
    for kind in ("kota", "kabupaten"):
        instansi = body("Naik", kind=kind)
        result(instansi, 2023, "2.00")
        result(instansi, 2024, "3.00")
    page = client.get("/?naik=kota").content.decode()
    assert "Kota Naik" in page
    assert "Kabupaten Naik</a>" not in page


def test_a_row_that_cannot_be_right_is_named_where_it_was_left_out(client):
    suspect = body("Janggal")
    result(suspect, 2023, "1.05", is_suspect=True, remark="Laporan mencetak 0,30 untuk domain 4.")
    result(suspect, 2024, "2.71")
    other = body("Lain")
    result(other, 2023, "2.00")
    result(other, 2024, "2.10")
    page = client.get("/").content.decode()
    assert "Kota Janggal</a> tidak ikut dibandingkan (2023). Laporan mencetak 0,30" in page


def test_the_teaser_weighs_domains_exactly(client):
    fill(1, 0)
    page = client.get("/?d1=2,50&d2=2.50&d3=2,00&d4=3,87").content.decode()
    assert "3,04" in page


@pytest.mark.parametrize("value", ["9", "0,30", "tiga", "", "1e3", "NaN", "inf", "<script>", "5" * 90])
def test_the_teaser_computes_nothing_from_what_is_not_a_value(client, value):
    fill(1, 0)
    page = client.get("/", {"d1": value, "d2": "2", "d3": "2", "d4": "2"})
    assert page.status_code == 200
    assert "Isi keempatnya" in page.content.decode() or value == ""
    assert "<script>" not in page.content.decode().replace("<script nonce", "")


@pytest.mark.parametrize("count", [20, 640])
def test_its_queries_do_not_grow_with_the_country(client, django_assert_num_queries, count):
    many_results(count)
    with django_assert_num_queries(6):
        client.get("/")


@pytest.mark.parametrize(
    ("earlier", "latest", "words"),
    [
        ("Cukup", "Baik", "100%), naik dari 0 dari 1 pada 2023"),
        ("Baik", "Cukup", "0,0%), turun dari 1 dari 1 pada 2023"),
        ("Baik", "Baik", "100%), sama dengan 1 dari 1 pada 2023"),
    ],
)
def test_the_share_is_told_as_risen_fallen_or_unchanged(client, earlier, latest, words):
    instansi = body("Satu")
    result(instansi, 2023, "2.00", predikat=earlier)
    result(instansi, 2024, "2.00", predikat=latest)
    assert words in client.get("/").context["spread"]["text"].replace("100,0%", "100%")


def test_a_single_year_is_compared_with_nothing(client):
    result(body("Satu"), 2024, "3.00")
    assert client.get("/").context["spread"]["text"] == "1 dari 1 instansi pada 2024 (100,0%)."


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ({2023: "3.00"}, 'naik <b class="up num">0,12</b> dari 2023'),
        ({2023: "3.30"}, 'turun <b class="num">0,18</b> dari 2023'),
        ({2023: "3.12"}, "sama dengan 2023"),
        ({2022: "2.34"}, "indeks 2023 tidak tersedia"),
    ],
)
def test_the_national_index_is_told_as_risen_fallen_unchanged_or_alone(client, monkeypatch, before, words):
    series = {year: Decimal(index) for year, index in (before | {2024: "3.12"}).items()}
    monkeypatch.setattr(home_page, "national_series", lambda: series)
    result(body("Satu"), 2024, "3.00")
    assert words in client.get("/").content.decode()
