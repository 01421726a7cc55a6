"""Models and migrations say the same, and a migration's name says what it does."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from tests.architecture.gate import SOURCE

NAMED = re.compile(r"\d{4}_(?!auto_)[a-z0-9_]+(?<!_and_more)")
MIGRATIONS = sorted(p for p in SOURCE.glob("*/migrations/*.py") if p.name != "__init__.py")
OURS = [config.label for config in apps.get_app_configs() if config.name.startswith("pranata.")]


@pytest.mark.django_db
def test_no_model_waits_for_a_migration():
    said = StringIO()
    try:
        call_command("makemigrations", *OURS, check=True, dry_run=True, stdout=said, verbosity=1)
    except (SystemExit, SystemCheckError):
        pytest.fail(said.getvalue())


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda p: f"{p.parent.parent.name}/{p.stem}")
def test_its_name_says_what_it_does(path: Path):
    assert NAMED.fullmatch(path.stem)


def test_numbers_are_not_used_twice_in_an_app():
    assert repeated(MIGRATIONS) == []


def repeated(paths: list[Path]) -> list[str]:
    """Return the migrations whose app has another of the same number."""
    numbers = [(path.parent.parent.name, path.stem[:4]) for path in paths]
    return [f"{app} {number}" for app, number in sorted(set(numbers)) if numbers.count((app, number)) > 1]


class TestTheGateItself:
    @pytest.mark.parametrize("name", ["0002_auto_20261121_1917", "0003_alter_unit_name_and_more", "next"])
    def test_it_sees_a_name_that_was_made_by_machine(self, name):
        assert not NAMED.fullmatch(name)

    def test_it_sees_a_number_used_twice(self):
        assert repeated([Path("a/migrations/0001_x.py"), Path("a/migrations/0001_y.py")]) == ["a 0001"]

    @pytest.mark.django_db
    def test_it_sees_a_model_that_waits(self, monkeypatch):
        unit = apps.get_model("organisation", "Unit")
        monkeypatch.setattr(unit._meta.get_field("name"), "max_length", 201)
        with pytest.raises(SystemExit):
            call_command("makemigrations", "organisation", check=True, dry_run=True, stdout=StringIO())
