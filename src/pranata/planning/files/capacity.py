"""The file of capacities: person-days of an owner in a quarter. What is not listed is not limited."""

import csv
import io
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from fractions import Fraction

from pranata.assessment.levels import quoted
from pranata.engine.optimise import Quarter
from pranata.foundation.words import gettext as _
from pranata.planning.files.numbers import days, days_allowed, decimal_days
from pranata.planning.files.table import Row, read_rows

HEADINGS = {
    "owner": frozenset({"owner", "opd", "perangkat daerah", "penanggung jawab"}),
    "quarter": frozenset({"quarter", "triwulan"}),
    "person_days": frozenset({"person days", "hari kerja", "hari kerja orang"}),
}
Capacity = Mapping[tuple[str, Quarter], Fraction]
NAMED_AT_MOST = 12


def read_capacity(file: str, content: bytes, owners: Iterable[str]) -> Capacity:
    """Return person-days by owner and quarter; each owner must do a step. Raises PlanFileError."""
    known = sorted(set(owners))
    found: dict[tuple[str, Quarter], Fraction] = {}
    for row in read_rows(file, content, HEADINGS):
        key = (_owner(row, known), _quarter(row))
        if key in found:
            text = _("%(owner)s sudah diisi untuk %(quarter)s") % {"owner": key[0], "quarter": key[1]}
            raise row.refused("quarter", text, _("tiap triwulan satu kali"))
        found[key] = _days(row)
    return found


def capacity_csv(given: Mapping[tuple[str, str], Fraction]) -> str:
    """Return person-days by owner and quarter as a file that `read_capacity` reads."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(("owner", "quarter", "person_days"))
    writer.writerows(
        (owner, quarter, decimal_days(value)) for (owner, quarter), value in sorted(given.items())
    )
    return out.getvalue()


def _owner(row: Row, known: list[str]) -> str:
    owner = " ".join(row.cells["owner"].split())
    if owner in known:
        return owner
    near = get_close_matches(owner, known, n=1)
    named = ", ".join(near or known[:NAMED_AT_MOST])
    allowed = _("barangkali maksudnya %(owners)s") if near else _("yang mengerjakan langkah: %(owners)s")
    found = _("perangkat daerah %(owner)s tidak mengerjakan langkah apa pun") % {"owner": quoted(owner)}
    raise row.refused("owner", found, allowed % {"owners": named})


def _quarter(row: Row) -> Quarter:
    text = row.cells["quarter"]
    quarter = Quarter.read(text.upper())
    if quarter is None:
        found = _("triwulan %(text)s") % {"text": quoted(text)}
        raise row.refused("quarter", found, _("tulis tahun dan triwulan, misalnya 2027-Q1"))
    return quarter


def _days(row: Row) -> Fraction:
    text = row.cells["person_days"]
    number = days(text)
    if number is None:
        found = _("kapasitas %(text)s tidak dapat dipakai") % {"text": quoted(text)}
        raise row.refused("person_days", found, days_allowed(text))
    if number == 0:
        allowed = _("isilah lebih dari 0, atau alihkan langkahnya ke perangkat daerah lain")
        raise row.refused("person_days", _("kapasitas nol"), allowed)
    return number
