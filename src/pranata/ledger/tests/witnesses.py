"""Two offices that cosign whatever the log under test has signed, and the policy that asks for both."""

from pranata.foundation.testing.database import connect_as
from pranata.ledger.bundles.tests.memory_log import Signer
from pranata.ledger.keys import all_kept_keys
from pranata.ledger.notes import Note

WITNESSES = (Signer("provinsi.example/w", 4), Signer("inspektorat.example/w", 4))


def policy_of(log):
    """Return the policy of a log whose keys were made."""
    (keys,) = all_kept_keys(log.home)
    lines = [f"log {key.vkey}" for key in keys.verifiers]
    lines += [f"witness W{i} {signer.vkey}" for i, signer in enumerate(WITNESSES)]
    return "\n".join([*lines, "group saksi all W0 W1", "quorum saksi", ""]).encode()


def cosign(log, witnesses=WITNESSES):
    """Cosign every checkpoint, as the two offices would."""
    with connect_as("administrator", log.database) as server:
        for number, size, note in server.execute("SELECT log, size, note FROM ledger.checkpoint").fetchall():
            for signer in witnesses:
                line = signer.line(Note.parse(note.encode()).text)
                server.execute(
                    "INSERT INTO ledger.cosignature (log, size, witness, line, received_at)"
                    " VALUES (%s, %s, %s, %s, now()) ON CONFLICT DO NOTHING",
                    [number, size, signer.name, line],
                )
