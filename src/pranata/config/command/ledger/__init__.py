"""`pranata ledger …`: the log, its keys, and the process that signs it."""

from pranata.config.command import Verb, Verbs
from pranata.foundation.words import gettext_noop

VERBS = {
    "audit": Verb("ledger.audit"),
    "keys": Verb("ledger.keys"),
    "recover": Verb("ledger.recover", needs_models=True),
    "sequence": Verb("ledger.sequence"),
    "status": Verb("ledger.status", needs_models=True),
}

command = Verbs("ledger", verbs=VERBS, help=gettext_noop("Log bukti: penyusun, kunci, dan pemeriksaannya."))
