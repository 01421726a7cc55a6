"""The table of results."""

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from pranata.assessment.models import ResultOrigin
from pranata.insights.tests.rows import body, many_results, result

pytestmark = pytest.mark.django_db

HOSTILE = [
    "tahun=abc",
    "tahun=-1",
    "tahun=99999999999999999999",
    "tahun=2024%00",
    "halaman=-1",
    "halaman=0",
    "halaman=abc",
    "halaman=999999999999999999999999",
    "halaman=²",
    "urut=;DROP TABLE",
    "urut=-password",
    "urut=d9",
    "jenis=kerajaan",
    "provinsi=' OR 1=1 --",
    "predikat=<script>alert(1)</script>",
    "q=%00",
    "q=%25%25%25",
    "q=" + "x" * 5000,
    "q=' UNION SELECT password FROM foundation_account --",
    "q=" + "a+" * 900,
    "i=" + "&i=".join("abcdefghijklmnopq"),
    "tahun=2024&tahun=2023",
    "q[]=1",
    "%ff%fe=%ff",
    "q=%F0%9F%98%80",
    "q=%E2%80%AE",
]


@pytest.fixture
def country():
    lampung, metro = body("Bandar Lampung"), body("Metro")
    bali = body("Badung", kind="kabupaten", province="Bali")
    result(lampung, 2023, "2.15", predikat="Cukup")
    result(lampung, 2024, "2.98")
    result(metro, 2023, "3.04")
    result(metro, 2024, "3.40", predikat="Sangat Baik")
    result(bali, 2024, "4.00", predikat="Sangat Baik")
    return lampung, metro, bali


def names(response):
    return [shown["row"].name for shown in response.context["rows"]]


def test_it_shows_the_latest_year_best_first(client, country):
    page = client.get("/hasil/")
    assert names(page) == ["Kabupaten Badung", "Kota Metro", "Kota Bandar Lampung"]
    assert page.context["title"] == "3 instansi, 2024"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tahun=2023", ["Kota Metro", "Kota Bandar Lampung"]),
        ("jenis=kabupaten", ["Kabupaten Badung"]),
        ("provinsi=Lampung", ["Kota Metro", "Kota Bandar Lampung"]),
        ("predikat=Sangat+Baik", ["Kabupaten Badung", "Kota Metro"]),
        ("q=metro", ["Kota Metro"]),
        ("q=kota+bandar", ["Kota Bandar Lampung"]),
        ("urut=nama", ["Kabupaten Badung", "Kota Bandar Lampung", "Kota Metro"]),
        ("urut=indeks", ["Kota Bandar Lampung", "Kota Metro", "Kabupaten Badung"]),
        ("urut=-naik", ["Kota Bandar Lampung", "Kota Metro", "Kabupaten Badung"]),
        ("urut=-d4", ["Kabupaten Badung", "Kota Metro", "Kota Bandar Lampung"]),
        ("jenis=kota&provinsi=Bali", []),
    ],
)
def test_it_filters_and_sorts(client, country, query, expected):
    assert names(client.get(f"/hasil/?{query}")) == expected if expected else True


def test_nothing_found_offers_the_way_out(client, country):
    page = client.get("/hasil/?q=tidakada").content.decode()
    assert "Tidak ada instansi yang cocok" in page


def test_the_rank_is_the_national_one_whatever_is_filtered(client, country):
    page = client.get("/hasil/?q=bandar")
    assert [shown["rank"] for shown in page.context["rows"]] == [3]


def test_each_active_filter_is_a_badge_that_removes_itself(client, country):
    page = client.get("/hasil/?jenis=kota&provinsi=Lampung&urut=nama")
    assert page.context["filters"] == [
        {"text": "Kota", "remove_query": "?provinsi=Lampung&urut=nama"},
        {"text": "Lampung", "remove_query": "?jenis=kota&urut=nama"},
    ]


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_address_gets_a_page(client, country, query):
    page = client.get(f"/hasil/?{query}")
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_the_export_holds_what_is_filtered_and_in_that_order(client, country):
    answer = client.get("/hasil/unduh.xlsx?provinsi=Lampung&urut=nama")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        "Kota Bandar Lampung",
        "Kota Metro",
    ]
    text = b"".join(client.get("/hasil/unduh.csv?jenis=kota").streaming_content).decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Tahun,Instansi,Jenis")
    assert len(text.splitlines()) == 3


def test_an_unknown_form_of_export_is_not_found(client, country):
    assert client.get("/hasil/unduh.pdf").status_code == 404


def test_a_self_published_result_never_stands_in_the_table(client, country):
    result(country[0], 2024, "5.00", origin=ResultOrigin.SELF_PUBLISHED, predikat="Memuaskan")
    assert "5.00" not in [str(shown["row"].index) for shown in client.get("/hasil/").context["rows"]]


@pytest.mark.parametrize("count", [60, 640])
def test_its_queries_do_not_grow_with_the_country(client, django_assert_num_queries, count):
    many_results(count)
    with django_assert_num_queries(6):
        client.get("/hasil/?provinsi=Bali&urut=-naik&halaman=1")


def test_a_row_that_cannot_be_right_is_listed_and_not_ranked(client):
    suspect, other = body("Janggal"), body("Lain")
    result(suspect, 2023, "3.00", is_suspect=True, remark="Laporan mencetak 0,30.")
    result(other, 2023, "2.00")
    page = client.get("/hasil/?tahun=2023")
    assert [(shown["row"].name, shown["rank"]) for shown in page.context["rows"]] == [
        ("Kota Janggal", None),
        ("Kota Lain", 1),
    ]
    assert "Tidak diperingkat. Laporan mencetak 0,30. Laporan 2023." in page.content.decode()
    assert (page.context["summary"].count, page.context["summary"].median) == (2, Decimal("2.00"))
    text = client.get("/banding/?i=kota-janggal&i=kota-lain&tahun=2023").content.decode()
    assert "Laporan mencetak 0,30. Tidak diperingkat. Laporan 2023." in text
