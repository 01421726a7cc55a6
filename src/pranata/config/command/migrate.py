"""`pranata migrate`: make the database ready and bring its tables up to date, as their owner."""

import click

from pranata.foundation.database import installation
from pranata.foundation.environment import Environment


@click.command("migrate")
def command() -> None:
    """Siapkan peran dan basis data, lalu terapkan migrasi sebagai pemilik tabel."""
    env = Environment.of_process()
    installation.prepare_database(env)
    applied = installation.migrate(env)
    for name in applied:
        click.echo(f"Diterapkan: {name}")
    click.echo(f"{len(applied)} migrasi diterapkan." if applied else "Tidak ada migrasi yang tertunda.")
