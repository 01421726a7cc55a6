"""Commands and options that explain themselves in the language of whoever asks.

A command is declared once, when its module is imported; which language it is asked in is known later. So the
help is kept as marked (`gettext_noop`) and translated when it is shown.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from pranata.foundation.words import gettext as _

Function = TypeVar("Function", bound=Callable[..., Any])


class SpokenCommand(click.Command):
    """A command whose `help` is translated when it is read."""

    def _spoken_help(self) -> str | None:
        return _(self._marked) if self._marked else self._marked

    def _mark_help(self, marked: str | None) -> None:
        self._marked = marked

    help = property(_spoken_help, _mark_help)


class SpokenGroup(SpokenCommand, click.Group):
    """A group of commands whose `help` is translated when it is read."""


class SpokenOption(click.Option):
    """An option whose `help` is translated when it is read."""

    def _spoken_help(self) -> str | None:
        return _(self._marked) if self._marked else self._marked

    def _mark_help(self, marked: str | None) -> None:
        self._marked = marked

    help = property(_spoken_help, _mark_help)


def command(name: str, **settings: Any) -> Callable[[Callable[..., Any]], click.Command]:  # noqa: ANN401 - what click takes
    """Declare a verb; `help` is marked with `gettext_noop`."""
    return click.command(name, cls=SpokenCommand, **settings)


def option(*names: str, **settings: Any) -> Callable[[Function], Function]:  # noqa: ANN401 - what click takes
    """Declare an option; `help` is marked with `gettext_noop`."""
    return click.option(*names, cls=SpokenOption, **settings)
