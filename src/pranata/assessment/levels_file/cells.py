"""One cell: an indicator's number or a level, read exactly as written or refused."""

import re
from fractions import Fraction

from pranata.engine.scoring import Instrument, ScoreRange
from pranata.foundation.words import gettext as _

# Six decimals are more than any instrument prints; the bound keeps a cell of a million digits out.
LEVEL = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,6}))?")


def level_in(text: str, score: ScoreRange) -> Fraction | None:
    """Read "3", "3.0" or "2,75"; None if it is no level of this range. "1.234,5" is not one."""
    match = LEVEL.fullmatch(text)
    if match is None:
        return None
    level = Fraction(f"{match[1]}.{match[2] or 0}")
    return level if score.allows(level) else None


def allowed_levels(score: ScoreRange) -> str:
    """Say which levels there are, as the end of a sentence."""
    if score.step is None:
        return _("isilah bilangan %(minimum)s sampai %(maximum)s, desimal boleh") % {
            "minimum": score.minimum,
            "maximum": score.maximum,
        }
    return _("isilah bilangan bulat %(minimum)s sampai %(maximum)s") % {
        "minimum": score.minimum,
        "maximum": score.maximum,
    }


def allowed_indicators(instrument: Instrument) -> str:
    """Say which indicators there are, as the end of a sentence."""
    first, last = instrument.indicators[0].number, instrument.indicators[-1].number
    return _("%(id)s memuat indikator %(first)s sampai %(last)s") % {
        "id": instrument.id,
        "first": first,
        "last": last,
    }
