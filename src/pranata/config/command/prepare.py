"""`pranata prepare`: everything that must be true before pages are served."""

import time

import click

from pranata.config import demonstration
from pranata.config.static import collect_if_changed
from pranata.foundation.clock import utc_now
from pranata.foundation.database import installation
from pranata.foundation.environment import Environment


@click.command("prepare")
@click.option("--demo/--no-demo", default=False, help="Muat juga data peragaan.")
def command(*, demo: bool) -> None:
    """Siapkan pemasangan: basis data, berkas statis, dan bila diminta data peragaan.

    Aman dijalankan berulang kali; `serve` menjalankannya sebelum melayani.
    """
    began = time.monotonic()
    env = Environment.of_process()
    if env.database_app_url is None:
        installation.prepare_database(env)
        for name in installation.migrate(env):
            click.echo(f"  migrasi {name}")
    else:
        _require_migrated()
    if collect_if_changed():
        click.echo("  berkas statis disusun")
    if demo:
        demonstration.load(now=utc_now(), report=lambda text: click.echo(f"  {text}"))
        installation.gather_statistics(env)
    click.echo(f"Siap dalam {time.monotonic() - began:.1f} detik.".replace(".", ",", 1))


def _require_migrated() -> None:
    pending = installation.pending_migrations()
    if pending:
        raise installation.ServerNotReady(
            f"{len(pending)} migrasi belum diterapkan, yang pertama {pending[0]}.",
            why="Halaman tidak dapat dilayani dari tabel versi lama.",
            remedy="Jalankan `pranata migrate` dengan DATABASE_URL milik administrator basis data.",
        )
