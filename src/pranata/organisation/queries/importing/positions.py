"""Diagnosing a file of positions against units and positions."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from pranata.organisation.models import Position, Unit
from pranata.organisation.queries.importing.plan import Row, circular
from pranata.organisation.queries.importing.units import differences


class PositionDiagnosis:
    """Reads units and positions of the effective day once (two queries), then judges every row."""

    def __init__(self, effective_on: dt.date) -> None:
        self.effective_on = effective_on
        lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=effective_on)
        self.units = {unit.code: unit for unit in Unit.objects.filter(lasting)}
        self.positions = {
            found.code: found for found in Position.objects.filter(lasting).select_related("unit", "superior")
        }

    def judge(self, rows: list[Row]) -> list[Row]:
        """Fill in every row: values, errors, and what applying it would do."""
        for row in rows:
            self._values(row)
        self._duplicates(rows)
        in_file = {row.new["code"] for row in rows if not row.errors}
        for row in rows:
            self._unit(row)
            self._superior(row, in_file)
        self._circles(rows)
        for row in rows:
            if not row.errors and row.new["code"] in self.positions:
                self._compare(row, self.positions[row.new["code"]])
        return rows

    def _values(self, row: Row) -> None:
        for column, limit in (("kode", 40), ("nama", 200), ("kode unit", 40)):
            text = row.value(column)
            if not text:
                row.wrong(column, _("Kosong. Kolom ini harus diisi."))
            elif len(text) > limit:
                row.wrong(column, _("Terlalu panjang, paling banyak %(limit)d huruf.") % {"limit": limit})
        row.new = {
            "code": row.value("kode"),
            "title": row.value("nama"),
            "unit": row.value("kode unit"),
            "superior": row.value("kode atasan"),
            "starts_on": row.date("mulai", self.effective_on),
            "ends_on": row.date("berakhir"),
        }
        if row.new["ends_on"] and row.new["ends_on"] <= row.new["starts_on"]:
            row.wrong("berakhir", _("Tanggal berakhir harus setelah tanggal mulai."))

    def _duplicates(self, rows: list[Row]) -> None:
        first: dict[str, int] = {}
        for row in rows:
            code = row.new["code"]
            if code and code in first:
                row.wrong("kode", _("Kode ini sudah ada di baris %(line)d.") % {"line": first[code]})
            first.setdefault(code, row.number)

    def _unit(self, row: Row) -> None:
        code = row.new["unit"]
        unit = self.units.get(code)
        if unit is None:
            if code:
                row.wrong("kode unit", _("Kode unit “%(code)s” tidak dikenal.") % {"code": code[:40]})
            return
        starts, ends = row.new["starts_on"], row.new["ends_on"]
        late = unit.ends_on is not None and (ends is None or ends > unit.ends_on)
        if row.new["code"] not in self.positions and (starts < unit.starts_on or late):
            row.wrong(
                "mulai", _("Masa berlakunya di luar masa berlaku unitnya, %(name)s.") % {"name": unit.name}
            )

    def _superior(self, row: Row, in_file: set[str]) -> None:
        code = row.new["superior"]
        if code and code not in in_file and code not in self.positions:
            row.wrong("kode atasan", _("Kode atasan “%(code)s” tidak dikenal.") % {"code": code[:40]})

    def _circles(self, rows: list[Row]) -> None:
        links = {code: found.superior.code for code, found in self.positions.items() if found.superior}
        links |= {row.new["code"]: row.new["superior"] for row in rows if row.new["superior"]}
        looping = circular(links)
        for row in rows:
            if row.new["code"] in looping:
                row.wrong("kode atasan", _("Rantai atasannya melingkar."))

    def _compare(self, row: Row, known: Position) -> None:
        row.existing = known
        if row.new["unit"] != known.unit.code:
            row.wrong("kode unit", _("Unitnya berubah. Akhiri jabatan ini dan bentuk yang baru."))
        if row.value("mulai") and row.new["starts_on"] != known.starts_on:
            row.wrong(
                "mulai", _("Jabatan ini sudah berlaku sejak tanggal lain, dan itu tidak diubah lewat berkas.")
            )
        if row.new["ends_on"] and row.new["ends_on"] != known.ends_on:
            row.wrong(
                "berakhir", _("Akhiri jabatan di halamannya, karena pemegang dan perannya ikut terkena.")
            )
        if row.errors:
            return
        differences(row, ("title",))
        before = known.superior.code if known.superior else ""
        if row.new["superior"] and row.new["superior"] != before:
            row.changes["superior"] = (before, row.new["superior"])
            row.action = "changed"
