"""Files in English: the labels are, the words of the regulation and the trace are not."""

import io
import json

import pytest
from django.utils import translation
from openpyxl import load_workbook
from pypdf import PdfReader

from pranata.assessment.exports import levels_template_xlsx, result_pdf, result_xlsx
from pranata.assessment.exports.tests.test_xlsx import example
from pranata.assessment.levels_file import read_levels
from pranata.assessment.regulations import load

IDS = ["spbe-2020", "spbe-2018", "pemdi-2026"]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def opened(content):
    return load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("name", IDS)
def test_the_form_is_read_back_whatever_its_language(name):
    regulation = load(name)
    book = opened(levels_template_xlsx(regulation))
    sheet = book["Form"]
    for row in range(6, 6 + len(regulation.indicators)):
        sheet.cell(row, 5).value = 3
    filled = io.BytesIO()
    book.save(filled)
    assert set(read_levels("form.xlsx", filled.getvalue(), regulation.instrument).values()) == {3}


def test_the_workbook_s_formulas_name_the_sheets_that_there_are():
    book = opened(result_xlsx(*example("spbe-2020")))
    assert book.sheetnames == ["Summary", "Domain", "Aspect", "Indicator", "Steps"]
    assert book["Summary"]["A3"].value == "Index by Pranata"
    named = {part.split("!")[0] for part in book["Summary"]["B5"].value.split("(")[1:] if "!" in part}
    assert named == {"Indicator"}
    assert "Aspect!C2" in book["Domain"]["E2"].value


def test_the_sheet_of_paper_is_english_and_the_law_s_words_are_not():
    regulation, found = example("spbe-2020")
    text = " ".join(
        page.extract_text() for page in PdfReader(io.BytesIO(result_pdf(regulation, found))).pages
    )
    words = " ".join(text.split())
    assert "Basis and calculation" in words
    assert "Level of each indicator" in words
    assert "Page 1 of 2" in words
    assert found.predikat.applied in words
    for leftover in ("Dasar hukum", "Halaman", "dibandingkan", "Bobot"):
        assert leftover not in words


def test_the_attached_trace_is_the_same_in_every_language():
    regulation, found = example("spbe-2020")
    attached = PdfReader(io.BytesIO(result_pdf(regulation, found))).attachments["jejak.json"][0]
    assert json.loads(attached) == json.loads(json.dumps(found.trace.to_document()))
