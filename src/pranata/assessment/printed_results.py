"""Results as printed by public bodies, read from the packaged files without touching a digit.

What cannot be right is not repaired: it is said in `remark`, and `is_suspect` keeps it out of comparisons.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

LOWEST, HIGHEST = Decimal(1), Decimal(5)
INSTRUMENTS = {"PermenPANRB-59-2020": "spbe-2020", "PermenPANRB-5-2018": "spbe-2018"}
CASE_SOURCES = {
    "spbe-2020": "KemenPANRB, Laporan Hasil Evaluasi SPBE {name} {year}",
    "spbe-2018": "Penilaian SPBE {name} {year} menurut PermenPANRB 5/2018",
}
CASE_ORIGINS = {"spbe-2020": "evaluation_report", "spbe-2018": "self_published"}


@dataclass(frozen=True, kw_only=True)
class PrintedBody:
    """A body as a report names it; `level` is the report's own word (`kab`, `prov`, `lpnk`)."""

    name: str
    level: str
    province: str


@dataclass(frozen=True, kw_only=True)
class PrintedResult:
    """One printed row. Decimals are kept as the strings that were printed."""

    body: PrintedBody
    year: int
    instrument: str
    origin: str
    index: str
    predikat: str
    source: str
    exact: str = ""
    exact_min: str = ""
    exact_max: str = ""
    domains: Mapping[str, str | None] = field(default_factory=dict)
    aspects: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    remark: str = ""
    is_suspect: bool = False


def national_results() -> tuple[PrintedResult, ...]:
    """Every row of the ministry's yearly reports, in their order."""
    return tuple(_national(row) for row in _rows("national_results.csv"))


def published_cases() -> tuple[PrintedResult, ...]:
    """The results of which every indicator level is public."""
    text = files("pranata.assessment").joinpath("data/published_cases.json").read_text("utf-8")
    return tuple(_case(case) for case in json.loads(text))


@cache
def national_series() -> Mapping[int, Decimal]:
    """The national index by year, as the ministry's own series prints it (table 4 of the 2024 report)."""
    return {
        int(row["year"]): Decimal(row["value"])
        for row in _rows("national_averages.csv")
        if (row["category"], row["item"], row["label_in_source"]) == ("nasional", "index", "Tabel 4 series")
    }


@cache
def printed_averages(year: int, category: str) -> Mapping[str, Decimal]:
    """The averages a report prints for a category of bodies (`kota`, `provinsi`), by part: D1, A3, index.

    As printed: they are not the means of the rows, and for most years only some parts are known.
    """
    return {
        row["item"]: Decimal(row["value"])
        for row in _rows("national_averages.csv")
        if (row["year"], row["category"]) == (str(year), category)
    }


def _national(row: Mapping[str, str]) -> PrintedResult:
    domains = {str(number): row[f"domain{number}"] or None for number in range(1, 5)}
    impossible = tuple(number for number, value in domains.items() if value and not _possible(value))
    return PrintedResult(
        body=PrintedBody(name=row["instansi"], level=row["level"], province=row["province"]),
        year=int(row["year"]),
        instrument="spbe-2020",
        origin="ministry_report",
        index=row["index"],
        predikat=row["predikat"],
        source=row["source"],
        exact_min=row["exact_min"],
        exact_max=row["exact_max"],
        domains=domains,
        remark=_remark(domains, impossible),
        is_suspect=bool(impossible),
    )


def _case(case: Mapping[str, Any]) -> PrintedResult:
    instrument = INSTRUMENTS[case["instrument"]]
    published = case["published"]
    return PrintedResult(
        body=PrintedBody(name=case["instansi"], level=case["level"], province=case["province"]),
        year=case["year"],
        instrument=instrument,
        origin=CASE_ORIGINS[instrument],
        index=published["index"],
        predikat=published["predikat"] or "",
        source=CASE_SOURCES[instrument].format(name=case["instansi"], year=case["year"]),
        exact=case["index_exact"],
        domains={number.removeprefix("D"): value for number, value in published["domains"].items()},
        aspects={number.removeprefix("A"): value for number, value in published["aspects"].items()},
        levels=case["levels"],
        remark="" if published["predikat"] else "Sumbernya tidak menyebut predikat.",
    )


def _remark(domains: Mapping[str, str | None], impossible: tuple[str, ...]) -> str:
    parts = [
        f"Laporan mencetak {_comma(domains[number])} untuk domain {number}, "
        f"padahal nilai terendah 1,00 dan tertinggi 5,00."
        for number in impossible
    ]
    parts += [
        f"Sel domain {number} kosong dalam laporan." for number, value in domains.items() if value is None
    ]
    return " ".join(parts)


def _possible(value: str) -> bool:
    return LOWEST <= Decimal(value) <= HIGHEST


def _comma(value: str | None) -> str:
    return (value or "").replace(".", ",")


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("pranata.assessment").joinpath("data", name).read_text("utf-8")
    yield from csv.DictReader(text.splitlines())
