"""Row by row what a file of budget lines would do, before anything is done."""

import datetime as dt
import re
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _

from pranata.organisation.models import Unit
from pranata.organisation.queries.tree import on_day
from pranata.planning.files.numbers import rupiah, rupiah_allowed
from pranata.planning.files.table import Row, read_rows
from pranata.planning.models import BudgetFile, BudgetLine

HEADINGS = {
    "year": frozenset({"tahun", "tahun anggaran", "fiscal year"}),
    "sub_activity": frozenset({"sub kegiatan", "kode sub kegiatan", "sub activity"}),
    "account": frozenset({"rekening", "kode rekening", "account"}),
    "name": frozenset({"uraian", "name"}),
    "unit": frozenset({"perangkat daerah", "opd", "unit", "skpd"}),
    "amount": frozenset({"jumlah", "pagu", "amount"}),
    "source": frozenset({"sumber dana", "sumber", "source"}),
}
COLUMNS = (
    "tahun",
    "kode sub kegiatan",
    "kode rekening",
    "uraian",
    "perangkat daerah",
    "jumlah",
    "sumber dana",
)
EXAMPLE = (
    "2027", "2.16.03.2.01.0007", "5.1.02.02.01.0061", "Contoh: sewa kapasitas pusat data",
    "Dinas Kominfo", "150.000.000", "PAD",
)  # fmt: skip
OPTIONAL = frozenset({"source"})
_YEAR = re.compile(r"20[0-9]{2}")
_SUB = re.compile(r"[0-9X]{1,2}(\.[0-9X]{1,4}){4,6}")
_ACCOUNT = re.compile(r"[0-9](\.[0-9]{1,4}){2,6}")
_TOTAL = re.compile(r"(jumlah|total)\b", re.IGNORECASE)
Key = tuple[int, str, str, int, str]


@dataclass(kw_only=True)
class Judged:
    """One row: `wrong` with its errors, `added`, `changed`, `unchanged`, or the `total` of those above."""

    number: int
    summary: str
    action: str = "added"
    errors: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)
    line: BudgetLine | None = None
    amount: int = 0


@dataclass(kw_only=True)
class Diagnosis:
    """All rows, and how many of each kind."""

    rows: list[Judged]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each kind."""
        kinds = ("wrong", "added", "changed", "unchanged", "total")
        return {kind: sum(row.action == kind for row in self.rows) for kind in kinds}

    @property
    def is_applicable(self) -> bool:
        """Whether nothing is wrong and something would be done."""
        return not self.counts["wrong"] and bool(self.touched)

    @property
    def touched(self) -> list[Judged]:
        """The rows that would be written."""
        return [row for row in self.rows if row.action in ("added", "changed")]

    @property
    def total(self) -> int:
        """Rupiah of all rows that are lines."""
        return sum(row.amount for row in self.rows if row.action not in ("wrong", "total"))


def diagnose_budget(file: BudgetFile, on: dt.date) -> Diagnosis:
    """Judge every row against the units of a day and the lines that stand. Two queries.

    Raises PlanFileError where the file cannot be read as such a table at all.
    """
    rows = read_rows(file.file_name, bytes(file.content), HEADINGS, OPTIONAL)
    judging = _Judging(file.instansi_id, on)
    return Diagnosis(rows=[judging.judge(row) for row in rows])


class _Judging:
    """What is known while rows are judged one after another."""

    def __init__(self, instansi_id: int, on: dt.date) -> None:
        units = Unit.objects.filter(on_day(on), instansi_id=instansi_id)
        self.units: dict[str, list[Unit]] = {}
        for unit in units:
            self.units.setdefault(" ".join(unit.name.split()).casefold(), []).append(unit)
        self.standing: dict[Key, BudgetLine] = {
            (line.fiscal_year, line.sub_activity, line.account, line.unit_id, line.name): line
            for line in BudgetLine.objects.filter(instansi_id=instansi_id)
        }
        self.seen: dict[Key, int] = {}
        self.sum = 0

    def judge(self, row: Row) -> Judged:
        """Return what one row would do."""
        cells = {name: " ".join(row.cells.get(name, "").split()) for name in HEADINGS}
        judged = Judged(number=row.number, summary=_summary(cells))
        if not cells["sub_activity"] and _TOTAL.match(cells["name"] or cells["year"] or cells["unit"]):
            return self._total(judged, cells["amount"])
        unit = self._unit(judged, cells["unit"])
        amount = rupiah(cells["amount"])
        if amount is None:
            judged.errors.append((_("jumlah"), f"{cells['amount'][:40]}: {rupiah_allowed()}"))
        self._codes(judged, cells)
        if judged.errors or unit is None or amount is None:
            judged.action = "wrong"
            return judged
        judged.amount = amount
        self.sum += amount
        key = (int(cells["year"]), cells["sub_activity"], cells["account"], unit.pk, cells["name"])
        return self._placed(judged, key, cells)

    def _placed(self, judged: Judged, key: Key, cells: dict[str, str]) -> Judged:
        if key in self.seen:
            again = _("baris ini sama dengan baris %(row)s") % {"row": self.seen[key]}
            judged.action = "wrong"
            judged.errors.append((_("uraian"), again))
            return judged
        self.seen[key] = judged.number
        judged.values = {"amount": judged.amount, "source": cells["source"][:120]}
        judged.line = self.standing.get(key)
        if judged.line is None:
            names = ("fiscal_year", "sub_activity", "account", "unit_id", "name")
            judged.values |= dict(zip(names, key, strict=True))
        elif all(getattr(judged.line, name) == value for name, value in judged.values.items()):
            judged.action = "unchanged"
        else:
            judged.action = "changed"
        return judged

    def _total(self, judged: Judged, text: str) -> Judged:
        judged.action = "total"
        if rupiah(text) != self.sum:
            written = f"{self.sum:,}".replace(",", ".")
            judged.action = "wrong"
            judged.errors.append(
                (_("jumlah"), _("tertulis %(found)s, padahal baris di atasnya berjumlah %(sum)s")
                 % {"found": text[:40] or "–", "sum": written})
            )  # fmt: skip
        return judged

    def _codes(self, judged: Judged, cells: dict[str, str]) -> None:
        if not _YEAR.fullmatch(cells["year"]):
            judged.errors.append((_("tahun"), _("tulis tahun anggaran, misalnya 2027")))
        if not _SUB.fullmatch(cells["sub_activity"]):
            judged.errors.append(
                (_("kode sub kegiatan"), _("tulis kode lengkap, misalnya 2.16.03.2.01.0007"))
            )
        if not _ACCOUNT.fullmatch(cells["account"]):
            judged.errors.append((_("kode rekening"), _("tulis kode rekening, misalnya 5.1.02.02.01.0061")))
        if not 0 < len(cells["name"]) <= 300:
            judged.errors.append((_("uraian"), _("isilah uraian, paling panjang 300 huruf")))

    def _unit(self, judged: Judged, name: str) -> Unit | None:
        found = self.units.get(name.casefold(), [])
        if len(found) == 1:
            return found[0]
        near = get_close_matches(name.casefold(), self.units, n=1)
        if found:
            hint = _("ada beberapa unit dengan nama itu; tulis nama yang hanya satu")
        elif near:
            hint = _("barangkali maksudnya %(name)s") % {"name": self.units[near[0]][0].name}
        else:
            hint = _("tulis nama unit seperti di Organisasi")
        judged.errors.append((_("perangkat daerah"), f"{name[:60] or '–'}: {hint}"))
        return None


def _summary(cells: dict[str, str]) -> str:
    parts = (cells["year"], cells["sub_activity"], cells["account"], cells["name"], cells["amount"])
    return " · ".join(part[:80] for part in parts if part)
