"""The packaged directory of government bodies and regions, read from `data/`; no database here."""

import csv
import gzip
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.utils.text import slugify

WITA_PROVINCES = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
WIT_PROVINCES = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})
SHORT_PROVINCES = {
    "Daerah Khusus Ibukota Jakarta": "DKI Jakarta",
    "Daerah Istimewa Yogyakarta": "DI Yogyakarta",
}
SLUG_LENGTH = 120

_ABBREVIATIONS = (
    (r"&", " dan "),
    (r"\bkab\.?\s", "kabupaten "),
    (r"\bkep\.\s", "kepulauan "),
    (r"\bprov\.?\s", "provinsi "),
    (r"\bsel\.", "selatan"),
    (r"\bd\.\s*i\.", "di"),
    (r"\bd\.\s*k\.\s*i\.", "dki"),
    (r"^daerah istimewa\b", "di"),
    (r"\badministrasi\b", " "),
    (r"^(pemerintah( daerah)?|pemkab|pemkot|pemprov)\b", " "),
)
_FAMILIES = {"kab": "kabupaten", "prov": "provinsi", "lpnk": "pusat", "lns": "pusat"}
_CENTRAL = frozenset({"kementerian", "lembaga", "pusat"})


@dataclass(frozen=True, kw_only=True)
class Body:
    """One government body as the directory knows it."""

    kind: str
    name: str
    evaluation_code: str = ""
    region_code: str = ""
    province_name: str = ""
    population: int | None = None
    time_zone: str = "Asia/Jakarta"

    @property
    def slug(self) -> str:
        """The body's address: its name, cut to what the database keeps."""
        return slugify(self.name)[:SLUG_LENGTH].rstrip("-")


def family(kind: str) -> str:
    """Return the group a kind is unique in by name: a kabupaten and a kota may share theirs."""
    found = _FAMILIES.get(kind, kind)
    return "pusat" if found in _CENTRAL else found


def name_key(name: str, kind: str) -> str:
    """Return what spellings of one name have in common: "Pemerintah Kab. Fak-Fak" → `fakfak`."""
    text = f"{' '.join(name.lower().split())} "
    for pattern, full in _ABBREVIATIONS:
        text = re.sub(pattern, full, text).strip() + " "
    if family(kind) != "pusat":
        text = re.sub(rf"^{family(kind)}\s", "", text)
    return re.sub(r"[^a-z0-9]", "", text)


@cache
def aliases() -> dict[tuple[str, str], str]:
    """Return other spellings: (family, key) → key of the name the directory uses."""
    found = {}
    for row in rows("instansi_alias.csv"):
        kind = _family_of_name(row["nama"])
        found[kind, name_key(row["nama_lain"], kind)] = name_key(row["nama"], kind)
    return found


def canonical_key(name: str, kind: str) -> tuple[str, str]:
    """Return (family, key) of a name after other spellings are led back to the directory's own."""
    group, key = family(kind), name_key(name, kind)
    return group, aliases().get((group, key), key)


def bodies() -> list[Body]:
    """Return every body of the directory, each once: regions first, then ministries and agencies."""
    codes = _evaluation_codes()
    found: dict[tuple[str, str], Body] = {}
    for body in (*_provinces(codes), *_regencies(codes), *_central()):
        found.setdefault(canonical_key(body.name, body.kind), body)
    return list(found.values())


def successors() -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """Return pairs of (the body that was, the body that took its place) as canonical keys."""
    return [
        (canonical_key(row["nama_lama"], "pusat"), canonical_key(row["nama_baru"], "pusat"))
        for row in rows("instansi_pengganti.csv")
    ]


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a packaged CSV file, `.gz` or plain, with blanks around values removed."""
    content = (resources.files("pranata.organisation") / "data" / name).read_bytes()
    if name.endswith(".gz"):
        content = gzip.decompress(content)
    for row in csv.DictReader(io.StringIO(content.decode("utf-8"))):
        yield {key: (value or "").strip() for key, value in row.items()}


def time_zone(province_code: str) -> str:
    """Return the zone of a province (Keppres 41/1987): WIB, WITA or WIT as an IANA name."""
    if province_code in WITA_PROVINCES:
        return "Asia/Makassar"
    return "Asia/Jayapura" if province_code in WIT_PROVINCES else "Asia/Jakarta"


def _provinces(codes: dict[tuple[str, str], str]) -> Iterator[Body]:
    for row in rows("wilayah_provinsi.csv"):
        province = SHORT_PROVINCES.get(row["nama"], row["nama"])
        yield _region(row, "provinsi", f"Provinsi {province}", province, codes)


def _regencies(codes: dict[tuple[str, str], str]) -> Iterator[Body]:
    for row in rows("wilayah_kabkota.csv"):
        province = SHORT_PROVINCES.get(row["provinsi"], row["provinsi"])
        yield _region(row, row["jenis"], row["nama"], province, codes)


def _region(
    row: dict[str, str], kind: str, name: str, province: str, codes: dict[tuple[str, str], str]
) -> Body:
    return Body(
        kind=kind,
        name=name,
        evaluation_code=codes.get(canonical_key(name, kind), ""),
        region_code=row["kode"],
        province_name=province,
        population=int(row["penduduk"]) if row["penduduk"] else None,
        time_zone=time_zone(row["kode"][:2]),
    )


def _evaluation_codes() -> dict[tuple[str, str], str]:
    codes = {}
    for row in rows("instansi_pemda.csv"):
        kind = _family_of_name(row["nama_instansi"])
        kind = "provinsi" if kind == "pusat" else kind
        codes[canonical_key(row["nama_instansi"], kind)] = row["kode_instansi"]
    return codes


def _central() -> Iterator[Body]:
    preferred = {
        (_family_of_name(row["nama"]), name_key(row["nama_lain"], "pusat")): row["nama"]
        for row in rows("instansi_alias.csv")
    }
    for row in rows("instansi_pusat.csv"):
        if "1010" <= row["kode_instansi"] < "5000":
            listed = " ".join(row["nama_instansi"].split())
            name = preferred.get(("pusat", name_key(listed, "pusat")), listed)
            yield Body(kind=_central_kind(name), name=name, evaluation_code=row["kode_instansi"])
    for row in rows("instansi_tambahan.csv"):
        yield Body(kind=_central_kind(row["nama_instansi"]), name=row["nama_instansi"])


def _central_kind(name: str) -> str:
    return "kementerian" if name.startswith("Kementerian") else "lembaga"


def _family_of_name(name: str) -> str:
    beginnings = {"Kab": "kabupaten", "Kota ": "kota", "Prov": "provinsi"}
    return next((kind for start, kind in beginnings.items() if name.startswith(start)), "pusat")
