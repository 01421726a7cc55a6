"""The page of one body."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from pranata.assessment.models import ResultOrigin
from pranata.assessment.printed_results import published_cases
from pranata.insights.tests.rows import body, many_results, result

pytestmark = pytest.mark.django_db


@pytest.fixture
def lampung():
    """The real city: three evaluation reports with all levels, and the ministry's rows."""
    kota = body("Bandar Lampung", province="Lampung")
    for case in published_cases()[:3]:
        result(
            kota, case.year, case.index, predikat=case.predikat, origin=case.origin, exact=case.exact,
            domains=dict(case.domains), aspects=dict(case.aspects), levels=dict(case.levels),
        )  # fmt: skip
    result(kota, 2023, "2.15", predikat="Cukup", exact_min=Decimal("2.1545"))
    result(kota, 2024, "2.98", predikat="Baik", exact_min=Decimal("2.9795"))
    for name, before, after in (("Baubau", "1.95", "3.09"), ("Metro", "3.04", "3.34")):
        other = body(name, province="Lampung")
        result(other, 2023, before)
        result(other, 2024, after)
    return kota


def page_of(client, year=None):
    return client.get("/instansi/kota-bandar-lampung/" + (f"?tahun={year}" if year else ""))


def test_it_opens_on_the_latest_year(client, lampung):
    page = page_of(client)
    assert page.context["page"].year == 2024
    assert "Pemerintah Kota Bandar Lampung" in page.content.decode()


def test_it_says_the_findings_of_the_year(client, lampung):
    page = page_of(client, 2023)
    text = page.content.decode()
    assert page.context["way"] == "Dari Kurang ke Cukup dalam dua tahun, 0,45 lagi menuju Baik"
    assert page.context["direction"] == "Indeks naik setiap tahun, lebih cepat dari indeks nasional"
    assert "Layanan terdepan, manajemen masih di dasar" in text
    assert "47 indikator: 27 masih di tingkat 1" in text
    assert "Hasil 2024 sudah terbit: 2,98, Baik." in text
    assert "nilai eksak 2,1545" in text


def test_the_way_counts_one_year_in_a_word(client, lampung):
    assert page_of(client, 2022).context["way"].startswith("Tetap Kurang sejak 2021")


def test_its_ranks_are_those_of_the_year(client, lampung):
    labels = [(figure["label"], figure["value"]) for figure in page_of(client, 2023).context["figures"]]
    assert labels == [
        ("Indeks SPBE 2023", "2,15"), ("Peringkat antar kota", "2"), ("Peringkat di Lampung", "2"),
        ("Jarak ke predikat Baik", "0,45"),
    ]  # fmt: skip


def test_a_year_without_a_national_report_has_no_rank(client, lampung):
    assert "Tidak ada laporan nasional 2021" in page_of(client, 2021).content.decode()


def test_the_similar_bodies_are_explained_and_lead_to_a_comparison(client, lampung):
    text = page_of(client, 2023).content.decode()
    assert "1 kota lain dengan indeks 1,90–2,40 pada 2023" in text
    assert "?i=kota-bandar-lampung&amp;i=kota-baubau" in text


def test_the_file_to_recompute_gives_the_published_index(client, lampung):
    document = json.loads(client.get("/instansi/kota-bandar-lampung/2023/hitung-ulang.json").content)
    assert document["recomputed"] == {"index": "2.15", "index_exact": "4309/2000"}
    assert document["agrees"] is True
    assert len(document["levels"]) == 47


@pytest.mark.parametrize(
    "address", ["kota-bandar-lampung/2024", "kota-bandar-lampung/1999", "tidak-ada/2023"]
)
def test_there_is_nothing_to_recompute_without_levels(client, lampung, address):
    assert client.get(f"/instansi/{address}/hitung-ulang.json").status_code == 404


def test_an_unknown_body_is_answered_with_the_nearest(client, lampung):
    page = client.get("/instansi/kota-bandarlampung/")
    assert page.status_code == 404
    assert 'href="/instansi/kota-bandar-lampung/"' in page.content.decode()


@pytest.mark.parametrize(
    "slug", ["' OR 1=1 --", "<script>alert(1)</script>", "x" * 3000, "%00", "..%2f..%2fetc", "😀"]
)
def test_a_hostile_address_is_not_found(client, slug):
    page = client.get(f"/instansi/{slug}/")
    assert page.status_code == 404
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("year", ["abc", "-1", "1999", "99999999999999999999", "²", ""])
def test_a_year_it_does_not_have_falls_back_to_the_latest(client, lampung, year):
    assert client.get("/instansi/kota-bandar-lampung/", {"tahun": year}).context["page"].year == 2024


def test_a_body_without_results_has_a_page_that_says_so(client):
    body("Baru")
    page = client.get("/instansi/kota-baru/")
    assert page.status_code == 200
    assert "Belum ada hasil evaluasi" in page.content.decode()


def test_what_cannot_be_right_is_said_where_it_stands(client):
    kota = body("Janggal")
    result(
        kota, 2023, "1.05", predikat="Kurang", is_suspect=True, remark="Laporan mencetak 0,30 untuk domain 4."
    )
    text = client.get("/instansi/kota-janggal/").content.decode()
    assert "Angka tahun ini janggal dalam sumbernya." in text
    assert "Laporan mencetak 0,30 untuk domain 4." in text


def test_a_lost_cell_is_a_dash_and_draws_no_radar(client):
    kota = body("Hilang")
    result(
        kota,
        2024,
        "4.00",
        domains={"1": None, "2": "3.50", "3": "2.64", "4": "4.69"},
        remark="Sel domain 1 kosong.",
    )
    page = client.get("/instansi/kota-hilang/")
    assert page.context["domains"]["radar"] is None
    assert "Radar tidak digambar" in page.content.decode()


def test_what_the_body_published_itself_stands_apart_and_an_example_is_marked(client, lampung):
    result(lampung, 2025, "4.99", origin=ResultOrigin.SELF_PUBLISHED, is_example=True, predikat="Memuaskan")
    page = page_of(client)
    text = page.content.decode()
    assert page.context["page"].year == 2024
    assert "Bukan hasil evaluasi KemenPANRB" in text
    assert "Contoh</span>" in text


def test_a_withdrawn_result_is_gone(client, lampung):
    row = result(lampung, 2025, "4.99", origin=ResultOrigin.SELF_PUBLISHED)
    row.withdrawn_at = "2026-01-01T00:00:00Z"
    row.save()
    assert "4,99" not in page_of(client).content.decode()


def test_a_result_of_an_instrument_we_no_longer_hold_still_shows_its_figures(client):
    kota = body("Lama")
    row = result(kota, 2016, "2.50")
    row.instrument = "spbe-1999"
    row.save()
    page = client.get("/instansi/kota-lama/")
    assert page.status_code == 200
    assert "2,50" in page.content.decode()


@pytest.mark.parametrize("count", [20, 640])
def test_its_queries_do_not_grow_with_the_country(client, django_assert_max_num_queries, count):
    many_results(count)
    with django_assert_max_num_queries(10):
        client.get("/instansi/kota-uji-00003/")


def test_a_withdrawn_publication_is_told_without_its_values(client):
    kota = body("Metro")
    result(
        kota, 2025, "4.37", origin=ResultOrigin.SELF_PUBLISHED, predikat="Memuaskan",
        withdrawn_at=dt.datetime(2026, 3, 1, 20, tzinfo=dt.UTC),
        withdrawal_reason="Bukti <b>indikator 11</b> keliru.",
    )  # fmt: skip
    text = client.get("/instansi/kota-metro/").content.decode()
    assert "ditarik oleh instansi pada 2 Maret 2026." in text
    assert "Alasannya: Bukti &lt;b&gt;indikator 11&lt;/b&gt; keliru." in text
    assert "4,37" not in text
    assert "Memuaskan" not in text


def test_a_row_that_cannot_be_right_has_no_rank_but_the_reason_and_its_source(client):
    suspect, other = body("Janggal"), body("Lain")
    result(suspect, 2023, "3.00", is_suspect=True, remark="Laporan mencetak 0,30 untuk domain 4.")
    result(other, 2023, "2.00")
    page = client.get("/instansi/kota-janggal/?tahun=2023")
    rank = page.context["figures"][1]
    assert (rank["value"], rank["unit"]) == ("–", "tidak diperingkat")
    assert rank["note"] == "Laporan mencetak 0,30 untuk domain 4. Laporan 2023."
    shown = client.get("/instansi/kota-lain/?tahun=2023").context["figures"][1]
    assert (shown["value"], shown["unit"]) == ("1", "dari 1")
