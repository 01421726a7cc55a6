"""Every command and option is in the reference, and the reference names no other."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from pranata.config.command import main

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/commands.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def commands_of(group: click.Group, *above: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command below a group under its whole name; a group itself says nothing of its own."""
    for name in group.list_commands(click.Context(group)):
        found = group.get_command(click.Context(group), name)
        assert found is not None
        if isinstance(found, click.Group):
            yield from commands_of(found, *above, name)
        else:
            yield " ".join([*above, name]), found


COMMANDS = dict(commands_of(main))


def spellings(parameter: click.Parameter) -> list[str]:
    if isinstance(parameter, click.Argument):
        return [parameter.human_readable_name.upper()]
    return [name for name in [*parameter.opts, *parameter.secondary_opts] if name.startswith("--")]


def test_the_reference_has_the_commands_that_there_are():
    assert set(SECTIONS) == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_option_has_its_line_and_each_line_its_option(name: str):
    expected = {word for parameter in COMMANDS[name].params for word in spellings(parameter)} - {"--help"}
    rows = re.findall(r"^\| (`.*?) \|", SECTIONS[name], re.MULTILINE)
    assert {word.split()[0] for row in rows for word in re.findall(r"`([^`]+)`", row)} == expected


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_and_option_explains_itself_in_its_help(name: str):
    found = COMMANDS[name]
    assert found.help
    for parameter in found.params:
        assert isinstance(parameter, click.Argument) or parameter.help, parameter.name
