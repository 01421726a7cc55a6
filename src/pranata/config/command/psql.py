"""`pranata psql`: PostgreSQL's own terminal, by default as the role that serves pages."""

import os
import subprocess

import click

from pranata.config.command import spoken
from pranata.foundation.database import django_database, embedded
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext_noop


@spoken.command(
    "psql",
    context_settings={"ignore_unknown_options": True, "help_option_names": ["-h", "--help"]},
    help=gettext_noop("Buka psql pada basis data pemasangan ini; ARGUMENTS diteruskan kepada psql."),
)
@spoken.option(
    "--role",
    type=click.Choice(["app", "owner", "administrator"]),
    default="app",
    show_default=True,
    help=gettext_noop("Sebagai siapa."),
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def command(ctx: click.Context, *, role: str, arguments: tuple[str, ...]) -> None:
    """Run `pranata psql`."""
    found = django_database(Environment.of_process(), role)
    assumed = found["OPTIONS"].pop("assume_role", None)
    names = {
        "PGDATABASE": "NAME",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGHOST": "HOST",
        "PGPORT": "PORT",
    }
    variables = {name: found[key] for name, key in names.items() if found[key]}
    if assumed:
        variables["PGOPTIONS"] = f"-c role={assumed}"
    done = subprocess.run(  # noqa: S603 - the wheel's own program
        [str(embedded.binaries() / "psql"), *arguments], env={**os.environ, **variables}, check=False
    )
    ctx.exit(done.returncode)
