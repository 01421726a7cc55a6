"""The database's rules in words: one text for each constraint, so that no rule is written twice."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError, Text


class RuleBroken(ProductError):
    """The organisation would no longer hold together. `field` names the input to look at, if one does."""

    status = 422

    def __init__(self, what: Text, *, why: Text = "", remedy: Text = "", field: str = "") -> None:
        super().__init__(what, why=why, remedy=remedy)
        self.field = field


class DefinitifHeld(RuleBroken):
    """The position has a definitif holder in that time."""


class CodeTaken(RuleBroken):
    """Another row carries the code in that time."""


class DatesOutside(RuleBroken):
    """Something would exist longer than what carries it."""


class Circle(RuleBroken):
    """Something would be above itself."""


_ENDS = (
    DatesOutside,
    _("Tanggal berakhir harus setelah tanggal mulai."),
    _("Tanggal berakhir adalah hari pertama tidak berlaku lagi."),
    _("Periksa kedua tanggal."),
    "ends_on",
)
_CODE = (
    CodeTaken,
    _("Kode ini sudah dipakai pada masa yang sama."),
    _("Satu kode menunjuk satu unit atau jabatan pada satu waktu."),
    _("Pakailah kode lain, atau akhiri yang lama lebih dahulu."),
    "code",
)
_WITHIN = (
    DatesOutside,
    _("Masa berlakunya melampaui masa berlaku yang memuatnya."),
    _("Unit berada dalam masa induknya, jabatan dalam masa unitnya, penugasan dalam masa jabatannya."),
    _("Sesuaikan tanggalnya."),
    "starts_on",
)

TEXTS: dict[str, tuple[type[RuleBroken], Text, Text, Text, str]] = {
    "one_definitif_at_a_time": (
        DefinitifHeld,
        _("Jabatan ini sudah dipegang pejabat definitif pada masa itu."),
        _("Satu jabatan dipegang satu pejabat definitif pada satu waktu."),
        _("Akhiri penugasan yang lama pada TMT yang baru, atau pilih Plt., Plh., Pj., atau Pjs."),
        "capacity",
    ),
    "unit_code_one_at_a_time": _CODE,
    "unit_code_unique_from": _CODE,
    "position_code_one_at_a_time": _CODE,
    "position_code_unique_from": _CODE,
    "unit_ends_after_start": _ENDS,
    "position_ends_after_start": _ENDS,
    "assignment_ends_after_start": _ENDS,
    "grant_ends_after_start": _ENDS,
    "unit_within_parent": _WITHIN,
    "position_within_unit": _WITHIN,
    "assignment_within_position": _WITHIN,
    "grant_within_position": _WITHIN,
    "grant_within_unit": _WITHIN,
    "assignment_within_service": (
        DatesOutside,
        _("Orang ini sudah tidak bertugas pada masa itu."),
        _("Penugasan tidak dapat melampaui masa tugas orangnya."),
        _("Periksa tanggalnya, atau pilih orang lain."),
        "person",
    ),
    "unit_not_above_itself": (
        Circle,
        _("Unit tidak dapat berada di bawah dirinya sendiri."),
        _("Susunan unit akan melingkar."),
        _("Pilih induk lain."),
        "parent",
    ),
    "position_not_above_itself": (
        Circle,
        _("Jabatan tidak dapat menjadi atasan dirinya sendiri, juga tidak melalui bawahannya."),
        _("Rantai atasan akan melingkar."),
        _("Pilih atasan lain."),
        "superior",
    ),
    "unit_one_root_at_a_time": (
        RuleBroken,
        _("Instansi ini sudah memiliki unit puncak."),
        _("Semua unit berada di bawah satu puncak."),
        _("Pilih jenis lain dan tentukan induknya."),
        "kind",
    ),
    "grant_one_at_a_time": (
        RuleBroken,
        _("Peran ini sudah diberikan kepada jabatan itu pada masa yang sama."),
        "",
        _("Cabut yang lama lebih dahulu bila masanya hendak diubah."),
        "role",
    ),
    "grant_unique_from": (
        RuleBroken,
        _("Peran ini pernah diberikan mulai tanggal yang sama."),
        "",
        _("Pilih tanggal mulai lain."),
        "starts_on",
    ),
    "person_nip_unique_in_instansi": (
        RuleBroken,
        _("NIP ini sudah tercatat atas nama orang lain."),
        _("Satu NIP menunjuk satu orang."),
        _("Cari orangnya di daftar, atau periksa NIP-nya."),
        "nip",
    ),
    "person_nip_18_digits": (
        RuleBroken,
        _("NIP harus 18 angka."),
        _("NIP dipakai untuk masuk dan untuk mengenali orang."),
        _("Salin NIP dari SK, tanpa spasi."),
        "nip",
    ),
    "person_account_unique_in_instansi": (
        RuleBroken,
        _("Akun ini sudah terhubung dengan orang lain di instansi Anda."),
        _("Satu akun mewakili satu orang."),
        _("Periksa alamat surelnya."),
        "email",
    ),
}


@contextmanager
def explained() -> Iterator[None]:
    """Run a write in a savepoint and tell a broken constraint in words. Raises a RuleBroken."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise _told(error) from error


def broken(name: str) -> RuleBroken:
    """Return the refusal in the words of a constraint, for a rule seen before the database is asked."""
    kind, what, why, remedy, field = TEXTS[name]
    return kind(what, why=why, remedy=remedy, field=field)


def _told(error: IntegrityError) -> Exception:
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
    return broken(name) if name in TEXTS else error
