"""`pranata index`: the exact index for a person and for a machine, and one sentence for every mistake."""

import hashlib
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from pranata.assessment.regulations import load
from pranata.config.command.index import command
from pranata.engine.scoring import replay

CASE = next(case for case in load("spbe-2020").cases if case.year == 2023)
ASPECTS = ["1.40", "1.25", "1.75", "2.50", "1.00", "1.00", "3.50", "2.33"]


@pytest.fixture
def levels(tmp_path):
    path = tmp_path / "tingkat.csv"
    path.write_text(
        "indikator,nilai\n" + "".join(f"{number},{level}\n" for number, level in CASE.levels.items())
    )
    return path


def run(*arguments, **options):
    return CliRunner().invoke(command, [str(argument) for argument in arguments], **options)


class TestBandarLampung2023:
    def test_it_prints_index_exact_value_predikat_and_all_parts(self, levels):
        result = run(levels, "--instrument", "spbe-2020", "--year", 2023)
        assert result.exit_code == 0
        assert "2.15" in result.stdout
        assert "2.1545 (4309/2000)" in result.stdout
        assert "Cukup" in result.stdout
        shown = [
            line.split()[-1] for line in result.stdout.splitlines() if line.startswith("   ") and line.split()
        ]
        assert shown[-8:] == ASPECTS

    def test_it_prints_the_same_as_json(self, levels):
        found = json.loads(run(levels, "--instrument", "spbe-2020", "--year", 2023, "--json").stdout)
        assert found["index"] == "2.15"
        assert found["index_exact"] == "4309/2000"
        assert {found["predikat"], found["predikat_exact"], found["predikat_rounded"]} == {"Cukup"}
        assert found["domains"] == {"1": "1.40", "2": "1.70", "3": "1.00", "4": "3.04"}
        assert list(found["aspects"].values()) == ASPECTS
        assert found["missing"] == found["warnings"] == []
        assert found["digest"] == load("spbe-2020").instrument.digest
        assert (found["engine_version"], found["certainty"]) == ("1.0.0", "official")

    def test_its_trace_can_be_followed_and_replayed(self, levels):
        text = run(levels, "--trace").stdout
        assert "(2.5×1 + 2.5×1 + 2.5×1 + 2.5×2) ÷ 10 = 5/4 ≈ 1.25" in text
        document = json.loads(run(levels, "--trace", "--json").stdout)
        assert str(replay(document)) == "4309/2000"

    def test_its_json_can_be_read_again(self, levels, tmp_path):
        again = tmp_path / "hasil.json"
        again.write_text(run(levels, "--json").stdout)
        assert run(again, "--json").stdout == run(levels, "--json").stdout

    def test_it_reads_standard_input(self, levels):
        assert run("-", "--json", input=levels.read_bytes()).exit_code == 0

    def test_it_writes_a_workbook_and_a_sheet(self, levels, tmp_path):
        xlsx, pdf = tmp_path / "hasil.xlsx", tmp_path / "hasil.pdf"
        result = run(levels, "--xlsx", xlsx, "--pdf", pdf)
        assert result.exit_code == 0
        assert pdf.read_bytes().startswith(b"%PDF-")
        assert "4309/2000" in run(xlsx).stdout


class TestTheForm:
    def test_it_is_written_and_says_when_it_is_empty(self, tmp_path):
        form = tmp_path / "formulir.xlsx"
        assert run("--template", "spbe-2020", "--xlsx", form).exit_code == 0
        result = run(form)
        assert result.exit_code == 2
        assert result.stderr == "Belum ada satu pun tingkat yang terisi; isilah bilangan bulat 1 sampai 5.\n"


class TestAbsence:
    def test_it_is_refused_by_name(self, levels):
        levels.write_text("indikator,nilai\n1,3\n")
        result = run(levels)
        assert result.exit_code == 2
        assert result.stderr.startswith("Belum ada tingkat untuk indikator 2, 3, 4")
        assert "dan 36 lainnya" in result.stderr

    def test_it_counts_the_floor_when_told_to(self, levels):
        levels.write_text("indikator,nilai\n1,3\n")
        result = run(levels, "--assume-floor", "--json")
        found = json.loads(result.stdout)
        assert found["warnings"] == ["floor_counted"]
        assert len(found["missing"]) == 46

    def test_it_says_so_to_a_person(self, levels):
        levels.write_text("indikator,nilai\n1,3\n")
        assert "46 indikator tanpa jawaban" in run(levels, "--assume-floor").stderr

    def test_pemdi_is_never_shown_without_saying_that_it_is_uncertain(self, levels):
        levels.write_text("indikator;nilai\n1;1,26\n")
        result = run(levels, "--instrument", "pemdi-2026", "--assume-floor")
        assert "Instrumen ini belum pasti" in result.stderr


BROKEN = {
    "an unknown indicator": ("a.csv", b"indikator,nilai\n48,3\n", "kolom indikator"),
    "level 7": ("a.csv", b"indikator,nilai\n1,7\n", "1 sampai 5"),
    "a word": ("a.csv", b"indikator,nilai\n1,tiga\n", "tiga"),
    "a duplicate": ("a.csv", b"indikator,nilai\n1,3\n1,3\n", "baris 2"),
    "an empty file": ("a.csv", b"", "kosong"),
    "a broken workbook": ("a.xlsx", b"PK\x03\x04rusak", "XLSX rusak"),
    "a thousands separator": ("a.csv", b"indikator;nilai\n1;1.234,5\n", "1.234,5"),
    "ten megabytes of noise": ("a.csv", hashlib.shake_256(b"x").digest(10 * 1024 * 1024), "MB"),
    "json cut short": ("a.json", b'{"1": 3', "JSON"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_it_refuses_with_one_sentence_and_status_2(what, tmp_path):
    name, content, part = BROKEN[what]
    path = tmp_path / name
    path.write_bytes(content)
    result = run(path)
    assert result.exit_code == 2
    assert part in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("tidak-ada.csv",),
        (),
        ("/",),
        ("--template", "spbe-2020"),
        ("--template", "spbe-1998", "--xlsx", "x.xlsx"),
        ("x.csv", "--instrument", "../../etc"),
    ],
)
def test_a_call_that_cannot_be_done_is_refused_in_one_sentence(arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_a_place_that_cannot_be_written_is_refused(levels):
    result = run(levels, "--pdf", "/tidak/ada/hasil.pdf")
    assert result.exit_code == 2
    assert "tidak dapat ditulis" in result.stderr


def test_it_starts_without_settings_database_or_spreadsheet_writer():
    program = (
        "import sys; from pranata.config.command.index import command; "
        "print([m for m in ('django.conf', 'django.db', 'openpyxl', 'typst') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "openpyxl" not in found.stdout
    assert "typst" not in found.stdout
