"""The template a report is written with: the instansi's own, or the shipped one."""

from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from pranata.assessment.exports.word import shipped_template
from pranata.assessment.models import ReportTemplate

Field = tuple[str, str]


def template_in_force(instansi_id: int) -> ReportTemplate | None:
    """Return the instansi's own template, or None where the shipped one is used. One query."""
    return ReportTemplate.objects.filter(instansi_id=instansi_id, ended_at__isnull=True).first()


def templates_of(instansi_id: int) -> QuerySet[ReportTemplate]:
    """Return every template there was, the latest first, without their bytes."""
    return ReportTemplate.objects.filter(instansi_id=instansi_id).defer("content").order_by("-added_at")


def template_bytes(instansi_id: int) -> bytes:
    """Return the template to write with. One query."""
    own = template_in_force(instansi_id)
    return bytes(own.content) if own else shipped_template()


@lru_cache(maxsize=1)
def sample_fields() -> dict[str, Any]:
    """Return a report with every list filled, against which a template is judged: a made-up result."""
    indicator = {
        "nomor": "1",
        "nama": "Kebijakan",
        "bobot": "1,30",
        "lalu": "1",
        "tingkat": "2",
        "kosong": True,
    }
    moved = {"nomor": "1", "nama": "Kebijakan", "sebelum": "3", "sesudah": "2"}
    moved |= {"pengaruh": "−0,0130", "alasan": "Peraturannya belum diundangkan."}
    signer = dict.fromkeys(("nama", "jabatan", "tanggal"), "1,00")
    return {
        **{name: name for name in TEXTS},
        "contoh": True,
        "sementara": True,
        "ringkasan": ["Indeks naik."],
        "peringatan": ["Angka ini contoh."],
        "dasar": ["PermenPANRB 59/2020"],
        "bagian": [
            dict.fromkeys(("nomor", "nama", "bobot", "lalu", "nilai", "selisih"), "1,00") | {"domain": True}
        ],
        "tahap_tahap": [dict.fromkeys(("nama", "indeks", "eksak", "predikat", "ditutup", "oleh"), "1,00")],
        "pengesahan": [{"tahap": "Hasil", "ketua": signer, "koordinator": signer}],
        "belum_disimpulkan": ["Kebijakan (1,00)"],
        "perubahan": [{"dari": "a", "ke": "b", "selisih": "−0,0130", "sisa": 1, "indikator": [moved]}],
        "aspek": [
            {
                **dict.fromkeys(("nomor", "nama", "nilai", "lalu", "oleh"), "1,00"),
                "disimpulkan": True,
                "kekuatan": ["Baik."],
                "kelemahan": ["Kurang."],
                "rekomendasi": ["Susun."],
                "indikator": [indicator],
            }
        ],
    }


TEXTS = (
    *("instansi", "tahun", "sumber", "instrumen", "instrumen_singkat", "kepastian", "tahap", "tanggal"),
    *("indeks", "indeks_eksak", "predikat", "pembanding", "tahun_lalu", "indeks_lalu", "predikat_lalu"),
    *("selisih", "sidik_instrumen", "radar_teks"),
)
