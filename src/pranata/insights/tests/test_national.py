"""What is said about everyone together."""

from decimal import Decimal

import pytest

from pranata.assessment.models import ResultOrigin
from pranata.insights.queries.distribution import predikat_distribution
from pranata.insights.queries.histogram import index_histogram
from pranata.insights.queries.medians import kind_medians
from pranata.insights.queries.ranking import ranking
from pranata.insights.queries.reported import reported_years
from pranata.insights.queries.standing import standings
from pranata.insights.tests.rows import body, result

pytestmark = pytest.mark.django_db


def test_the_years_come_latest_first_and_only_from_the_ministrys_reports():
    kota = body("Satu")
    result(kota, 2023, "2.00")
    result(kota, 2024, "2.10")
    result(kota, 2025, "4.90", origin=ResultOrigin.SELF_PUBLISHED)
    assert reported_years() == (2024, 2023)


def test_a_self_published_result_changes_no_national_figure():
    kota = body("Satu")
    result(kota, 2024, "2.10")
    before = (predikat_distribution((2024,)), index_histogram((2024,)), kind_medians("kota", 2024))
    result(kota, 2024, "4.90", origin=ResultOrigin.SELF_PUBLISHED, predikat="Memuaskan")
    assert before == (predikat_distribution((2024,)), index_histogram((2024,)), kind_medians("kota", 2024))


def test_a_year_counts_each_predikat_and_those_that_reached_one():
    for number, predikat in enumerate(("Kurang", "Baik", "Baik", "Memuaskan")):
        result(body(str(number)), 2024, "3.00", predikat=predikat)
    found = predikat_distribution((2024, 2023))
    assert found[2024].counts == {"Kurang": 1, "Cukup": 0, "Baik": 2, "Sangat Baik": 0, "Memuaskan": 1}
    assert (found[2024].total, found[2024].at_least("Baik"), found[2023].total) == (4, 3, 0)


def test_the_histogram_puts_bounds_where_they_belong():
    for number, index in enumerate(("1.00", "1.09", "1.10", "2.60", "4.99", "5.00")):
        result(body(str(number)), 2024, index)
    bins = index_histogram((2024,))[2024]
    assert (bins[0], bins[1], bins[16], bins[39], sum(bins)) == (2, 1, 1, 2, 6)


def test_ties_share_a_rank_and_the_next_rank_counts_them_all():
    for name, index in (("A", "3.00"), ("B", "2.00"), ("C", "2.00"), ("D", "1.50")):
        result(body(name), 2024, index)
    assert [(row.rank, row.name) for row in ranking(2024)] == [
        (1, "Kota A"), (2, "Kota B"), (2, "Kota C"), (4, "Kota D"),
    ]  # fmt: skip


def test_the_exact_index_decides_between_equal_printed_ones():
    result(body("A"), 2024, "2.10", exact_min=Decimal("2.0950"))
    result(body("B"), 2024, "2.10", exact_min=Decimal("2.1049"))
    assert [row.name for row in ranking(2024)] == ["Kota B", "Kota A"]


def test_the_standing_agrees_with_the_ranking_everywhere():
    bodies = [
        body(str(n), kind=("kota", "kabupaten")[n % 2], province=("X", "Y")[n % 3 > 0]) for n in range(12)
    ]
    for number, instansi in enumerate(bodies):
        result(instansi, 2024, f"{2 + number % 5 / 10:.2f}")
    found = standings(2024, [instansi.pk for instansi in bodies])
    for row in ranking(2024):
        assert found[row.instansi_id].national.rank == row.rank
    for row in ranking(2024, kind="kota"):
        assert (found[row.instansi_id].in_kind.rank, found[row.instansi_id].in_kind.of) == (row.rank, 6)
    for row in ranking(2024, province="Y"):
        assert (found[row.instansi_id].in_province.rank, found[row.instansi_id].in_province.of) == (
            row.rank,
            8,
        )


def test_a_body_outside_the_report_has_no_standing():
    kota = body("Satu")
    result(kota, 2021, "1.20", origin=ResultOrigin.EVALUATION_REPORT)
    assert standings(2021, [kota.pk]) == {}


def test_the_median_leaves_out_an_empty_cell_and_a_suspect_row():
    result(body("A"), 2024, "2.00", domains={"1": "2.00", "2": None})
    result(body("B"), 2024, "3.00", domains={"1": "3.01", "2": "1.00"})
    result(body("C"), 2024, "1.05", domains={"1": "0.30", "2": "9.00"}, is_suspect=True)
    found = kind_medians("kota", 2024)
    assert (found.count, found.index, found.domains) == (
        2,
        Decimal("2.50"),
        {"1": Decimal("2.51"), "2": Decimal("1.00")},
    )


def test_nobody_has_no_median():
    assert kind_medians("kementerian", 1999).count == 0


class TestARowThatCannotBeRight:
    """Kabupaten Banyuasin 2023 prints 0.30 for a domain whose lowest value is 1."""

    def scene(self):
        suspect = body("Janggal")
        result(suspect, 2023, "3.00", is_suspect=True, remark="Laporan mencetak 0,30.")
        others = [body(name) for name in ("A", "B")]
        for other, index in zip(others, ("4.00", "2.00"), strict=True):
            result(other, 2023, index)
        return suspect, *others

    def test_it_has_no_standing_and_moves_nobody_elses(self):
        suspect, first, second = self.scene()
        found = standings(2023, [suspect.pk, first.pk, second.pk])
        assert suspect.pk not in found
        assert (found[second.pk].national.rank, found[second.pk].national.of) == (2, 2)
        assert (found[second.pk].in_kind.rank, found[second.pk].in_province.rank) == (2, 2)

    def test_it_comes_last_in_the_ranking_without_a_rank_and_with_the_reason(self):
        self.scene()
        rows = ranking(2023)
        assert [(row.rank, row.name) for row in rows] == [
            (1, "Kota A"),
            (2, "Kota B"),
            (None, "Kota Janggal"),
        ]
        assert (rows[-1].remark, rows[-1].source) == ("Laporan mencetak 0,30.", "Laporan 2023")
