"""The public table against the printed reports."""

import csv
import datetime as dt
import time
from decimal import Decimal
from importlib.resources import files

import pytest

from pranata.assessment.models import PublishedResult, ResultOrigin
from pranata.assessment.operations.import_national_results import UnknownBodies, import_national_results
from pranata.assessment.printed_results import national_results, national_series, published_cases
from pranata.foundation.errors import NotPermitted
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.operations.load_directory import load_directory
from pranata.organisation.tests.cast import make_cast, make_instansi

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 3, 0, tzinfo=dt.UTC)


@pytest.fixture
def imported():
    load_directory(now=NOW)
    return import_national_results(now=NOW)


def stored(name, year, origin=ResultOrigin.MINISTRY_REPORT):
    return PublishedResult.objects.select_related("instansi").get(
        instansi__name=name, year=year, origin=origin
    )


def test_every_printed_row_arrives_with_its_printed_values(imported):
    text = files("pranata.assessment").joinpath("data/national_results.csv").read_text("utf-8")
    printed = sorted(
        (row["year"], row["index"], row["predikat"], row["source"])
        for row in csv.DictReader(text.splitlines())
    )
    rows = PublishedResult.objects.filter(origin=ResultOrigin.MINISTRY_REPORT)
    assert sorted((str(r.year), str(r.index), r.predikat, r.source) for r in rows) == printed
    assert (imported.created, imported.updated, imported.unchanged) == (len(printed) + 4, 0, 0)


def test_the_city_with_public_levels_has_its_report_and_the_ministrys_row(imported):
    report = stored("Kota Bandar Lampung", 2023, ResultOrigin.EVALUATION_REPORT)
    assert (report.index, report.exact, report.predikat) == (Decimal("2.15"), "4309/2000", "Cukup")
    assert (len(report.levels), report.aspects["7"], report.domains["4"]) == (47, "3.50", "3.04")
    assert stored("Kota Bandar Lampung", 2023).exact_min == Decimal("2.154500")
    assert stored("Kota Bandar Lampung", 2024).index == Decimal("2.98")


def test_a_predikat_that_was_not_printed_is_not_made_up(imported):
    denpasar = stored("Kota Denpasar", 2018, ResultOrigin.SELF_PUBLISHED)
    assert (denpasar.instrument, denpasar.predikat, denpasar.exact) == ("spbe-2018", "", "66/25")
    assert "tidak menyebut predikat" in denpasar.remark


def test_an_impossible_value_is_kept_as_printed_and_marked(imported):
    row = stored("Kabupaten Banyuasin", 2023)
    assert (row.is_suspect, row.domains["4"], row.index) == (True, "0.30", Decimal("1.05"))
    assert "0,30 untuk domain 4" in row.remark
    assert PublishedResult.objects.filter(is_suspect=True).count() == 1


def test_a_lost_cell_stays_empty_and_is_told(imported):
    lost = PublishedResult.objects.filter(domains__contains={"1": None})
    assert {row.instansi.name for row in lost.select_related("instansi")} == {
        "Kementerian Pertanian", "Kementerian Energi dan Sumber Daya Mineral", "Provinsi Jawa Timur",
    }  # fmt: skip
    assert all(
        row.exact_min is None and "Sel domain 1 kosong" in row.remark and not row.is_suspect for row in lost
    )


def test_a_body_printed_under_another_name_says_so(imported):
    row = stored("Dewan Perwakilan Rakyat", 2024)
    assert "tertulis “Sekretariat Jenderal Dewan Perwakilan Rakyat”" in row.remark
    assert stored("Dewan Perwakilan Rakyat", 2023).remark == ""


@pytest.fixture
def appended(monkeypatch):
    """The acts appended; entries of the installation itself are hidden from the application's role."""
    acts: list[Act] = []

    def record(act):
        acts.append(act)
        return append_entry(act)

    monkeypatch.setattr("pranata.assessment.operations.import_national_results.append_entry", record)
    return acts


def test_running_it_again_changes_nothing_and_writes_no_entry(imported, appended):
    again = import_national_results(now=NOW)
    assert (again.created, again.updated, again.unchanged) == (0, 0, imported.created)
    assert appended == []


def test_a_changed_row_is_led_back_to_the_print(imported):
    PublishedResult.objects.filter(instansi__name="Kota Metro", year=2023).update(index=Decimal("4.99"))
    assert import_national_results(now=NOW).updated == 1
    assert stored("Kota Metro", 2023).index == Decimal("3.04")


def test_what_an_instansi_published_is_left_alone(imported):
    kota = stored("Kota Metro", 2023).instansi
    own = PublishedResult.objects.create(
        instansi=kota, year=2025, instrument="spbe-2020", origin=ResultOrigin.SELF_PUBLISHED, index="4.00"
    )
    import_national_results(now=NOW)
    own.refresh_from_db()
    assert own.index == Decimal("4.00")


def test_it_appends_one_entry_that_fixes_which_files_were_read(appended):
    load_directory(now=NOW)
    import_national_results(now=NOW)
    (act,) = appended
    assert (act.actor, act.tenant_id) == ({"system": "import"}, None)
    assert [(source.id, len(source.sha256)) for source in act.objects] == [
        ("national_results.csv", 64), ("published_cases.json", 64),
    ]  # fmt: skip


def test_it_refuses_a_person():
    with pytest.raises(NotPermitted):
        import_national_results(actor=make_cast().olga, now=NOW)


def test_it_refuses_to_guess_bodies_and_leaves_nothing_behind():
    make_instansi("Kota Metro")
    with pytest.raises(UnknownBodies, match="Muat dulu daftar instansi"):
        import_national_results(now=NOW)
    assert not PublishedResult.objects.exists()


def test_it_takes_less_than_three_seconds():
    load_directory(now=NOW)
    started = time.process_time()
    import_national_results(now=NOW)
    assert time.process_time() - started < 3


def test_it_needs_few_queries(django_assert_max_num_queries):
    load_directory(now=NOW)
    with django_assert_max_num_queries(12):
        import_national_results(now=NOW)


def test_the_national_series_is_the_ministrys_own():
    assert national_series()[2022] == Decimal("2.34")
    assert list(national_series()) == [2018, 2019, 2020, 2021, 2022, 2023, 2024]


def test_reading_the_files_needs_no_database():
    assert (len(national_results()), len(published_cases())) == (1236, 4)
