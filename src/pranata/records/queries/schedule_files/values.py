"""Values of a schedule's cells, as offices and spreadsheets write them."""

import re

from django.utils.translation import gettext as _

from pranata.organisation.queries.importing.values import BadValue
from pranata.records import codes
from pranata.records.models import Fate
from pranata.records.models.retention import MOST_YEARS

_YEARS = re.compile(r"([0-9]{1,4})( ?(tahun|thn?)\.?)?")
_EVENT_WORDS = ("setelah", "sejak", "selama", "sampai")
_FATES = {
    "musnah": Fate.DESTROY,
    "dimusnahkan": Fate.DESTROY,
    "permanen": Fate.PERMANENT,
    "dinilai kembali": Fate.REAPPRAISE,
    "dinilai_kembali": Fate.REAPPRAISE,
    "ditinjau kembali": Fate.REAPPRAISE,
}


def classification(text: str) -> str:
    """Return a classification code. A code that a spreadsheet made a number of is named as such."""
    if codes.CLASSIFICATION.fullmatch(text):
        return text
    if re.fullmatch(r"\d{1,2}([.,]\d+)?", text):
        raise BadValue(
            _(
                "“%(found)s” bukan kode klasifikasi. Bila aslinya diawali 0, lembar kerja mengubahnya "
                "menjadi bilangan; format kolom kode sebagai teks, lalu salin ulang kodenya."
            )
            % {"found": text[:40]}
        )
    raise BadValue(
        _("“%(found)s” bukan kode klasifikasi. Tulis tiga angka lalu rinciannya, seperti 900.1.2.")
        % {"found": text[:40]}
    )


def years(text: str) -> int:
    """Return whole years; what hides an event in words is to be split."""
    match = _YEARS.fullmatch(text.strip().lower())
    if match and int(match[1]) <= MOST_YEARS:
        return int(match[1])
    if match:
        raise BadValue(
            _("%(found)s tahun lebih dari yang dapat dimaksud; paling banyak %(most)d.")
            % {"found": match[1], "most": MOST_YEARS}
        )
    if any(word in text.lower() for word in _EVENT_WORDS):
        raise BadValue(
            _("Tulis bilangan tahunnya saja; kejadian yang memulainya ditulis di kolom dihitung sejak.")
        )
    raise BadValue(_("“%(found)s” bukan bilangan tahun bulat, misalnya 2.") % {"found": text[:40]})


def fate(text: str) -> Fate:
    """Return what becomes of the records."""
    word = " ".join(text.lower().strip(" .").split())
    if word in _FATES:
        return _FATES[word]
    raise BadValue(
        _("“%(found)s” tidak dikenal. Yang ada: musnah, permanen, dinilai kembali.") % {"found": text[:40]}
    )


def trigger(text: str) -> str:
    """Return the code of what the periods count from, given by code or by name."""
    word = " ".join(text.lower().split())
    for known in codes.retention_triggers():
        if not known.ended and word in (known.code, known.name.lower()):
            return known.code
    raise BadValue(
        _("Kejadian “%(found)s” tidak dikenal. Yang ada: %(allowed)s.")
        % {
            "found": text[:40],
            "allowed": ", ".join(c.code for c in codes.retention_triggers() if not c.ended),
        }
    )
