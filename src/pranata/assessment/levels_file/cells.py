"""Which indicators an instrument has, said where a file names another."""

from pranata.engine.scoring import Instrument
from pranata.foundation.words import gettext as _


def allowed_indicators(instrument: Instrument) -> str:
    """Say which indicators there are, as the end of a sentence."""
    first, last = instrument.indicators[0].number, instrument.indicators[-1].number
    return _("%(id)s memuat indikator %(first)s sampai %(last)s") % {
        "id": instrument.id,
        "first": first,
        "last": last,
    }
