"""`pranata plan`: a proven plan for a person and for a machine, and one sentence for every mistake."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from pranata.assessment.regulations import load
from pranata.config.command.plan import command
from pranata.planning.catalogue import catalogue_steps
from pranata.planning.files import read_costs

CASE = next(case for case in load("spbe-2020").cases if case.year == 2023)
HEADING = "indicator,from,to,cost,effort,months,owner,requires\n"
COSTS = HEADING + (
    "11,1,2,100000000,60,3,Diskominfo,\n"
    '12,1,2,"80.000.000",40,2,Bappeda,\n'
    "13,1,2,90000000,30,2,Bappeda,12:2\n"
    "14,2,3,70000000,20,1,Bagian Organisasi,\n"
)
CAPACITY = "owner,quarter,person_days\nBappeda,2027-Q1,40\nBappeda,2027-Q2,30\n"


@pytest.fixture
def levels(tmp_path):
    path = tmp_path / "tingkat.csv"
    path.write_text(
        "indikator,nilai\n" + "".join(f"{number},{level}\n" for number, level in CASE.levels.items())
    )
    return path


@pytest.fixture
def costs(tmp_path):
    path = tmp_path / "biaya.csv"
    path.write_text(COSTS)
    return path


@pytest.fixture
def capacity(tmp_path):
    path = tmp_path / "kapasitas.csv"
    path.write_text(CAPACITY)
    return path


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


class TestAPlan:
    def test_it_prints_what_the_specification_says(self, levels, costs, capacity):
        result = run(
            levels, "--target", "2,20", "--costs", costs, "--capacity", capacity, "--start", "2027-01",
            "--by", "2027-12-31", "--json",
        )  # fmt: skip
        assert result.exit_code == 0
        found = json.loads(result.stdout)
        assert (found["status"], found["index"], found["index_exact"]) == ("optimal", "2.20", "4409/2000")
        assert found["cost"] == found["bound"] == 150_000_000
        assert found["conflicts"] == []
        assert found["steps"] == [
            {"indicator": "12", "from": 1, "to": 2, "start": "2027-01", "end": "2027-03",
             "cost": 80_000_000, "effort": 40, "owner": "Bappeda"},
            {"indicator": "14", "from": 2, "to": 3, "start": "2027-01", "end": "2027-02",
             "cost": 70_000_000, "effort": 20, "owner": "Bagian Organisasi"},
        ]  # fmt: skip
        assert result.stderr == ""

    def test_it_says_who_does_what_when_and_that_nothing_is_cheaper(self, levels, costs):
        result = run(levels, "--target", "2.20", "--costs", costs, "--start", "2027-01")
        assert "terbukti termurah" in result.stdout
        assert "Rp 150.000.000" in result.stdout
        assert "12. Peta Rencana SPBE" in result.stdout

    def test_without_a_target_it_is_the_best_index_for_the_budget(self, levels, costs):
        result = run(levels, "--budget", "Rp 160.000.000", "--costs", costs, "--start", "2027-01", "--json")
        found = json.loads(result.stdout)
        assert (found["index_exact"], found["cost"]) == ("4409/2000", 150_000_000)

    def test_the_shipped_catalogue_says_that_it_is_assumed_and_can_be_edited(self, levels, tmp_path):
        result = run(levels, "--target", "2.17", "--start", "2027-01", "--json")
        found = json.loads(result.stdout)
        assert (found["status"], found["costs"]["certainty"]) == ("optimal", "assumption")
        assert "anggapan" in result.stderr
        written = tmp_path / "katalog.csv"
        assert run("--write-costs", written).exit_code == 0
        regulation = load("spbe-2020")
        assert read_costs("k.csv", written.read_bytes(), regulation.instrument) == catalogue_steps(regulation)

    def test_two_processes_print_the_same_bytes(self, levels, costs, capacity):
        call = [
            sys.executable, "-m", "pranata.config.command", "plan", str(levels), "--target", "2.25",
            "--costs", str(costs), "--capacity", str(capacity), "--start", "2027-01",
            "--by", "2027-12-31", "--json",
        ]  # fmt: skip
        first, second = (subprocess.run(call, capture_output=True, check=True).stdout for _ in range(2))
        assert first == second


def test_the_frontier_rises_from_today_to_the_best_there_is(levels, costs):
    arguments = (levels, "--costs", costs, "--start", "2027-01", "--frontier", 4)
    found = json.loads(run(*arguments, "--json").stdout)["frontier"]
    assert [(point["index_exact"], point["cost"]) for point in found] == [
        ("4359/2000", 70_000_000), ("4409/2000", 150_000_000),
        ("4459/2000", 240_000_000), ("4509/2000", 340_000_000),
    ]  # fmt: skip
    assert all(point["proven"] and point["bound"] == point["cost"] for point in found)
    text = run(*arguments).stdout
    # 70 million for 0.025 are 28 million a hundredth.
    assert "28.000.000" in text


class TestWhatIsFixed:
    """Steps forced and forbidden, a margin, months that open, work that runs, and what one more is worth."""

    def test_all_of_it_is_asked_in_one_call_and_told_back(self, levels, tmp_path):
        path = tmp_path / "b.csv"
        path.write_text(
            "indicator;from;to;cost;effort;months;owner;requires;opens;started\n"
            "11;1;2;100000000;60;3;Diskominfo;;1;9\n".replace(";1;9", ';"1;9";')
            + "12;1;2;80000000;40;2;Bappeda;;;2026-11\n"
            "13;1;2;90000000;30;2;Bappeda;12:2;;\n"
            "14;2;3;70000000;20;1;Bagian Organisasi;;;\n"
        )
        result = run(
            levels, "--target", "2.20", "--margin", "0,01", "--force", "11:2", "--forbid", "14", "--costs",
            path, "--start", "2027-02", "--by", "2027-12", "--worth", "--json",
        )  # fmt: skip
        found = json.loads(result.stdout)
        begun = {step["indicator"]: (step["start"], step.get("started")) for step in found["steps"]}
        assert set(begun) == {"11", "12", "13"}
        assert (begun["12"], begun["11"]) == (("2027-02", "2026-11"), ("2027-09", None))
        assert found["limits"]["margin"] == "1/100"
        assert (found["limits"]["forced"], found["limits"]["forbidden"]) == (["11:2"], ["14:3"])
        worth = {each["limit"]: each for each in found["worth"]["limits"]}
        assert (worth["target"]["gain"], worth["target"]["proven"]) == (90_000_000, True)
        assert found["worth"]["next_index"] is None

    def test_colliding_steps_are_named_and_the_margin_that_would_do(self, levels, costs):
        arguments = ("--costs", costs, "--start", "2027-01")
        result = run(
            levels, *arguments, "--target", "2.17", "--force", "11:2", "--budget", "90000000", "--json"
        )
        found = {each["limit"]: each for each in json.loads(result.stdout)["conflicts"]}
        assert found["forced"]["steps"] == ["11:2"]
        assert found["budget"]["enough"] == 100_000_000
        result = run(
            levels, *arguments, "--target", "2.17", "--margin", "0.05", "--budget", "90000000", "--json"
        )
        found = {each["limit"]: each for each in json.loads(result.stdout)["conflicts"]}
        assert found["margin"]["enough"] == "19/2000"

    @pytest.mark.parametrize(
        ("arguments", "part"),
        [
            (("--force", "99:3"), "99:3"),
            (("--force", "14:3", "--forbid", "14"), "sekaligus"),
            (("--force", "13:2", "--forbid", "12"), "12:2"),
            (("--margin", "banyak"), "banyak"),
            (("--margin", "2"), "cadangan"),
            (("--opens", "13"), "13"),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, levels, costs, arguments, part):
        refused(run(levels, "--costs", costs, "--target", "2.2", "--start", "2027-01", *arguments), part)

    def test_money_that_opens_in_january_and_at_the_revision_is_waited_for(self, levels, costs):
        result = run(
            levels, "--target", "2.17", "--costs", costs, "--start", "2027-02", "--opens", "1;9", "--json"
        )
        assert {step["start"] for step in json.loads(result.stdout)["steps"]} == {"2027-09"}


class TestNoPlan:
    def test_it_names_the_limits_that_collide_and_what_would_be_enough(self, levels, costs):
        arguments = ("--target", "2.25", "--costs", costs, "--start", "2027-01", "--budget", "200000000")
        result = run(levels, *arguments, "--json")
        assert result.exit_code == 1
        found = json.loads(result.stdout)
        assert (found["status"], found["steps"]) == ("infeasible", [])
        assert found["conflicts"] == [
            {"limit": "target", "enough": "4409/2000"},
            {"limit": "budget", "enough": 340_000_000},
        ]
        text = run(levels, *arguments).stdout
        assert "anggaran: paling sedikit Rp 340.000.000" in text

    def test_it_names_an_owner_without_enough_days(self, levels, costs, tmp_path):
        path = tmp_path / "k.csv"
        path.write_text("owner;quarter;person_days\nBappeda;2027-Q1;40\nBappeda;2027-Q2;10,5\n")
        result = run(
            levels, "--target", "2.25", "--costs", costs, "--capacity", path, "--start", "2027-01",
            "--by", "2027-06", "--json",
        )  # fmt: skip
        assert result.exit_code == 1
        by_limit = {each["limit"]: each for each in json.loads(result.stdout)["conflicts"]}
        assert set(by_limit) == {"target", "date", "capacity"}
        assert by_limit["capacity"]["owner"] == "Bappeda"
        assert by_limit["date"]["enough"] == "2027-08-31"


def refused(result, *parts):
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    for part in parts:
        assert part in result.stderr


BROKEN_COSTS = {
    "a circle": ("12,1,2,1,1,1,A,13:2\n13,1,2,1,1,1,A,12:2\n", "12: 1→2 → 13: 1→2 → 12: 1→2"),
    "a negative cost": ("12,1,2,-5,1,1,A,\n", "negatif"),
    "rupiah with cents": ("12,1,2,1250.5,1,1,A,\n", "kolom cost"),
    "days that can be read two ways": ("12,1,2,1,1.250,1,A,\n", "tulis 1250"),
    "no months": ("12,1,2,1,1,0,A,\n", "kolom months"),
    "two levels at once": ("12,1,3,1,1,1,A,\n", "tepat satu tingkat"),
    "another instrument": ("48,1,2,1,1,1,A,\n", "indikator “48”"),
    "the same step twice": ("12,1,2,1,1,1,A,\n12,1,2,1,1,1,A,\n", "baris 2"),
    "nobody": ("12,1,2,1,1,1,,\n", "kolom owner"),
    "a requirement that is none": ("12,1,2,1,1,1,A,11-3\n", "kolom requires"),
    "a requirement of nothing": ("12,1,2,1,1,1,A,99:3\n", "“99:3” menyebut indikator yang tidak ada"),
    "a requirement no level": ("12,1,2,1,1,1,A,11:9\n", "tingkat 1 sampai 5"),
    "no cost": ("12,1,2,,1,1,A,\n", "sel kosong"),
    "two hundred columns": (",".join(["x"] * 200) + "\n", "kolom"),
    "nothing": ("", "tidak ada baris"),
}


@pytest.mark.parametrize("what", BROKEN_COSTS)
def test_a_broken_file_of_costs_is_refused_by_row_and_column(what, levels, tmp_path):
    rows, part = BROKEN_COSTS[what]
    path = tmp_path / "biaya.csv"
    path.write_text(HEADING + rows)
    refused(run(levels, "--target", "2.6", "--costs", path), "biaya.csv", part)


def test_a_workbook_of_two_hundred_columns_is_refused(levels, tmp_path):
    book, path = Workbook(), tmp_path / "biaya.xlsx"
    book.create_sheet("Biaya", 0).append(["x"] * 200)
    book.save(path)
    refused(run(levels, "--target", "2.6", "--costs", path), "biaya.xlsx", "kolom ke-60")


def test_a_workbook_is_read_like_a_csv(levels, tmp_path):
    book, path = Workbook(), tmp_path / "biaya.xlsx"
    sheet = book.create_sheet("Biaya", 0)
    sheet.append(["Indikator", "Dari", "Ke", "Biaya", "Hari kerja", "Bulan", "OPD", "Prasyarat"])
    sheet.append([11, 1, 2, 1_250_000, 12.125, 3, "Diskominfo", None])
    book.save(path)
    result = run(levels, "--target", "2.17", "--costs", path, "--start", "2027-01", "--json")
    step = json.loads(result.stdout)["steps"][0]
    assert (step["cost"], step["effort"], step["end"]) == (1_250_000, 12.125, "2027-04")


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ("Bapeda,2027-Q1,10\n", "Bappeda"),
        ("Dinas Kesehatan,2027-Q1,10\n", "Dinas Kesehatan"),
        ("Bappeda,2027-Q1,0\n", "kapasitas nol"),
        ("Bappeda,2027-Q5,10\n", "2027-Q1"),
        ("Bappeda,2027-Q1,10\nBappeda,2027-Q1,20\n", "baris 3"),
    ],
)
def test_a_broken_file_of_capacities_is_refused(row, part, levels, costs, tmp_path):
    path = tmp_path / "kapasitas.csv"
    path.write_text("owner,quarter,person_days\n" + row)
    refused(run(levels, "--target", "2.2", "--costs", costs, "--capacity", path), "kapasitas.csv", part)


def test_what_cannot_be_asked_is_refused_with_a_sentence(levels, costs):
    costs_too = ("--costs", costs, "--start", "2027-01")
    refused(run(levels, "--target", "2.10", *costs_too), "di bawah indeks hari ini, 2,1545")
    refused(run(levels, "--target", "4.2", *costs_too), "2,2545")
    refused(run(levels, "--target", "lumayan", *costs_too), "Sangat Baik")
    refused(run(levels, "--target", "2.2", "--by", "2026-12-31", *costs_too), "2027-01")
    refused(run(levels, "--target", "2.2", "--by", "kapan-kapan", *costs_too), "kapan-kapan")
    refused(run(levels, "--target", "2.2", "--budget", "-1", *costs_too), "Anggaran")
    refused(run(levels, "--target", "2.2", "--seconds", "nan", *costs_too), "--seconds")
    refused(run(levels, *costs_too), "--target")
    refused(run("--target", "2.2"), "berkas tingkat")
    for start in ("2027", "", "0000-01", "9999-12"):
        refused(run(levels, "--target", "2.2", "--start", start, "--costs", costs), "2027-01")
    for day in ("2027-W05-1", "9999-12", "2027-02-30"):
        refused(run(levels, "--target", "2.2", "--by", day, *costs_too), day)
    refused(run(levels, "--target", "2.2", "--instrument", "pemdi-2026"), "pemdi-2026")


def test_a_quarter_of_another_age_is_refused_and_a_distant_day_changes_nothing(levels, costs, tmp_path):
    path = tmp_path / "kapasitas.csv"
    path.write_text("owner;quarter;person_days\nBappeda;9999-Q4;10\n")
    asked = (levels, "--target", "2.2", "--costs", costs, "--start", "2027-01", "--json")
    refused(run(*asked, "--capacity", path), "hapus kapasitas triwulan yang jauh")
    assert run(*asked, "--capacity", path, "--by", "2027-12").exit_code == 0
    steps = [json.loads(run(*asked, *by).stdout)["steps"] for by in ((), ("--by", "2199-12-31"))]
    assert steps[0] == steps[1]


def test_a_month_in_which_work_began_is_a_month_or_a_day(levels, tmp_path):
    path = tmp_path / "biaya.csv"
    for began, status in (("2026-09-15", 0), ("2026-09xyz", 2)):
        path.write_text(HEADING.strip() + f",started\n12,1,2,1,1,1,A,,{began}\n")
        result = run(levels, "--target", "2.16", "--costs", path, "--start", "2027-01")
        assert result.exit_code == status


def test_a_table_may_stand_below_a_title(levels, costs):
    costs.write_text("Biaya 2027\n\n" + COSTS.replace('"', "").replace(",", ";"))
    assert run(levels, "--target", "2.2", "--costs", costs, "--start", "2027-01").exit_code == 0


def test_help_and_mistakes_do_not_load_the_solver():
    program = (
        "import sys; from pranata.config.command.plan import command; "
        "print([m for m in ('ortools', 'pandas', 'openpyxl', 'django.db') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
