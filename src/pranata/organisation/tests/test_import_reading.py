"""Reading uploaded files: what people save, and what somebody may send to do harm."""

import datetime as dt
import io
import os
import zipfile

import pytest
from openpyxl import Workbook

from pranata.organisation.queries.importing import values
from pranata.organisation.queries.importing.columns import named_rows
from pranata.organisation.queries.importing.table import MAX_BYTES, UnreadableFile, read_table

CSV = "kode,nama,jenis\n1,Dinas Kesehatan,opd\n"


def book(*rows, far=None):
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in rows:
        sheet.append(row)
    if far:
        sheet[far] = "x"
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def repacked(content, name, replacement):
    """Return the xlsx with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, replacement if part.filename == name else old.read(part))
    return out.getvalue()


class TestCsv:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_every_usual_delimiter_is_found(self, delimiter):
        table = read_table("a.csv", CSV.replace(",", delimiter).encode())
        assert table.rows == [(2, ["1", "Dinas Kesehatan", "opd"])]

    def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(self):
        table = read_table("A.CSV", b"\xef\xbb\xbf" + CSV.replace("\n", "\r\n").encode())
        assert table.header == ["kode", "nama", "jenis"]

    def test_windows_1252_is_read_and_said(self):
        table = read_table("a.csv", "kode,nama\n1,Caf\u00e9\n".encode("cp1252"))
        assert table.rows[0][1][1] == "Caf\u00e9"
        assert "Windows-1252" in table.notices[0]

    def test_row_numbers_are_those_of_the_spreadsheet(self):
        table = read_table("a.csv", b"kode,nama\n\n\n1,Satu\n,,\n2,Dua\n")
        assert [number for number, _cells in table.rows] == [4, 6]

    def test_a_number_with_points_and_comma_stays_text(self):
        table = read_table("a.csv", b"kode;nama\n1.234,5;Satu\n")
        assert table.rows[0][1][0] == "1.234,5"

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"  \n\n",
            b"kode,nama\n",
            b"kode\x00,nama\n1,2\n",
            b"\x81\x8d\x8f,\xff\n1,2\n",
            b'a,b\n"' + b"x" * 200_000,
        ],
    )
    def test_empty_broken_and_binary_files_are_refused_in_words(self, content):
        with pytest.raises(UnreadableFile):
            read_table("a.csv", content)

    def test_ten_megabytes_of_noise_are_refused_before_being_read(self):
        with pytest.raises(UnreadableFile, match="10,0 MB"):
            read_table("a.csv", os.urandom(10_000_000))

    def test_noise_of_the_largest_size_is_refused(self):
        with pytest.raises(UnreadableFile):
            read_table("a.csv", os.urandom(MAX_BYTES))

    def test_too_many_rows_are_refused(self):
        with pytest.raises(UnreadableFile, match=r"20\.000"):
            read_table("a.csv", b"kode,nama\n" + b"1,x\n" * 20_001)

    def test_too_many_columns_are_refused(self):
        with pytest.raises(UnreadableFile, match="60 kolom"):
            read_table("a.csv", b"kode,nama" + b",x" * 100 + b"\n1,2\n")

    @pytest.mark.parametrize("name", ["a.xls", "a.pdf", "a", "a.xlsx.exe", "../../etc/passwd"])
    def test_other_types_are_refused(self, name):
        with pytest.raises(UnreadableFile):
            read_table(name, CSV.encode())


class TestXlsx:
    def test_numbers_dates_and_texts_become_text(self):
        content = book(["kode", "nama", "mulai"], [101, "Dinas", dt.datetime(2024, 7, 1)])
        assert read_table("a.xlsx", content).rows == [(2, ["101", "Dinas", "2024-07-01"])]

    def test_a_nip_kept_as_number_shows_its_damage(self):
        content = book(["nama", "nip"], ["Rini", 198001012005011001])
        (row,) = read_table("a.xlsx", content).rows
        with pytest.raises(values.BadValue):
            values.nip(row[1][1])

    def test_formulas_are_not_run_and_are_mentioned(self):
        content = book(["kode", "nama"], ["=1+1", '=HYPERLINK("http://x","y")'], ["2", "Dua"])
        table = read_table("a.xlsx", content)
        assert "rumus" in table.notices[0]
        assert table.rows == [(3, ["2", "Dua"])]

    def test_a_cell_in_the_farthest_corner_does_not_make_it_walk_there(self):
        with pytest.raises(UnreadableFile):
            read_table("a.xlsx", book(["kode", "nama"], ["1", "Satu"], far="XFD1048576"))

    @pytest.mark.parametrize(
        "content", [b"PK\x03\x04rusak", os.urandom(50_000), CSV.encode(), b"PK\x05\x06" + b"\0" * 18]
    )
    def test_what_is_not_a_workbook_is_refused(self, content):
        with pytest.raises(UnreadableFile):
            read_table("a.xlsx", content)

    def test_a_cut_workbook_is_refused(self):
        content = book(["kode", "nama"], ["1", "Satu"])
        with pytest.raises(UnreadableFile):
            read_table("a.xlsx", content[: len(content) // 2])

    def test_broken_xml_inside_is_refused(self):
        content = repacked(book(["kode"], ["1"]), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>")
        with pytest.raises(UnreadableFile):
            read_table("a.xlsx", content)

    def test_a_bomb_is_stopped_while_it_unpacks(self):
        bomb = repacked(book(["kode"], ["1"]), "xl/worksheets/sheet1.xml", b" " * 80_000_000)
        assert len(bomb) < MAX_BYTES
        with pytest.raises(UnreadableFile, match="terlalu besar"):
            read_table("a.xlsx", bomb)

    def test_a_bomb_of_entities_is_refused(self):
        laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "' + b"l" * 1000 + b'">'
        for before, after in zip("abcdefg", "bcdefgh", strict=True):
            laughs += f'<!ENTITY {after} "{f"&{before};" * 50}">'.encode()
        laughs += b"]><worksheet>&h;</worksheet>"
        with pytest.raises(UnreadableFile):
            read_table("a.xlsx", repacked(book(["kode"], ["1"]), "xl/worksheets/sheet1.xml", laughs))

    def test_thousands_of_parts_are_refused(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for number in range(600):
                archive.writestr(f"{number}", "")
        with pytest.raises(UnreadableFile, match="bagian"):
            read_table("a.xlsx", out.getvalue())


class TestColumns:
    def test_other_names_of_a_column_are_known(self):
        ((_number, row),) = named_rows(
            "unit", read_table("a.csv", b"Kode_Unit,NAMA UNIT,kode opd\n1,Satu,0\n")
        )
        assert row == {"kode": "1", "nama": "Satu", "kode induk": "0"}

    def test_a_missing_column_is_named_with_what_was_found(self):
        with pytest.raises(UnreadableFile, match=r"“nama” tidak ada.*Bagian"):
            named_rows("unit", read_table("a.csv", b"kode,Bagian\n1,2\n"))

    def test_a_doubled_column_is_refused(self):
        with pytest.raises(UnreadableFile, match="lebih dari satu"):
            named_rows("unit", read_table("a.csv", b"kode,nama,kode\n1,2,3\n"))


class TestValues:
    @pytest.mark.parametrize("text", ["2024-07-01", "1/7/2024", "01-07-2024", "1.7.2024", "1 Juli 2024"])
    def test_a_date_is_read_as_it_is_written_here(self, text):
        assert str(values.day(text)) == "2024-07-01"

    @pytest.mark.parametrize(
        "text", ["45474", "2024-13-01", "31/2/2024", "7/13/2024", "kemarin", "1/7/24", "0000-00-00"]
    )
    def test_what_is_no_date_is_refused_with_what_was_found(self, text):
        with pytest.raises(values.BadValue, match=text):
            values.day(text)

    @pytest.mark.parametrize("text", ["19800101 200501 1 001", "'198001012005011001", "198001012005011001"])
    def test_a_nip_may_be_written_with_spaces(self, text):
        assert values.nip(text) == "198001012005011001"

    @pytest.mark.parametrize("text", ["1.98E+17", "1,98E+17", "1.98001012005011E+17", "1.98001012005011e17"])
    def test_a_nip_that_a_spreadsheet_mangled_is_told_so(self, text):
        with pytest.raises(values.BadValue, match="lembar kerja"):
            values.nip(text)

    @pytest.mark.parametrize(
        "text", ["123", "1980010120050110011", "NIP", "１９８００１０１２００５０１１００１"]
    )
    def test_a_nip_of_another_length_or_script_is_refused(self, text):
        with pytest.raises(values.BadValue, match="18 angka"):
            values.nip(text)
