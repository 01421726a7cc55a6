"""The `pranata` command. One module a verb; each is listed here and loaded when it is called.

A verb that needs Django's models says so here, because its module may import them at the top only after
Django has been set up. The others start in a moment and stay small: `serve` runs for months.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click
import django

from pranata.config.command import click_words, spoken
from pranata.foundation.database import embedded
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.foundation.words import LANGUAGES, SOURCE_LANGUAGE, follow, gettext_noop, speak, speaking
from pranata.foundation.words import gettext as _


@dataclass(frozen=True)
class Verb:
    """Where a verb's `command` is, and what must be ready before its module is imported."""

    module: str
    needs_models: bool = False
    needs_database: bool = False


VERBS: dict[str, Verb] = {
    "backup": Verb("backup", needs_models=True, needs_database=True),
    "demo": Verb("demo", needs_models=True, needs_database=True),
    "doctor": Verb("doctor", needs_models=True),
    "found": Verb("found", needs_models=True, needs_database=True),
    "import": Verb("import_", needs_models=True, needs_database=True),
    "index": Verb("index"),
    "ledger": Verb("ledger", needs_database=True),
    "migrate": Verb("migrate", needs_models=True, needs_database=True),
    "plan": Verb("plan"),
    "prepare": Verb("prepare", needs_database=True),
    "psql": Verb("psql", needs_database=True),
    "records": Verb("records", needs_models=True, needs_database=True),
    "restore": Verb("restore", needs_models=True, needs_database=True),
    "serve": Verb("serve"),
    "verify": Verb("verify"),
    "witness": Verb("witness"),
}


LANGUAGE_SETTING = "PRANATA_LANGUAGE"


class HomeNotUsable(ProductError):
    """PRANATA_HOME belongs to somebody else."""


class Verbs(spoken.SpokenGroup):
    """Finds the verbs and tells refusals as sentences instead of tracebacks."""

    def __init__(self, *arguments: Any, verbs: Mapping[str, Verb], **settings: Any) -> None:  # noqa: ANN401 - click's
        """Take the verbs of this group beside what click takes."""
        super().__init__(*arguments, **settings)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every verb, in the order of the alphabet."""
        return sorted({*super().list_commands(ctx), *self.verbs})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a verb's module and return its command."""
        verb = self.verbs.get(cmd_name)
        if verb is None:
            return super().get_command(ctx, cmd_name)
        if verb.needs_models:
            set_up_models()
        command: click.Command = import_module(f"{__name__}.{verb.module}").command
        return command

    def main(self, *arguments: Any, **settings: Any) -> Any:  # noqa: ANN401 - click's signature
        """Run in the language of the environment; `--lang` may change it, and it ends with the command."""
        click_words.teach()
        usual = os.environ.get(LANGUAGE_SETTING, "")
        with speaking(usual if usual in LANGUAGES else SOURCE_LANGUAGE):
            return super().main(*arguments, **settings)

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb; a refusal is printed with its remedy and ends with status 1."""
        try:
            return super().invoke(ctx)
        except ProductError as error:
            for part in (error.what, error.why, error.remedy):
                if part:
                    click.echo(str(part), err=True)
            sys.exit(1)


def set_up_models() -> None:
    """Load Django and every app. Raises HomeNotUsable."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pranata.config.settings")
    try:
        django.setup()
    except PermissionError as error:
        raise HomeNotUsable(
            _("Folder data tidak dapat dipakai (%(filename)s).") % {"filename": error.filename},
            why=_("Kunci dan basis data pemasangan ini disimpan di situ."),
            remedy=_("Jalankan sebagai pemilik folder itu, atau pilih folder lain dengan PRANATA_HOME."),
        ) from error
    follow()


def _speak(_ctx: click.Context, _parameter: click.Parameter, chosen: str) -> None:
    # Eager, so that everything that is read afterwards, refusals included, is in this language.
    speak(chosen)


@click.group(
    cls=Verbs,
    verbs=VERBS,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=gettext_noop("Pranata: menilai, merencanakan, dan membuktikan SPBE."),
)
@spoken.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=SOURCE_LANGUAGE,
    show_default=True,
    envvar=LANGUAGE_SETTING,
    is_eager=True,
    expose_value=False,
    callback=_speak,
    help=gettext_noop("Bahasa perintah ini: id atau en."),
)
@click.version_option(
    package_name="pranata",
    prog_name="pranata",
    message="%(prog)s %(version)s",
    cls=spoken.SpokenOption,
    help=gettext_noop("Tampilkan versi lalu keluar."),
)
@click.pass_context
def main(ctx: click.Context) -> None:
    """Run `pranata`."""
    verb = VERBS.get(ctx.invoked_subcommand or "")
    env = Environment.of_process()
    if verb and verb.needs_database and env.is_embedded and not {"-h", "--help"} & set(sys.argv):
        embedded.start(env.home)
        ctx.call_on_close(lambda: embedded.stop(env.home))
