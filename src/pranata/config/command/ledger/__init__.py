"""`pranata ledger …`: the log, its keys, and the process that signs it."""

from pranata.config.command import Verb, Verbs
from pranata.foundation.words import gettext_noop

VERBS = {
    "keys": Verb("ledger.keys"),
    "recover": Verb("ledger.recover", needs_models=True),
    "sequence": Verb("ledger.sequence"),
}

command = Verbs("ledger", verbs=VERBS, help=gettext_noop("Log bukti: penyusun, kunci, dan pemeriksaannya."))
