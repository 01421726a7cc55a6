"""`python -m pranata.config.command`, for processes that we start ourselves."""

from pranata.config.command import main

main(prog_name="pranata")
