"""Values of cells: dates, NIP and kinds, as people and spreadsheets write them."""

import datetime as dt
import re

from django.utils.translation import gettext as _

from pranata.organisation.models import Capacity, UnitKind

MONTHS = (
    "januari februari maret april mei juni juli agustus september oktober november desember".split()  # noqa: SIM905 - easier to read
)
GUESSES: tuple[tuple[str, UnitKind], ...] = (
    (r"^(kecamatan|distrik|kapanewon|kemantren)\b", UnitKind.KECAMATAN),
    (r"^kelurahan\b", UnitKind.KELURAHAN),
    (r"^(desa|gampong|nagari|kalurahan|pekon)\b", UnitKind.DESA),
    (r"^bagian\b", UnitKind.BAGIAN),
    (r"^(bidang|subbidang|seksi|subbagian)\b", UnitKind.BIDANG),
    (r"^(uptd?|smpn?|sdn?|tkn?|skb|puskesmas|rsud|blud|sekolah)\b", UnitKind.UPTD),
    (r"^(dinas|badan|inspektorat|sekretariat|satuan polisi|rumah sakit|kantor)\b", UnitKind.OPD),
)
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$")
_IN_WORDS = re.compile(r"^(\d{1,2}) ([a-z]+) (\d{4})$")


class BadValue(ValueError):
    """What a cell holds cannot be meant; the text says what was found and what is allowed."""


def day(text: str) -> dt.date | None:
    """Return the date of a cell, None when empty: `2025-01-31`, `31/1/2025` or `31 Januari 2025`."""
    if not text:
        return None
    try:
        return _day(text.strip().lower())
    except ValueError as error:
        raise BadValue(
            _("“%(found)s” bukan tanggal. Tulis seperti 2025-01-31 atau 31/1/2025.") % {"found": text[:40]}
        ) from error


def _day(text: str) -> dt.date:
    if match := _DAY_FIRST.match(text):
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    if (match := _IN_WORDS.match(text)) and match[2] in MONTHS:
        return dt.date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))
    return dt.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=dt.UTC).date()


def nip(text: str) -> str:
    """Return a NIP of 18 digits or nothing; a number a spreadsheet has rounded is named as such."""
    digits = re.sub(r"[\s.\-']", "", text)
    if not digits:
        return ""
    if re.fullmatch(r"\d([.,]?\d+)?E\+?\d+", text.replace(" ", ""), re.IGNORECASE):
        raise BadValue(
            _(
                "“%(found)s” adalah NIP yang diubah lembar kerja menjadi bilangan; angkanya sudah hilang. "
                "Format kolom NIP sebagai teks, lalu salin ulang NIP-nya."
            )
            % {"found": text[:40]}
        )
    if not re.fullmatch(r"[0-9]{18}", digits):
        raise BadValue(
            _("NIP harus 18 angka; yang tertulis “%(found)s” memuat %(count)d.")
            % {"found": text[:40], "count": sum(c.isdigit() for c in text)}
        )
    return digits


def unit_kind(text: str, name: str) -> tuple[str, bool]:
    """Return the kind of a unit and whether it was guessed from the name."""
    kinds = {str(kind.value): kind.value for kind in UnitKind if kind != UnitKind.ROOT}
    kinds |= {str(kind.label).lower(): kind.value for kind in UnitKind if kind != UnitKind.ROOT}
    if text:
        if text.lower() not in kinds:
            raise BadValue(
                _("Jenis “%(found)s” tidak dikenal. Yang ada: %(allowed)s.")
                % {"found": text[:40], "allowed": ", ".join(k.value for k in UnitKind if k != UnitKind.ROOT)}
            )
        return kinds[text.lower()], False
    for pattern, kind in GUESSES:
        if re.search(pattern, name.lower()):
            return kind.value, True
    raise BadValue(_("Jenis kosong dan tidak dapat ditebak dari nama. Isi kolom jenis."))


def capacity(text: str) -> str:
    """Return the capacity of an assignment; empty means definitif."""
    word = text.lower().strip(" .")
    if not word:
        return Capacity.DEFINITIF
    if word not in Capacity.values:
        raise BadValue(
            _("Kapasitas “%(found)s” tidak dikenal. Yang ada: %(allowed)s.")
            % {"found": text[:40], "allowed": ", ".join(Capacity.values)}
        )
    return word
