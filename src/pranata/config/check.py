"""`make check`'s part in Django: settings fit for a server, and no model without its migration."""

import os
import sys
import warnings

import django
from django.core.management import CommandError, call_command

SERVER = {
    "DJANGO_SETTINGS_MODULE": "pranata.config.settings",
    "PRANATA_HTTPS": "1",
    "PRANATA_TRUSTED_PROXIES": "1",
    "PRANATA_DEBUG": "",
}


def main() -> int:
    """Check the settings as a server would have them; return the exit status."""
    os.environ.update(SERVER)
    # Comparing models with migrations needs no database, and says so when there is none.
    warnings.simplefilter("ignore", RuntimeWarning)
    django.setup()
    try:
        call_command("check", deploy=True, fail_level="WARNING")
        call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)
    except CommandError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
