"""The form can be filled and read back; the result recomputes itself."""

import io
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from pranata.assessment.exports import levels_template_xlsx, result_xlsx
from pranata.assessment.exports.workbook import sheet_number
from pranata.assessment.levels_file import LevelsFileError, read_levels
from pranata.assessment.regulations import available, load
from pranata.engine.scoring import OnMissing, score

every_instrument = pytest.mark.parametrize("name", available())


def opened(content):
    return load_workbook(io.BytesIO(content))


def filled(name, level):
    book = opened(levels_template_xlsx(load(name)))
    for row in book["Isian"].iter_rows(min_row=6):
        row[4].value = level
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def example(name, level=3):
    regulation = load(name)
    levels = {item.number: level for item in regulation.indicators}
    return regulation, score(regulation.instrument, levels, year=2024)


class TestTheForm:
    @every_instrument
    def test_it_reads_back_what_was_filled_in(self, name):
        found = read_levels("formulir.xlsx", filled(name, 3), load(name).instrument)
        assert found == dict.fromkeys(load(name).instrument.by_number, Fraction(3))

    def test_it_keeps_the_parts_of_indicator_35_as_text(self):
        assert "35-2" in read_levels("f.xlsx", filled("spbe-2018", 0), load("spbe-2018").instrument)

    def test_an_empty_form_says_that_nothing_is_filled_in(self):
        content = levels_template_xlsx(load("spbe-2020"))
        with pytest.raises(LevelsFileError, match="Belum ada satu pun"):
            read_levels("f.xlsx", content, load("spbe-2020").instrument)

    @every_instrument
    def test_only_level_and_note_can_be_typed_into(self, name):
        sheet = opened(levels_template_xlsx(load(name)))["Isian"]
        assert sheet.protection.sheet
        row = sheet[6]
        assert [cell.column_letter for cell in row if not cell.protection.locked] == ["E", "F"]

    @pytest.mark.parametrize(
        ("name", "kind", "low", "high"),
        [
            ("spbe-2020", "whole", "1", "5"),
            ("spbe-2018", "whole", "0", "5"),
            ("pemdi-2026", "decimal", "1", "5"),
        ],
    )
    def test_the_spreadsheet_refuses_other_levels(self, name, kind, low, high):
        rule = opened(levels_template_xlsx(load(name)))["Isian"].data_validations.dataValidation[0]
        assert (rule.type, rule.formula1, rule.formula2) == (kind, low, high)

    def test_it_shows_what_each_level_asks(self):
        text = opened(levels_template_xlsx(load("spbe-2020")))["Isian"]["H6"].value
        assert "Produk hukum internal tentang Arsitektur SPBE sudah ditetapkan" in text
        assert "Tertahan di sini bila" in text

    def test_pemdi_says_that_it_is_uncertain(self):
        assert opened(levels_template_xlsx(load("pemdi-2026")))["Isian"]["A3"].value.startswith(
            "Belum pasti."
        )


class TestTheResult:
    @every_instrument
    def test_its_levels_read_back(self, name):
        regulation, found = example(name)
        content = result_xlsx(regulation, found)
        levels = read_levels("hasil.xlsx", content, regulation.instrument)
        assert score(regulation.instrument, levels).index == found.index

    def test_the_index_is_a_formula_over_levels_and_weights(self):
        sheet = opened(result_xlsx(*example("spbe-2020")))["Ringkasan"]
        assert sheet["B5"].value == "=SUM(Indikator!F2:F48)/SUM(Indikator!D2:D48)"
        assert sheet["B4"].value == "3"

    def test_each_part_spans_its_own_indicators(self):
        sheet = opened(result_xlsx(*example("spbe-2020")))["Aspek"]
        assert sheet["E3"].value == "=SUM(Indikator!F12:F15)/SUM(Indikator!D12:D15)"
        assert sheet["E9"].value == "=SUM(Indikator!F43:F48)/SUM(Indikator!D43:D48)"

    def test_a_weight_that_does_not_end_stays_exact(self):
        sheet = opened(result_xlsx(*example("spbe-2018")))["Indikator"]
        assert sheet["D38"].value == "=10/3"
        assert sheet_number(Fraction("2.75")) == Fraction("2.75")

    def test_the_predikat_formula_follows_the_comparison_of_the_year(self):
        regulation = load("spbe-2020")
        levels = {item.number: 3 for item in regulation.indicators}
        for year, places in ((2023, 2), (2024, 9)):
            found = score(regulation.instrument, levels, year=year)
            cell = opened(result_xlsx(regulation, found))["Ringkasan"]["B7"].value
            assert f"ROUND(B5,{places})" in cell

    def test_it_has_no_domain_sheet_where_there_are_no_domains(self):
        book = opened(result_xlsx(*example("pemdi-2026")))
        assert book.sheetnames == ["Ringkasan", "Aspek", "Indikator", "Langkah"]
        assert "belum pasti" in book["Ringkasan"]["A14"].value

    def test_it_marks_what_was_not_answered(self):
        regulation = load("spbe-2020")
        found = score(regulation.instrument, {"1": 3}, on_missing=OnMissing.FLOOR)
        sheet = opened(result_xlsx(regulation, found))["Indikator"]
        assert sheet["G2"].value in (None, "")
        assert sheet["G3"].value.startswith("tidak dijawab")


@every_instrument
def test_an_example_says_so_on_its_first_sheet_and_on_every_printed_page(name):
    real, made_up = (opened(result_xlsx(*example(name), is_example=flag)) for flag in (False, True))
    assert real["Ringkasan"]["A2"].value is None
    assert made_up["Ringkasan"]["A2"].value.startswith("Contoh. Angka dalam berkas ini dibuat")
    for sheet in made_up.worksheets:
        assert "Contoh" in sheet.oddHeader.center.text
        assert not real[sheet.title].oddHeader.center.text


@every_instrument
def test_the_same_result_gives_the_same_bytes(name):
    assert result_xlsx(*example(name)) == result_xlsx(*example(name))
    assert levels_template_xlsx(load(name)) == levels_template_xlsx(load(name))
