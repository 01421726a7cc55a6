"""Every command and option is in the reference, and the reference names no other."""

import re
from pathlib import Path

import click
import pytest

from pranata.config.command import VERBS, main

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/commands.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def command(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


def spellings(parameter: click.Parameter) -> list[str]:
    if isinstance(parameter, click.Argument):
        return [parameter.human_readable_name.upper()]
    return [name for name in [*parameter.opts, *parameter.secondary_opts] if name.startswith("--")]


def test_the_reference_has_the_commands_that_there_are():
    assert set(SECTIONS) == set(main.list_commands(click.Context(main)))


@pytest.mark.parametrize("name", sorted(VERBS))
def test_each_option_has_its_line_and_each_line_its_option(name: str):
    expected = {word for parameter in command(name).params for word in spellings(parameter)} - {"--help"}
    rows = re.findall(r"^\| (`.*?) \|", SECTIONS[name], re.MULTILINE)
    assert {word.split()[0] for row in rows for word in re.findall(r"`([^`]+)`", row)} == expected


@pytest.mark.parametrize("name", sorted(VERBS))
def test_each_command_and_option_explains_itself_in_its_help(name: str):
    found = command(name)
    assert found.help
    for parameter in found.params:
        assert isinstance(parameter, click.Argument) or parameter.help, parameter.name
