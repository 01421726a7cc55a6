"""`pranata witness …`: witnessing the logs of others. No database, no Django."""

from pranata.config.command import Verb, Verbs
from pranata.foundation.words import gettext_noop

VERBS = {
    "add-log": Verb("witness.add_log"),
    "init": Verb("witness.init"),
    "key": Verb("witness.key"),
    "serve": Verb("witness.serve"),
    "sign-file": Verb("witness.sign_file"),
    "status": Verb("witness.status"),
}

command = Verbs(
    "witness", verbs=VERBS, help=gettext_noop("Saksi: memeriksa dan menandatangani log kantor lain.")
)
