"""Speaking to the database as the sequencer does, for commands that anchor the log."""

from pranata.foundation.database import sequencer_url
from pranata.foundation.environment import Environment
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _
from pranata.ledger.anchoring.collector import connected
from pranata.ledger.sequencing.store import Database


class SequencerAddressMissing(ProductError):
    """The login of the sequencer is not known here."""


def sequencer_conninfo(env: Environment) -> str:
    """Return the address with the sequencer's login. Raises SequencerAddressMissing."""
    conninfo = sequencer_url(env)
    if conninfo is None:
        raise SequencerAddressMissing(
            _("Alamat basis data untuk penyusun log (DATABASE_SEQUENCER_URL) tidak diberikan."),
            why=_("Log hanya boleh disusun oleh peran `pranata_sequencer`, bukan oleh peran aplikasi."),
            remedy=_("Isi DATABASE_SEQUENCER_URL; lihat docs/guide/install.md."),
        )
    return conninfo


def anchoring_database(env: Environment) -> Database:
    """Connect. Raises SequencerAddressMissing."""
    return connected(sequencer_conninfo(env))
