"""The command speaks Indonesian unless it is asked for English, and then all of it is English."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from django.utils import translation

from pranata.config.command import main
from pranata.config.command.click_words import INDONESIAN
from pranata.foundation import words


def run(*arguments: object, language: str = "") -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], env={"PRANATA_LANGUAGE": language})


@pytest.fixture
def levels(tmp_path):
    path = tmp_path / "levels.csv"
    path.write_text("indicator,level\n1,3\n")
    return path


def test_it_speaks_indonesian_when_nothing_is_said():
    assert "Hitung indeks secara eksak" in run("index", "--help").output


@pytest.mark.parametrize(
    "asked",
    [{"arguments": ("--lang", "en")}, {"language": "en"}, {"arguments": ("--lang", "en"), "language": "id"}],
)
def test_english_is_asked_for_by_option_or_setting(asked):
    found = run(*asked.get("arguments", ()), "index", "--help", language=asked.get("language", ""))
    assert "Compute the exact index" in found.output


def test_the_setting_also_holds_for_the_list_of_commands():
    found = run("--help", language="en").output
    assert "assess, plan and prove SPBE" in found
    assert "Serve the pages" in found


def test_the_library_that_reads_the_options_speaks_it_too(levels):
    refused = run("index", "--foo").stderr
    assert refused.startswith("Pemakaian:")
    assert "Lihat 'main index --help' untuk bantuan." in refused
    assert "Kesalahan: Opsi '--foo' tidak ada." in refused
    assert "Tampilkan bantuan ini lalu keluar." in run("--help").output
    english = run("--lang", "en", "--help").output
    assert english.startswith("Usage:")
    assert "Show the version and exit." in english


def test_every_word_that_is_replaced_is_one_that_click_says():
    modules = [ast.parse(p.read_text()) for p in Path(click.__file__).parent.glob("*.py")]
    said = {n.value for module in modules for n in ast.walk(module) if isinstance(n, ast.Constant)}
    assert sorted(set(INDONESIAN) - said) == []


def test_a_language_that_there_is_not_is_refused():
    assert run("--lang", "fr", "index").exit_code == 2
    assert run("index", language="fr").exit_code == 2


def test_a_refusal_is_in_the_language_asked_for(levels):
    levels.write_text("indicator,level\n1,9\n")
    wrong = "Row 2, column level: indicator 1 holds “9”; enter a whole number from 1 to 5.\n"
    assert run("--lang", "en", "index", levels).stderr == wrong


def test_warnings_and_result_are_in_the_language_asked_for(levels):
    found = run("--lang", "en", "index", levels, "--assume-floor")
    assert "46 indicators without an answer are counted as level 1" in found.stderr
    assert "Domains and aspects" in found.stdout
    assert "Predikat  Kurang" in found.stdout, "the regulation's own word stays"


def test_what_machines_read_is_the_same_in_every_language(levels):
    call = ("index", levels, "--assume-floor", "--json", "--trace")
    assert run("--lang", "en", *call).stdout == run(*call).stdout


def test_the_language_ends_with_the_command(levels):
    before = translation.get_language()
    run("--lang", "en", "index", levels)
    assert (words.language(), translation.get_language()) == (before, before)


def test_it_speaks_without_settings_too(levels):
    command = [sys.executable, "-m", "pranata.config.command", "--lang", "en", "index", str(levels)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(
        "There is no level for indicator 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 36 more;"
    )


def test_without_english_no_catalogue_is_read():
    program = (
        "import sys, json; from pranata.foundation import words; words.gettext('Indeks'); "
        "print(json.dumps([words._catalogue.cache_info().currsize, 'django' in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [0, False]
