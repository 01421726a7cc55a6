"""Judging a schedule row by row against the one in force on its first day."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pranata.foundation.errors import Text
from pranata.organisation.queries.importing.columns import rows_of
from pranata.organisation.queries.importing.plan import ADDED, CHANGED, UNCHANGED, Plan, Row
from pranata.organisation.queries.importing.table import read_table
from pranata.organisation.queries.importing.values import BadValue
from pranata.records.codes import trigger_of
from pranata.records.models import Fate, RetentionRule, RetentionSchedule, ScheduleFile
from pranata.records.queries.retention import schedule_on
from pranata.records.queries.schedule_files import values
from pranata.records.queries.schedule_files.columns import COLUMNS
from pranata.records.queries.schedule_files.example import is_example

READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "kode klasifikasi": ("classification_code", values.classification),
    "retensi aktif": ("active_years", values.years),
    "retensi inaktif": ("inactive_years", values.years),
    "keterangan": ("fate", values.fate),
    "dihitung sejak": ("trigger", values.trigger),
}
COMPARED = ("series", "active_years", "inactive_years", "fate", "trigger", "note")


WORDS: dict[str, Text] = {
    "series": gettext_lazy("jenis arsip"),
    "active_years": gettext_lazy("retensi aktif (tahun)"),
    "inactive_years": gettext_lazy("retensi inaktif (tahun)"),
    "fate": gettext_lazy("keterangan nasib"),
    "trigger": gettext_lazy("dihitung sejak"),
    "note": gettext_lazy("catatan"),
}


class RuleRow(Row):
    """One rule, with its changes as people name them."""

    @property
    def written_changes(self) -> list[tuple[Text, object, object]]:
        """What would change against the rule in force."""
        return [
            (WORDS[name], _shown(name, before), _shown(name, after))
            for name, (before, after) in self.changes.items()
        ]


@dataclass(frozen=True)
class SchedulePlan(Plan):
    """All rows of a schedule, and the rules of the one before that it no longer has."""

    before: RetentionSchedule | None = None
    dropped: list[RetentionRule] = field(default_factory=list)

    @property
    def is_example(self) -> bool:
        """Whether any row is of the shipped example, which is law nowhere."""
        return any(is_example(row.new["note"]) for row in self.rows)

    @property
    def applicable(self) -> bool:
        """Whether it may be adopted: nothing is wrong. The same rules on a new basis are a new schedule."""
        return bool(self.rows) and not self.counts["wrong"]


def require_readable(file_name: str, content: bytes) -> None:
    """Raise UnreadableFile unless the file is a table with the columns of a schedule."""
    _rows(file_name, content)


def _rows(file_name: str, content: bytes) -> tuple[list[Row], list[str]]:
    table = read_table(file_name, content)
    return [RuleRow(number, given) for number, given in rows_of(COLUMNS, table)], table.notices


def diagnose(file: ScheduleFile) -> SchedulePlan:
    """Judge every row of a file. At most two queries. Raises UnreadableFile."""
    rows, notices = _rows(file.file_name, bytes(file.content))
    before = schedule_on(file.instansi_id, file.valid_from)
    rules = {rule.classification_code: rule for rule in before.rules.all()} if before else {}
    seen: dict[str, int] = {}
    for row in rows:
        _read(row)
        _once(row, seen)
        _compare(row, rules)
    dropped = [rule for code, rule in sorted(rules.items()) if code not in seen]
    return SchedulePlan("jra", rows, notices, before, dropped)


def _read(row: Row) -> None:
    for column, (name, reader) in READERS.items():
        try:
            row.new[name] = reader(_filled(row.value(column)))
        except BadValue as bad:
            row.wrong(column, str(bad))
    row.new["series"], row.new["note"] = row.value("jenis arsip"), row.value("catatan")
    if not row.new["series"]:
        row.wrong("jenis arsip", _("Kosong. Kolom ini harus diisi."))
    for column, name in (("jenis arsip", "series"), ("catatan", "note")):
        if len(row.new[name]) > 300:
            row.wrong(column, _("Lebih dari 300 huruf. Ringkaslah; naskah lengkapnya ada di peraturannya."))


def _filled(text: str) -> str:
    if not text:
        raise BadValue(_("Kosong. Kolom ini harus diisi."))
    return text


def _once(row: Row, seen: dict[str, int]) -> None:
    code = row.new.get("classification_code")
    if code is None:
        return
    first = seen.setdefault(code, row.number)
    if first != row.number:
        row.wrong(
            "kode klasifikasi",
            _("Kode ini sudah ada di baris %(line)d. Satu kode mempunyai satu aturan.") % {"line": first},
        )


def _compare(row: Row, rules: dict[str, RetentionRule]) -> None:
    if row.errors:
        return
    before = rules.get(row.new["classification_code"])
    row.action = ADDED if before is None else UNCHANGED
    if before is None:
        return
    for name in COMPARED:
        was, becomes = getattr(before, name), row.new[name]
        if was != becomes:
            row.changes[name] = (was, becomes)
            row.action = CHANGED


def _shown(name: str, value: object) -> object:
    if name == "fate":
        return Fate(str(value)).label
    return trigger_of(str(value)).name if name == "trigger" else value
