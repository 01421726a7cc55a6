"""`pranata ledger …`: the log, its keys, and the process that signs it."""

from pranata.config.command import Verb, Verbs
from pranata.foundation.words import gettext_noop

VERBS = {
    "anchor": Verb("ledger.anchor"),
    "audit": Verb("ledger.audit"),
    "export-checkpoint": Verb("ledger.export_checkpoint"),
    "import-cosignature": Verb("ledger.import_cosignature", needs_models=True),
    "keys": Verb("ledger.keys"),
    "recover": Verb("ledger.recover", needs_models=True),
    "sequence": Verb("ledger.sequence"),
    "sheet": Verb("ledger.sheet", needs_models=True),
    "status": Verb("ledger.status", needs_models=True),
}

command = Verbs("ledger", verbs=VERBS, help=gettext_noop("Log bukti: penyusun, kunci, dan pemeriksaannya."))
