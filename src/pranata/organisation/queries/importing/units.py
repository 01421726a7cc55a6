"""Diagnosing a file of units against the tree."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from pranata.organisation.models import Unit, UnitKind
from pranata.organisation.queries.importing import values
from pranata.organisation.queries.importing.plan import CHANGED, UNCHANGED, Row, circular
from pranata.organisation.queries.tree import on_day


class UnitDiagnosis:
    """Reads the units of the effective day once (one query), then judges every row against them."""

    def __init__(self, effective_on: dt.date) -> None:
        self.effective_on = effective_on
        lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=effective_on)
        self.units = {unit.code: unit for unit in Unit.objects.filter(lasting).select_related("parent")}
        roots = Unit.objects.filter(on_day(effective_on), kind=UnitKind.ROOT)
        self.root = roots.first()

    def judge(self, rows: list[Row]) -> list[Row]:
        """Fill in every row: values, errors, and what applying it would do."""
        for row in rows:
            self._values(row)
        self._duplicates(rows)
        self._parents(rows)
        for row in rows:
            if not row.errors:
                self._compare(row)
        return rows

    def _values(self, row: Row) -> None:
        for column in ("kode", "nama"):
            self._text(row, column, 40 if column == "kode" else 200)
        row.new = {
            "code": row.value("kode"),
            "name": row.value("nama"),
            "legal_basis": row.value("dasar hukum")[:200],
            "starts_on": row.date("mulai", self.effective_on),
            "ends_on": row.date("berakhir"),
            "parent": row.value("kode induk"),
        }
        self._kind(row)
        starts, ends = row.new["starts_on"], row.new["ends_on"]
        if ends and starts and ends <= starts:
            row.wrong("berakhir", _("Tanggal berakhir harus setelah tanggal mulai."))

    def _text(self, row: Row, column: str, limit: int) -> None:
        text = row.value(column)
        if not text:
            row.wrong(column, _("Kosong. Kolom ini harus diisi."))
        elif len(text) > limit:
            row.wrong(column, _("Terlalu panjang, paling banyak %(limit)d huruf.") % {"limit": limit})

    def _kind(self, row: Row) -> None:
        known = self.units.get(row.value("kode"))
        if known is not None and not row.value("jenis"):
            row.new["kind"] = known.kind
            return
        try:
            row.new["kind"], guessed = values.unit_kind(row.value("jenis"), row.value("nama"))
        except values.BadValue as bad:
            row.wrong("jenis", str(bad))
            return
        if guessed:
            label = UnitKind(row.new["kind"]).label
            row.notices.append(_("Jenis ditebak dari nama: %(kind)s.") % {"kind": label})

    def _duplicates(self, rows: list[Row]) -> None:
        first: dict[str, int] = {}
        for row in rows:
            code = row.new["code"]
            if code and code in first:
                row.wrong("kode", _("Kode ini sudah ada di baris %(line)d.") % {"line": first[code]})
            first.setdefault(code, row.number)

    def _parents(self, rows: list[Row]) -> None:
        in_file = {row.new["code"] for row in rows if not row.errors}
        for row in rows:
            self._parent(row, in_file)
        links = {row.new["code"]: row.new["parent"] for row in rows if row.new["parent"]}
        looping = circular(links)
        for row in rows:
            if row.new["code"] in looping:
                row.wrong("kode induk", _("Susunannya melingkar: unit ini berada di bawah dirinya sendiri."))

    def _parent(self, row: Row, in_file: set[str]) -> None:
        parent = row.new["parent"]
        if parent == row.new["code"]:
            parent = row.new["parent"] = ""
            if row.value("kode induk"):
                row.notices.append(
                    _("Kode induk sama dengan kodenya; ditempatkan langsung di bawah instansi.")
                )
        if not parent:
            self._under_root(row)
        elif parent not in in_file and parent not in self.units:
            row.wrong("kode induk", _("Kode induk “%(code)s” tidak dikenal.") % {"code": parent[:40]})
        elif parent not in in_file:
            self._within(row, self.units[parent])

    def _under_root(self, row: Row) -> None:
        known = self.units.get(row.new["code"])
        if known is not None and not row.value("kode induk"):
            row.new["parent"] = known.parent.code if known.parent else ""
        elif self.root is None:
            row.wrong("kode induk", _("Instansi ini belum memiliki unit puncak pada tanggal itu."))
        else:
            row.new["parent"] = self.root.code
            self._within(row, self.root)

    def _within(self, row: Row, parent: Unit) -> None:
        starts, ends = row.new["starts_on"], row.new["ends_on"]
        late = parent.ends_on is not None and (ends is None or ends > parent.ends_on)
        if row.new["code"] not in self.units and starts and (starts < parent.starts_on or late):
            row.wrong(
                "mulai", _("Masa berlakunya di luar masa berlaku induknya, %(name)s.") % {"name": parent.name}
            )

    def _compare(self, row: Row) -> None:
        known = self.units.get(row.new["code"])
        if known is None:
            return
        row.existing = known
        if row.new["parent"] != (known.parent.code if known.parent else ""):
            row.wrong(
                "kode induk", _("Induknya berubah. Pindahkan unit di halaman unitnya, agar riwayatnya utuh.")
            )
        if row.value("mulai") and row.new["starts_on"] != known.starts_on:
            row.wrong(
                "mulai", _("Unit ini sudah berlaku sejak tanggal lain, dan itu tidak diubah lewat berkas.")
            )
        if row.new["ends_on"] and row.new["ends_on"] != known.ends_on:
            row.wrong("berakhir", _("Akhiri unit di halamannya, karena isinya ikut terkena."))
        if not row.value("dasar hukum"):
            row.new["legal_basis"] = known.legal_basis
        if not row.errors:
            differences(row, ("name", "kind", "legal_basis"))


def differences(row: Row, fields: tuple[str, ...]) -> None:
    """Note which fields of the existing row the file would change, and whether it changes anything."""
    for name in fields:
        before, after = getattr(row.existing, name), row.new[name]
        if before != after:
            row.changes[name] = (before, after)
    row.action = CHANGED if row.changes else UNCHANGED
