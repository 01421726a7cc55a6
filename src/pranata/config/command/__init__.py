"""The `pranata` command. One module a verb; each is registered here."""

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pranata", prog_name="pranata")
def main() -> None:
    """Pranata: menilai, merencanakan, dan membuktikan SPBE."""
