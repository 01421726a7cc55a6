"""One body: finding it, its results, and how far the next predikat is."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from pranata.assessment.models import ResultOrigin
from pranata.engine.scoring import PredikatBand
from pranata.insights.queries.bodies import directory, find_bodies, nearest_bodies
from pranata.insights.queries.body_results import public_result, results_of
from pranata.insights.queries.next_predikat import next_predikat
from pranata.insights.tests.rows import body, result

pytestmark = pytest.mark.django_db

BANDS = tuple(
    PredikatBand(name, Fraction(minimum))
    for name, minimum in (
        ("Kurang", "1"), ("Cukup", "1.8"), ("Baik", "2.6"), ("Sangat Baik", "3.5"), ("Memuaskan", "4.2"),
    )
)  # fmt: skip


def test_every_word_typed_must_be_in_the_name_or_the_province():
    body("Metro")
    body("Denpasar", province="Bali")
    assert [found.name for found in find_bodies("kota lampung")] == ["Kota Metro"]
    assert find_bodies("metro bali") == ()


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "' OR 1=1 --", "\x00", "x" * 5000, "ko" + " a" * 900])
def test_nothing_typed_can_break_the_search(typed):
    body("Metro")
    assert all(found.name == "Kota Metro" for found in find_bodies(typed))


def test_a_percent_sign_is_not_a_wildcard():
    body("Metro")
    assert find_bodies("%") == ()


def test_the_directory_holds_only_bodies_with_a_national_result_and_the_latest_of_it():
    kota, _empty = body("Metro"), body("Kosong")
    result(kota, 2023, "3.04")
    result(kota, 2024, "3.40", predikat="Sangat Baik")
    result(kota, 2025, "5.00", origin=ResultOrigin.SELF_PUBLISHED)
    assert [(found.name, found.index, found.predikat) for found in directory()] == [
        ("Kota Metro", Decimal("3.40"), "Sangat Baik")
    ]


def test_an_unknown_address_is_answered_with_the_nearest():
    body("Bandar Lampung")
    body("Metro")
    assert [found.slug for found in nearest_bodies("kota-bandarlampung")] == ["kota-bandar-lampung"]
    assert nearest_bodies("zzzzzzzzzzzzzz") == ()


def test_the_evaluation_report_is_shown_and_both_sources_are_kept():
    kota = body("Satu")
    result(kota, 2023, "2.15")
    result(kota, 2023, "2.15", origin=ResultOrigin.EVALUATION_REPORT, exact="4309/2000", levels={"1": 3})
    result(kota, 2022, "1.50")
    found = results_of([kota.pk])[kota.pk]
    assert found.by_year[2023].exact == Fraction(4309, 2000)
    assert found.by_year[2023].levels == {"1": 3}
    assert [source.year for source in found.sources] == [2022, 2023, 2023]


def test_what_the_body_published_itself_never_stands_among_evaluated_results():
    kota = body("Satu")
    result(kota, 2025, "4.00", origin=ResultOrigin.SELF_PUBLISHED, is_example=True)
    found = results_of([kota.pk])[kota.pk]
    assert (dict(found.by_year), [own.year for own in found.self_published]) == ({}, [2025])


def test_a_publication_taken_back_is_told_with_when_and_why_and_nothing_of_its_values():
    kota = body("Satu")
    withdrawn_at = dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)
    result(
        kota, 2025, "4.00", origin=ResultOrigin.SELF_PUBLISHED, withdrawn_at=withdrawn_at,
        withdrawal_reason="Bukti indikator 11 keliru.",
    )  # fmt: skip
    found = results_of([kota.pk])[kota.pk]
    assert (found.self_published, dict(found.by_year)) == ((), {})
    assert [(w.year, w.withdrawn_at, w.reason) for w in found.withdrawn] == [
        (2025, withdrawn_at, "Bukti indikator 11 keliru.")
    ]
    assert not hasattr(found.withdrawn[0], "index")


@pytest.mark.parametrize(
    ("fields", "gap", "known"),
    [
        ({"exact": "4309/2000"}, Fraction(891, 2000), "exact"),
        ({"exact_min": Decimal("2.1500")}, Fraction(45, 100), "recovered"),
        ({}, Fraction(45, 100), "printed"),
    ],
)
def test_the_distance_uses_the_best_value_known(fields, gap, known):
    row = result(body("Satu"), 2023, "2.15", predikat="Cukup", **fields)
    found = next_predikat(public_result(row), BANDS)
    assert found
    assert (found.name, found.bound, found.gap, found.known) == ("Baik", Fraction("2.6"), gap, known)


@pytest.mark.parametrize("predikat", ["Memuaskan", "", "Istimewa"])
def test_there_is_no_next_predikat_at_the_top_or_where_none_was_printed(predikat):
    row = result(body("Satu"), 2023, "2.64", predikat=predikat)
    assert next_predikat(public_result(row), BANDS) is None
