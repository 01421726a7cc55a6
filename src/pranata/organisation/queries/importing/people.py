"""Diagnosing a file of people and what they hold."""

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext as _

from pranata.organisation.models import Assignment, Capacity, Person, Position
from pranata.organisation.queries.importing import values
from pranata.organisation.queries.importing.plan import ADDED, CHANGED, UNCHANGED, Row


class PeopleDiagnosis:
    """Reads people, positions and definitif holders once (three queries), then judges every row."""

    def __init__(self, effective_on: dt.date) -> None:
        self.effective_on = effective_on
        people = list(Person.objects.all())
        self.by_nip = {person.nip: person for person in people if person.nip}
        self.by_email = {person.email: person for person in people if person.email}
        self.by_name = {
            person.name.lower(): person for person in people if not person.nip and not person.email
        }
        lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=effective_on)
        self.positions = {found.code: found for found in Position.objects.filter(lasting)}
        self.held: dict[int, list[Assignment]] = {}
        for assignment in Assignment.objects.filter(position__in=self.positions.values()).select_related(
            "person"
        ):
            self.held.setdefault(assignment.position_id, []).append(assignment)
        self.taken: dict[str, list[tuple[int, dt.date, dt.date | None]]] = {}

    def judge(self, rows: list[Row]) -> list[Row]:
        """Fill in every row: values, errors, and what applying it would do."""
        seen: dict[str, Row] = {}
        for row in rows:
            self._values(row)
            self._same_person(row, seen)
            self._position(row)
            if not row.errors:
                self._compare(row)
        return rows

    def _values(self, row: Row) -> None:
        if not row.value("nama"):
            row.wrong("nama", _("Kosong. Kolom ini harus diisi."))
        row.new = {
            "name": row.value("nama")[:200],
            "nip": self._read(row, "nip", values.nip),
            "email": self._read(row, "surel", _email),
            "position": row.value("kode jabatan"),
            "capacity": self._read(row, "kapasitas", values.capacity) or Capacity.DEFINITIF,
            "decree_number": row.value("nomor sk")[:120],
            "starts_on": row.date("mulai", self.effective_on),
            "ends_on": row.date("berakhir"),
        }
        if row.new["ends_on"] and row.new["ends_on"] <= row.new["starts_on"]:
            row.wrong("berakhir", _("Tanggal berakhir harus setelah tanggal mulai."))

    def _read(self, row: Row, column: str, reader: Callable[[str], str]) -> str:
        try:
            return str(reader(row.value(column)))
        except values.BadValue as bad:
            row.wrong(column, str(bad))
            return ""

    def _same_person(self, row: Row, seen: dict[str, Row]) -> None:
        """A person may stand in several rows, one for each post; then name and address must agree."""
        row.new["key"] = row.new["nip"] or row.new["email"] or row.new["name"].lower()
        earlier = seen.setdefault(row.new["key"], row)
        for column, name in (("nama", "name"), ("surel", "email"), ("nip", "nip")):
            if earlier.new[name] != row.new[name]:
                row.wrong(
                    column,
                    _("Berbeda dengan baris %(line)d untuk orang yang sama.") % {"line": earlier.number},
                )
        row.existing = self._known(row)
        known = row.existing
        if known is not None and known.nip and row.new["nip"] and known.nip != row.new["nip"]:
            row.wrong("nip", _("Surel ini sudah tercatat atas nama orang dengan NIP lain."))
        if known is not None and known.ended_on is not None:
            row.wrong("nama", _("Orang ini tercatat sudah tidak bertugas."))

    def _known(self, row: Row) -> Person | None:
        found = self.by_nip.get(row.new["nip"]) or self.by_email.get(row.new["email"])
        if found is None and not row.new["nip"] and not row.new["email"]:
            found = self.by_name.get(row.new["name"].lower())
        return found

    def _position(self, row: Row) -> None:
        code = row.new["position"]
        if not code:
            return
        position = self.positions.get(code)
        if position is None:
            row.wrong("kode jabatan", _("Kode jabatan “%(code)s” tidak dikenal.") % {"code": code[:40]})
            return
        starts, ends = row.new["starts_on"], row.new["ends_on"]
        late = position.ends_on is not None and (ends is None or ends > position.ends_on)
        if starts < position.starts_on or late:
            row.wrong("mulai", _("Masa penugasannya di luar masa berlaku jabatan itu."))

    def _compare(self, row: Row) -> None:
        row.action = UNCHANGED
        if row.existing is None:
            row.action = ADDED
        else:
            self._renewed(row, row.existing)
        if row.new["position"]:
            self._holding(row, self.positions[row.new["position"]])

    def _renewed(self, row: Row, known: Person) -> None:
        for name in ("name", "nip", "email"):
            before, after = getattr(known, name), row.new[name] or getattr(known, name)
            if before != after:
                row.changes[name] = (before, after)
                row.action = CHANGED

    def _holding(self, row: Row, position: Position) -> None:
        for held in self.held.get(position.pk, []):
            same = row.existing is not None and held.person_id == row.existing.pk
            if same and held.capacity == row.new["capacity"] and _overlap(held.starts_on, held.ends_on, row):
                if row.value("mulai") and held.starts_on != row.new["starts_on"]:
                    row.wrong("mulai", _("Ia sudah memegang jabatan ini sejak tanggal lain."))
                return
        row.new["assign"] = True
        row.action = row.action if row.action != UNCHANGED else ADDED
        if row.new["capacity"] == Capacity.DEFINITIF:
            self._definitif(row, position)

    def _definitif(self, row: Row, position: Position) -> None:
        for held in self.held.get(position.pk, []):
            if held.capacity == Capacity.DEFINITIF and _overlap(held.starts_on, held.ends_on, row):
                row.wrong(
                    "kode jabatan",
                    _("Jabatan ini sudah dipegang definitif oleh %(name)s pada masa itu.")
                    % {"name": held.person.name},
                )
                return
        for line, starts, ends in self.taken.setdefault(position.code, []):
            if _overlap(starts, ends, row):
                row.wrong(
                    "kode jabatan",
                    _("Baris %(line)d sudah mengisi jabatan ini secara definitif.") % {"line": line},
                )
                return
        self.taken[position.code].append((row.number, row.new["starts_on"], row.new["ends_on"]))


def _overlap(starts: dt.date, ends: dt.date | None, row: Row) -> bool:
    before = row.new["ends_on"] is not None and row.new["ends_on"] <= starts
    after = ends is not None and ends <= row.new["starts_on"]
    return not before and not after


def _email(text: str) -> str:
    address = text.strip().lower()
    if not address:
        return ""
    try:
        validate_email(address)
    except ValidationError as error:
        raise values.BadValue(_("“%(found)s” bukan alamat surel.") % {"found": text[:60]}) from error
    return address
