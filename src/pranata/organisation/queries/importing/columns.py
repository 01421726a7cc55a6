"""Which columns each kind of file has, what else they may be called, and an example row for the template."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pranata.foundation.errors import Text
from pranata.organisation.models import ImportKind
from pranata.organisation.queries.importing.table import Table, UnreadableFile


@dataclass(frozen=True)
class Column:
    """One column: its name in the template, other names it is known by, and what it is for."""

    name: str
    meaning: Text
    example: str
    required: bool = False
    aliases: tuple[str, ...] = ()


_STARTS = Column("mulai", gettext_lazy("Tanggal mulai berlaku; kosong berarti tanggal berkas"), "2025-01-02")
_ENDS = Column("berakhir", gettext_lazy("Hari pertama tidak berlaku lagi"), "")

COLUMNS: dict[str, tuple[Column, ...]] = {
    ImportKind.UNITS: (
        Column(
            "kode",
            gettext_lazy("Kode unit, unik di instansi"),
            "1.02.01",
            required=True,
            aliases=("kode unit",),
        ),
        Column("nama", gettext_lazy("Nama unit"), "Dinas Kesehatan", required=True, aliases=("nama unit",)),
        Column(
            "jenis",
            gettext_lazy(
                "opd, bagian, bidang, uptd, kecamatan, kelurahan, atau desa; kosong ditebak dari nama"
            ),
            "opd",
        ),
        Column(
            "kode induk",
            gettext_lazy("Kode unit di atasnya; kosong berarti langsung di bawah instansi"),
            "",
            aliases=("kode opd", "induk"),
        ),
        Column("dasar hukum", gettext_lazy("Peraturan yang membentuknya"), "Perbup 12/2024"),
        _STARTS,
        _ENDS,
    ),
    ImportKind.POSITIONS: (
        Column(
            "kode",
            gettext_lazy("Kode jabatan, unik di instansi"),
            "DINKES-01",
            required=True,
            aliases=("kode jabatan",),
        ),
        Column(
            "nama",
            gettext_lazy("Nama jabatan"),
            "Kepala Dinas Kesehatan",
            required=True,
            aliases=("nama jabatan", "jabatan"),
        ),
        Column("kode unit", gettext_lazy("Kode unit tempatnya"), "1.02.01", required=True, aliases=("unit",)),
        Column("kode atasan", gettext_lazy("Kode jabatan atasannya"), "SEKDA-01", aliases=("atasan",)),
        _STARTS,
        _ENDS,
    ),
    ImportKind.PEOPLE: (
        Column("nama", gettext_lazy("Nama lengkap"), "Nama Lengkap", required=True),
        Column("nip", gettext_lazy("18 angka; format kolomnya sebagai teks"), "198001012005011001"),
        Column("surel", gettext_lazy("Alamat surel dinas"), "nama@contoh.go.id", aliases=("email", "e-mail")),
        Column("kode jabatan", gettext_lazy("Jabatan yang dipegang"), "DINKES-01", aliases=("jabatan",)),
        Column(
            "kapasitas",
            gettext_lazy("definitif, plt, plh, pj, atau pjs; kosong berarti definitif"),
            "definitif",
        ),
        Column("nomor sk", gettext_lazy("Nomor SK penugasan"), "821.2/15/2025", aliases=("sk", "no sk")),
        Column(
            "mulai", gettext_lazy("TMT mulai; kosong berarti tanggal berkas"), "2025-01-02", aliases=("tmt",)
        ),
        Column("berakhir", gettext_lazy("TMT berakhir"), ""),
    ),
}


def named_rows(kind: str, table: Table) -> list[tuple[int, dict[str, str]]]:
    """Return each row as column name → text. Raises UnreadableFile for missing or doubled columns."""
    return rows_of(COLUMNS[kind], table)


def rows_of(columns: Sequence[Column], table: Table) -> list[tuple[int, dict[str, str]]]:
    """Return each row as column name → text. Raises UnreadableFile for missing or doubled columns."""
    places = _places(columns, table.header)
    return [
        (number, {name: cells[at] if at < len(cells) else "" for name, at in places.items()})
        for number, cells in table.rows
    ]


def _places(columns: Sequence[Column], header: list[str]) -> dict[str, int]:
    seen = [_key(text) for text in header]
    places: dict[str, int] = {}
    for column in columns:
        found = [at for at, text in enumerate(seen) if text in (column.name, *column.aliases)]
        if len(found) > 1:
            raise UnreadableFile(_("Kolom “%(name)s” ada lebih dari satu.") % {"name": column.name})
        if found:
            places[column.name] = found[0]
        elif column.required:
            raise UnreadableFile(
                _("Kolom “%(name)s” tidak ada. Judul kolom yang terbaca: %(seen)s.")
                % {"name": column.name, "seen": ", ".join(text[:40] for text in header[:12] if text)},
                _("Beri judul kolom seperti pada templat."),
            )
    return places


def _key(text: str) -> str:
    return " ".join(text.lower().replace("_", " ").split())
