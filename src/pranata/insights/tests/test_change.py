"""Who rose, and who among bodies that are alike."""

import datetime as dt
from decimal import Decimal

import pytest

from pranata.assessment.models import ResultOrigin
from pranata.insights.queries.change import biggest_rises, change_summary
from pranata.insights.queries.similar import similar_bodies
from pranata.insights.tests.rows import body, result

pytestmark = pytest.mark.django_db


def two_years(name, before, after, **fields):
    instansi = body(name, **fields)
    result(instansi, 2023, before)
    result(instansi, 2024, after)
    return instansi


def test_the_biggest_rise_comes_first_and_a_fall_never():
    two_years("A", "2.00", "2.50")
    two_years("B", "2.00", "3.00")
    two_years("C", "2.00", "1.90")
    two_years("D", "2.00", "2.00")
    assert [change.name for change in biggest_rises(2023, 2024)] == ["Kota B", "Kota A"]
    assert (change_summary(2023, 2024).both, change_summary(2023, 2024).rose) == (4, 2)


def test_a_suspect_or_withdrawn_row_is_compared_with_nothing():
    suspect = body("A")
    result(suspect, 2023, "1.05", is_suspect=True)
    result(suspect, 2024, "2.71")
    withdrawn = body("B")
    result(withdrawn, 2023, "1.05", withdrawn_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    result(withdrawn, 2024, "2.71")
    assert biggest_rises(2023, 2024) == ()
    assert change_summary(2023, 2024).both == 0


def test_a_body_with_two_origins_is_compared_once():
    kota = two_years("A", "2.15", "2.98")
    result(kota, 2023, "2.15", origin=ResultOrigin.EVALUATION_REPORT)
    assert [change.rise for change in biggest_rises(2023, 2024)] == [Decimal("0.83")]


def test_the_domain_that_rose_most_is_named_and_an_empty_cell_is_passed_over():
    kota = body("A")
    result(kota, 2023, "2.00", domains={"1": "1.00", "2": "2.00", "3": "1.00"})
    result(kota, 2024, "3.00", domains={"1": None, "2": "2.50", "3": "2.55"})
    (change,) = biggest_rises(2023, 2024)
    assert (change.domain, change.domain_rise) == ("3", Decimal("1.55"))


def test_rises_can_be_asked_of_some_kinds_only():
    two_years("A", "2.00", "2.50")
    two_years("B", "2.00", "3.00", kind="kabupaten")
    assert [change.name for change in biggest_rises(2023, 2024, kinds=("kota",))] == ["Kota A"]


def test_similar_means_same_kind_and_within_a_quarter_point():
    own = two_years("Sendiri", "2.15", "2.98")
    two_years("Tepi Bawah", "1.90", "3.09")
    two_years("Tepi Atas", "2.40", "2.45")
    two_years("Terlalu Rendah", "1.89", "4.00")
    two_years("Lain", "2.15", "4.00", kind="kabupaten")
    found = similar_bodies(own.pk, 2023, 2024)
    assert found
    assert [change.name for change in found.risers] == ["Kota Tepi Bawah", "Kota Sendiri", "Kota Tepi Atas"]
    assert (found.count, found.own_place, found.lowest, found.highest) == (
        2,
        2,
        Decimal("1.90"),
        Decimal("2.40"),
    )
    assert not found.by_population


def test_population_narrows_where_enough_bodies_remain():
    own = two_years("Sendiri", "2.00", "2.10", population=100_000)
    for number in range(6):
        two_years(f"Mirip {number}", "2.00", "2.30", population=120_000)
    two_years("Raksasa", "2.00", "4.00", population=900_000)
    found = similar_bodies(own.pk, 2023, 2024)
    assert found
    assert found.by_population
    assert "Kota Raksasa" not in [change.name for change in found.risers]


def test_the_body_itself_is_always_in_the_list():
    own = two_years("Sendiri", "2.00", "1.80")
    for number in range(12):
        two_years(f"Lain {number:02d}", "2.00", "2.50")
    found = similar_bodies(own.pk, 2023, 2024, limit=5)
    assert found
    assert [change.name for change in found.risers][-1] == "Kota Sendiri"
    assert (len(found.risers), found.own_place) == (5, 13)


def test_a_body_that_was_not_in_the_earlier_report_has_nobody_like_it():
    assert similar_bodies(body("Baru").pk, 2023, 2024) is None
