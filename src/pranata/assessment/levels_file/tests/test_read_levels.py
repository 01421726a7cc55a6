"""Every shape officials keep levels in is read exactly; every mistake is one sentence with its place."""

import hashlib
import io
import json
import zipfile
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from pranata.assessment.levels_file import LevelsFileError, read_levels
from pranata.assessment.regulations import load

SPBE = load("spbe-2020").instrument
PEMDI = load("pemdi-2026").instrument
OLD = load("spbe-2018").instrument
INDICATORS = "spbe-2020 memuat indikator 1 sampai 47"
LEVELS = "isilah bilangan bulat 1 sampai 5"
ONCE = "tiap indikator hanya satu kali"
SEMICOLON = "bila memakai koma desimal, pisahkan kolom dengan titik koma"


def read(text, instrument=SPBE, filename="tingkat.csv"):
    return read_levels(filename, text.encode() if isinstance(text, str) else text, instrument)


def refusal(text, instrument=SPBE, filename="tingkat.csv"):
    with pytest.raises(LevelsFileError) as refused:
        read(text, instrument, filename)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def workbook(*rows, title_rows=0):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Isian")
    for row in ([["Formulir isian"]] * title_rows) + list(rows):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def rewritten(content, old, new):
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    return changed.getvalue()


def noise(size):
    return hashlib.shake_256(b"noise").digest(size)


def outcome(filename, content):
    try:
        return read_levels(filename, content, SPBE)
    except LevelsFileError as refused:
        return str(refused)


class TestCsv:
    @pytest.mark.parametrize(
        "text",
        [
            "indicator,level\n1,3\n2,4\n",
            "indikator,nilai\r\n1,3\r\n2,4\r\n",
            "Indikator;Nilai\n1;3\n2;4",
            "No.\tTingkat\n1\t3\n2\t4\n",
            "\ufeffindikator;nilai\n1;3\n\n2;4\n\n",
            'nama,indikator,nilai,catatan\n"a, b",1,3,\n,2,4,"baris\nkedua"\n',
            "indikator,nilai\n1,3\n2,4.0\n3,\n",
        ],
    )
    def test_it_reads_every_usual_shape(self, text):
        assert read(text) == {"1": 3, "2": 4}

    def test_it_reads_what_a_spreadsheet_calls_unicode_text(self):
        assert read("indikator\tnilai\n1\t3\n".encode("utf-16")) == {"1": 3}

    def test_it_reads_decimal_commas(self):
        assert read("indikator;nilai\n1;1,26\n", PEMDI) == {"1": Fraction("1.26")}
        assert read('indikator,nilai\n1,"1,26"\n', PEMDI) == {"1": Fraction("1.26")}

    def test_it_reads_the_parts_of_indicator_35(self):
        assert read("indikator;nilai\n35-2;0\n", OLD) == {"35-2": 0}


class TestXlsx:
    def test_it_reads_numbers_and_text(self):
        assert read(workbook(["indikator", "nilai"], [1, 3], ["2", "4"]), filename="a.xlsx") == {
            "1": 3,
            "2": 4,
        }

    def test_it_finds_the_headings_below_a_title(self):
        content = workbook(["No", "Nama", "Tingkat"], [1, "Arsitektur", 3], title_rows=7)
        assert read(content, filename="a.xlsx") == {"1": 3}

    def test_it_reads_a_decimal_as_it_was_typed(self):
        content = workbook(["indikator", "nilai"], [1, 1.26], [2, 2.1])
        assert read(content, PEMDI, "a.xlsx") == {"1": Fraction("1.26"), "2": Fraction("2.1")}

    def test_it_names_the_row_as_the_spreadsheet_counts_it(self):
        content = workbook(["indikator", "nilai"], [1, 3], [2, 7], title_rows=3)
        assert refusal(content, filename="a.xlsx").startswith("Baris 6, kolom nilai: indikator 2 berisi “7”")


class TestJson:
    @pytest.mark.parametrize(
        "text", ['{"1": 3, "2": 4}', '{"1": "3", "2": 4.0, "3": null}', '{"levels": {"1": "3", "2": "4"}}']
    )
    def test_it_reads_a_map(self, text):
        assert read(text, filename="a.json") == {"1": 3, "2": 4}

    @pytest.mark.parametrize(
        ("text", "part"),
        [
            ('{"1": 3', "JSON tidak utuh"),
            ("[1, 2]", "bukan pasangan"),
            ('{"1": 3, "1": 4}', "indikator 1 ditulis dua kali"),
            ('{"1": NaN}', "NaN bukan bilangan"),
            ('{"1": true}', "“true”"),
            ('{"1": [3]}', "indikator 1 berisi"),
            ('{"48": 3}', "indikator “48” tidak ada"),
            ("[" * 100_000, "JSON"),
            ('{"1": ' + "9" * 10_000 + "}", "indikator 1 berisi"),
            ("", "kosong"),
        ],
    )
    def test_it_refuses_in_one_sentence(self, text, part):
        assert part.lower() in refusal(text, filename="a.json").lower()


class TestOneSentence:
    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("1,3\n48,2\n", f"Baris 3, kolom indikator: indikator “48” tidak ada; {INDICATORS}."),
            (",3\n", f"Baris 2, kolom indikator: nomor indikator kosong; {INDICATORS}."),
            ("1,7\n", f"Baris 2, kolom nilai: indikator 1 berisi “7”; {LEVELS}."),
            ("1,tiga\n", f"Baris 2, kolom nilai: indikator 1 berisi “tiga”; {LEVELS}."),
            ('1,"1.234,5"\n', f"Baris 2, kolom nilai: indikator 1 berisi “1.234,5”; {LEVELS}."),
            ("1,3\n2,2\n1,3\n", f"Baris 4, kolom indikator: indikator 1 sudah diisi pada baris 2; {ONCE}."),
            ("1,2,5\n", f"Baris 2: ada 3 isian untuk 2 judul kolom; {SEMICOLON}."),
            ("1,\n", f"Belum ada satu pun tingkat yang terisi; {LEVELS}."),
        ],
    )
    def test_it_names_row_column_what_was_found_and_what_is_allowed(self, text, sentence):
        assert refusal(f"indikator,nilai\n{text}") == sentence

    @pytest.mark.parametrize("text", ["\ufeff\n\n", "1,3\n2,4\n", "halo", "indikator\n1\n"])
    def test_it_says_which_headings_it_needs(self, text):
        assert refusal(text) == (
            "Baris 1: judul kolom tidak dikenali; baris pertama harus memuat kolom indikator dan nilai."
        )

    def test_it_says_that_a_file_is_empty(self):
        assert refusal(" \n") == "Berkas kosong; isilah kolom indikator dan nilai."

    @pytest.mark.parametrize("level", ["0", "6", "-1", "2.5", "3e0", "٣", "½", "1e400", "3 ", "=1+2", "١"])
    def test_a_level_is_read_as_written_or_refused(self, level):
        text = f"indikator;nilai\n1;{level}\n"
        if level.strip() == "3":
            assert read(text) == {"1": 3}
        else:
            assert "isilah bilangan bulat 1 sampai 5" in refusal(text)

    def test_the_allowed_levels_are_those_of_the_instrument(self):
        assert refusal("indikator;nilai\n1;5,5\n", PEMDI).endswith(
            "isilah bilangan 1 sampai 5 dengan paling banyak 6 desimal."
        )
        assert refusal("indikator;nilai\n1;6\n", OLD).endswith("isilah bilangan bulat 0 sampai 5.")

    def test_what_was_found_is_shown_short_and_harmless(self):
        sentence = refusal("indikator;nilai\n1;\x1b[31m" + "a" * 5000 + "\n")
        assert "\x1b" not in sentence
        assert len(sentence) < 160


class TestHostileFiles:
    @pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.json"])
    def test_noise_of_ten_megabytes_is_refused_by_its_size(self, name):
        assert "10,0 MB" in refusal(noise(10 * 1024 * 1024), filename=name)

    @pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.json"])
    def test_noise_of_a_size_that_passes_is_refused(self, name):
        refusal(noise(900_000), filename=name)

    def test_a_workbook_cut_short_is_refused(self):
        content = workbook(["indikator", "nilai"], [1, 3])
        for length in (4, 40, len(content) // 2, len(content) - 3):
            assert "XLSX rusak" in refusal(content[:length], filename="a.xlsx")

    def test_a_zip_that_is_no_workbook_is_refused(self):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("catatan.txt", "halo")
        assert "XLSX rusak" in refusal(content.getvalue(), filename="a.xlsx")

    def test_a_zip_bomb_is_not_unpacked(self):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 * 1024 * 1024))
        assert len(content.getvalue()) < 1024 * 1024
        assert "terlalu besar" in refusal(content.getvalue(), filename="a.xlsx")

    @pytest.mark.parametrize("corner", ["XFD1048576", "A1048576", "XFD1", "ABCDEFG1"])
    def test_two_cells_in_opposite_corners_do_not_claim_all_memory(self, corner):
        content = rewritten(workbook(["indikator", "nilai"], [1, 3]), b'r="B2"', f'r="{corner}"'.encode())
        assert "melewati baris" in refusal(content, filename="a.xlsx")

    def test_a_size_that_lies_is_found_out(self):
        content = bytearray(workbook(["indikator", "nilai"], [1, 3]))
        central = content.index(b"PK\x01\x02")
        content[central + 24 : central + 28] = (5).to_bytes(4, "little")
        assert "XLSX rusak" in refusal(bytes(content), filename="a.xlsx")

    def test_an_old_or_encrypted_excel_file_is_refused(self):
        assert ".xls" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), filename="a.xls")

    def test_a_workbook_without_the_columns_is_refused(self):
        assert "Tidak ada lembar" in refusal(workbook(["a", "b"], [1, 2]), filename="a.xlsx")

    def test_an_open_quotation_mark_is_refused(self):
        assert "CSV rusak" in refusal('indikator,nilai\n1,"3\n')

    @given(content=st.binary(max_size=400), name=st.sampled_from(["a.csv", "a.json", "a.xlsx"]))
    def test_any_bytes_are_read_or_refused_and_nothing_else(self, content, name):
        assert outcome(name, content)

    @given(text=st.text(max_size=200))
    def test_any_rows_are_read_or_refused_and_nothing_else(self, text):
        found = outcome("a.csv", f"indikator,nilai\n{text}".encode())
        assert isinstance(found, dict) or "\n" not in found


@given(
    levels=st.dictionaries(
        st.sampled_from([item.number for item in PEMDI.indicators]),
        st.integers(100, 500).map(lambda hundredths: Fraction(hundredths, 100)),
        min_size=1,
    )
)
def test_levels_written_to_a_file_come_back_as_they_were(levels):
    decimals = {number: f"{int(level)}.{int(level * 100) % 100:02d}" for number, level in levels.items()}
    lines = "".join(f"{number};{text.replace('.', ',')}\n" for number, text in decimals.items())
    assert read(f"indikator;nilai\n{lines}", PEMDI) == levels
    assert read(json.dumps(decimals), PEMDI, "a.json") == levels
