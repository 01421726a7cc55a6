import csv
import datetime as dt
import io
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest

from pranata.foundation.exports import csv_chunks, csv_response, table_csv, xlsx_response
from pranata.foundation.exports.xlsx_table import table_xlsx

HEADERS = ("Instansi", "Indeks")
ATTACKS = ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "  =1", "\r=1"]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet_of(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_csv_starts_with_the_mark_and_writes_numbers_for_programs():
    content = table_csv(HEADERS, [("Kota Metro", Fraction(43, 20)), ("Kota, “Lama”", None)])
    assert content.startswith(b"\xef\xbb\xbfInstansi,Indeks\r\n")
    assert read_csv(content)[1:] == [["Kota Metro", "2.15"], ["Kota, “Lama”", ""]]


@pytest.mark.parametrize("attack", ATTACKS)
def test_csv_disarms_a_text_that_would_run_as_a_formula(attack):
    assert read_csv(table_csv(["x"], [[attack]]))[1][0].startswith("'")


def test_csv_leaves_negative_numbers_alone():
    assert read_csv(table_csv(["x"], [[Decimal("-0.30")], [-5]]))[1:] == [["-0.30"], ["-5"]]


def test_csv_is_given_row_by_row():
    def rows():
        yield ("a", 1)
        raise RuntimeError("read too far")

    chunks = csv_chunks(HEADERS, rows())
    assert next(chunks).endswith(b"Indeks\r\n")
    assert next(chunks) == b"a,1\r\n"


@pytest.mark.parametrize("attack", [*ATTACKS[:4], "#N/A", "=1"])
def test_a_workbook_holds_a_text_as_a_text(attack):
    cell = sheet_of(table_xlsx(["x"], [[attack]], "Uji"))["A2"]
    assert (cell.value, cell.data_type) == (attack, "s")


def test_a_workbook_holds_numbers_as_numbers_and_dates_as_dates():
    rows = [
        ("Kota Metro", Fraction(43, 20), dt.date(2024, 8, 9), dt.datetime(2024, 8, 9, 9, 0, tzinfo=dt.UTC))
    ]
    sheet = sheet_of(table_xlsx(["a", "b", "c", "d"], rows, "Hasil 2024/2025: [draf]"))
    assert sheet.title == "Hasil 2024 2025   draf"
    assert sheet["B2"].value == 2.15
    assert sheet["B2"].number_format == "0.00"
    assert sheet["C2"].value == dt.datetime(2024, 8, 9)
    assert sheet["D2"].value == dt.datetime(2024, 8, 9, 16, 0)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D2"


def test_control_characters_do_not_break_a_workbook():
    assert sheet_of(table_xlsx(["x"], [["a\x00b\x1f"]], ""))["A2"].value == "ab"


def test_a_third_of_a_whole_is_rounded_at_the_sixth_place():
    assert read_csv(table_csv(["x"], [[Fraction(1, 3)], [Fraction(100)]]))[1:] == [["0.333333"], ["100"]]


def test_a_table_of_more_rows_than_are_measured_is_whole():
    sheet = sheet_of(table_xlsx(["x"], ([n] for n in range(450)), "Banyak"))
    assert sheet.max_row == 451
    assert sheet["A451"].value == 449


def test_answers_carry_a_name_to_save_under():
    assert (
        'filename="hasil-2024.xlsx"' in xlsx_response(["x"], [], "Hasil 2024").headers["Content-Disposition"]
    )
    assert 'filename="tabel.csv"' in csv_response(["x"], [], "").headers["Content-Disposition"]
