"""Every complete row of the national reports agrees with an exact index that displays as printed."""

import csv
from pathlib import Path

import pytest

from pranata.assessment import regulations
from pranata.engine.scoring import consistent_indices, judge

FILE = Path(regulations.__file__).parents[1] / "data" / "national_results.csv"
DOMAINS = ("1", "2", "3", "4")
MISPRINTED = {("2023", "Pemerintah Kab. Banyuasin"): "a domain of 0.30, which no levels can give"}


def rows():
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def printed(row):
    return {number: row[f"domain{number}"] for number in DOMAINS}


COMPLETE = [row for row in rows() if all(printed(row).values())]
SOUND = [row for row in COMPLETE if (row["year"], row["instansi"]) not in MISPRINTED]


@pytest.fixture(scope="module")
def instrument():
    return regulations.load("spbe-2020").instrument


def test_all_rows_of_both_years_are_looked_at():
    assert len(rows()) == 1236
    assert len(COMPLETE) == 1233
    assert len(SOUND) == 1232


def test_a_consistent_exact_index_exists_for_every_sound_row(instrument):
    without = [row for row in SOUND if not consistent_indices(instrument, printed(row), row["index"])]
    assert without == []


def test_the_predikat_follows_the_comparison_of_the_year(instrument):
    for row in SOUND:
        found = consistent_indices(instrument, printed(row), row["index"])
        names = {judge(instrument, index, int(row["year"])).applied for index in found}
        assert row["predikat"] in names, (row["year"], row["instansi"], names)


def test_the_recovered_bounds_are_those_kept_with_the_data(instrument):
    for row in SOUND:
        found = consistent_indices(instrument, printed(row))
        assert (f"{float(found[0]):.6f}", f"{float(found[-1]):.6f}") == (row["exact_min"], row["exact_max"])


@pytest.mark.parametrize(("year", "body"), MISPRINTED)
def test_a_misprinted_row_is_found_out(instrument, year, body):
    row = next(row for row in COMPLETE if (row["year"], row["instansi"]) == (year, body))
    assert consistent_indices(instrument, printed(row), row["index"]) == ()


@pytest.mark.parametrize(
    ("year", "body", "applied"),
    [("2023", "Pemerintah Kab. Boven Digoel", "Cukup"), ("2024", "Pemerintah Kab. Pacitan", "Baik")],
)
def test_the_rows_at_a_bound_tell_the_years_apart(instrument, year, body, applied):
    row = next(row for row in SOUND if (row["year"], row["instansi"]) == (year, body))
    for index in consistent_indices(instrument, printed(row), row["index"]):
        verdict = judge(instrument, index, int(year))
        assert verdict.differs
        assert verdict.applied == applied == row["predikat"]
