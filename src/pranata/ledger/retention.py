"""The classes by which records of acts are kept: what each means, and how sure its periods are.

The class stands in every entry. It rules the sealed detail and the documents of the act; the entry itself is
never destroyed. How long each class is kept is for the retention schedule (JRA) of the instansi to say, which
it decides with the consent of ANRI: no period is known to this house, so none is printed as if it were law.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import Text

Fate = Literal["musnah", "permanen", "dinilai_kembali"]
Certainty = Literal["official", "derived", "uncertain"]


class UnknownRetention(ValueError):
    """No retention class has this code."""


@dataclass(frozen=True)
class RetentionClass:
    """How a kind of record is kept. A period or fate that no rule gives is None, never a guess."""

    code: str
    meaning: Text
    active_years: int | None = None
    inactive_years: int | None = None
    fate: Fate | None = None
    certainty: Certainty = "uncertain"
    citation: str | None = None


_CLASSES = (
    RetentionClass("penilaian", _("penilaian mandiri dan evaluasi SPBE, beserta isian dan dasarnya")),
    RetentionClass("pengumuman", _("hasil yang diumumkan kepada publik")),
    RetentionClass("kelembagaan", _("susunan unit dan jabatan")),
    RetentionClass("kepegawaian", _("orang, penugasan, dan akhir masa tugas")),
    RetentionClass("akses", _("akun, peran, dan persetujuan pemilik akun")),
    RetentionClass("naskah", _("naskah dan bukti dukung")),
    RetentionClass("kearsipan", _("jadwal retensi, penahanan, dan penyusutan arsip")),
    RetentionClass("log", _("log bukti: pergantian, penitipan, dan ekspor paket bukti")),
)
RETENTION: Mapping[str, RetentionClass] = MappingProxyType({kept.code: kept for kept in _CLASSES})
"""Every class by its code."""


def retention_class(code: str) -> RetentionClass:
    """Return the class of a code. Raises UnknownRetention."""
    try:
        return RETENTION[code]
    except KeyError:
        raise UnknownRetention(code) from None
