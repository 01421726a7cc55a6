"""The calculator: typed, pasted or uploaded levels give the exact index, and nothing is kept."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from pranata.assessment.regulations import load

pytestmark = pytest.mark.django_db

CASE = next(case for case in load("spbe-2020").cases if case.id == "pemerintah-kota-bandar-lampung-2023")
LEVELS = {number: str(level) for number, level in CASE.levels.items()}
FIELDS = {f"t-{number}": level for number, level in LEVELS.items()}


def post(path: str, **fields: object):
    return Client().post(path, {"instrumen": "spbe-2020", "tahun": "2023", **fields})


def shown(**fields: object) -> str:
    return str(post("/kalkulator/", **fields).content.decode())


def test_the_published_levels_give_the_published_index():
    page = shown(**FIELDS)
    assert "2,15" in page
    assert "2,1545" in page
    assert "Cukup" in page


def test_a_script_gets_the_result_alone():
    answer = Client().post(
        "/kalkulator/", {"instrumen": "spbe-2020", **FIELDS}, headers={"hx-request": "true"}
    )
    assert "2,1545" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_partial_answer_says_how_many_are_filled_and_what_the_rest_counts():
    page = shown(**{"t-11": "5"})
    assert "1 dari 47 indikator terisi. Yang kosong dihitung tingkat 1." in page
    assert "Indeks sementara" in page


def test_an_example_fills_the_form_without_posting():
    page = Client().get(f"/kalkulator/?contoh={CASE.id}&tahun=2023").content.decode()
    assert "2,1545" in page


@pytest.mark.parametrize("separator", ["\t", ";", " "])
def test_two_pasted_columns_are_read(separator: str):
    pasted = "\n".join(f"{number}{separator}{level}" for number, level in LEVELS.items())
    assert "2,1545" in shown(tempel=pasted)


def test_one_pasted_column_is_read_in_order():
    assert "2,1545" in shown(tempel="\n".join(LEVELS.values()))


def test_one_column_too_long_is_refused():
    page = shown(tempel="\n".join(["1"] * 48))
    assert "Belum dapat dibaca" in page


@pytest.mark.parametrize("pasted", ["tiga", "1\t7", "1.234,5", "48;1", "11;2\n11;3", "\x00\x01", "=2+2"])
def test_a_bad_paste_is_refused_and_keeps_what_was_typed(pasted: str):
    page = shown(tempel=pasted, **{"t-20": "3"})
    assert "Belum dapat dibaca" in page
    assert 'name="t-20" value="3" checked' in page


def test_a_file_is_read():
    content = json.dumps({number: int(level) for number, level in LEVELS.items()}).encode()
    assert "2,1545" in shown(berkas=SimpleUploadedFile("tingkat.json", content))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rusak", b"\xff" * 2_000_000])
def test_a_broken_file_is_refused_in_a_sentence(content: bytes):
    answer = post("/kalkulator/", berkas=SimpleUploadedFile("tingkat.xlsx", content), **{"t-20": "3"})
    assert answer.status_code == 200
    assert 'name="t-20" value="3" checked' in answer.content.decode()


def test_a_level_that_is_none_is_marked_where_it_stands():
    page = (
        Client().post("/kalkulator/", {"instrumen": "pemdi-2026", "t-1": "7", "t-2": "1,26"}).content.decode()
    )
    assert 'value="7" aria-invalid="true"' in page
    assert "1 isian belum dapat dibaca" in page


def test_the_unconfirmed_instrument_says_so():
    assert (
        "Naskah resmi belum diperoleh" in Client().get("/kalkulator/?instrumen=pemdi-2026").content.decode()
    )


def test_the_spreadsheet_carries_formulas():
    answer = post("/kalkulator/unduh.xlsx", **FIELDS)
    book = load_workbook(io.BytesIO(answer.content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.startswith("=") for cell in cells)


def test_the_pdf_is_one():
    assert post("/kalkulator/unduh.pdf", **FIELDS).content.startswith(b"%PDF-")


def test_the_json_can_be_recomputed():
    assert (
        json.loads(post("/kalkulator/unduh.json", **FIELDS).content)["result"]["index_exact"] == "4309/2000"
    )


def test_an_empty_form_has_nothing_to_download():
    assert post("/kalkulator/unduh.pdf").status_code == 422


def test_a_blank_form_can_be_filled_offline():
    answer = Client().get("/kalkulator/formulir/spbe-2020.xlsx")
    assert load_workbook(io.BytesIO(answer.content)).sheetnames


@pytest.mark.parametrize("path", ["/kalkulator/?instrumen=x", "/kalkulator/formulir/x.xlsx"])
def test_an_unknown_instrument_is_not_found(path: str):
    assert Client().get(path).status_code == 404


def test_an_unknown_kind_of_file_is_not_found():
    assert post("/kalkulator/unduh.exe", **FIELDS).status_code == 404


@pytest.mark.parametrize("year", ["abc", "-1", "99999", "2023' OR 1=1"])
def test_a_strange_year_is_ignored(year: str):
    answer = Client().post("/kalkulator/", {"instrumen": "spbe-2020", "tahun": year, **FIELDS})
    assert "2,1545" in answer.content.decode()


def test_nothing_is_stored(django_assert_num_queries):
    with django_assert_num_queries(0):
        shown(**FIELDS)


@pytest.mark.parametrize(
    "content", [b'{"\\ud800": 3}', b'{"1": "\\ud800"}', b'{"a\\ud800": 1, "a\\ud800": 2}']
)
def test_half_a_letter_in_a_file_is_told_and_not_a_fault(content):
    answer = post("/kalkulator/", berkas=SimpleUploadedFile("tingkat.json", content))
    assert answer.status_code == 200
    assert "·" in answer.content.decode()


def test_a_file_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr("pranata.portal.web.calculator.read_levels", lambda *_: pytest.fail("read"))
    assert "paling besar 1 MB" in shown(berkas=SimpleUploadedFile("tingkat.csv", b"1" * (1024 * 1024 + 1)))
