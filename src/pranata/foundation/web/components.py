"""`/komponen/`: every part of the interface in every state, for builders of pages; never on a real site."""

import datetime as dt
from fractions import Fraction
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pranata.foundation.access import public
from pranata.foundation.ui import charts

BANDS = [
    charts.Band(1, "Kurang"),
    charts.Band(Fraction(9, 5), "Cukup"),
    charts.Band(Fraction(13, 5), "Baik"),
    charts.Band(Fraction(7, 2), "Sangat Baik"),
    charts.Band(Fraction(21, 5), "Memuaskan"),
]
SECTIONS = [
    ("warna", "Warna dan huruf"),
    ("tombol", "Tombol"),
    ("lencana", "Lencana"),
    ("catatan", "Catatan"),
    ("formulir", "Formulir"),
    ("angka", "Angka"),
    ("tabel", "Tabel"),
    ("grafik", "Grafik"),
    ("tab", "Tab dan segmen"),
    ("linimasa", "Linimasa"),
    ("berkas", "Berkas"),
    ("kemajuan", "Kemajuan"),
    ("keadaan", "Kosong, memuat, galat"),
    ("umpan", "Pemberitahuan dan konfirmasi"),
]
TOKENS = [
    ("ink", "Tinta"), ("ink-2", "Tinta 2"), ("edge", "Tepi kendali"), ("line", "Garis"), ("sunken", "Cekung"),
    ("red", "Bahaya"), ("amber", "Perhatian"), ("green", "Berhasil"), ("p1", "Kurang"), ("p2", "Cukup"),
    ("p3", "Baik"), ("p4", "Sangat Baik"), ("p5", "Memuaskan"),
]  # fmt: skip
ACCENTS = [("#0049b8", "Bawaan"), ("#0b7a3b", "Hijau"), ("#f2b705", "Kuning")]
REGIONS = [
    ("Provinsi Contoh", "4.09", "3.30", "4.50", "Sangat Baik"),
    ("Kabupaten Contoh Barat", "3.991", "4.70", "4.00", "Sangat Baik"),
    ("Kabupaten Contoh Timur", "3.5215", "3.30", "3.30", "Sangat Baik"),
    ("Kabupaten Contoh Selatan", "3.488", "4.60", "3.00", "Baik"),
    ("Kabupaten Contoh Utara", "3.438", "4.10", "3.80", "Baik"),
    ("Kota Contoh", "2.1545", "1.40", "1.70", "Cukup"),
]
LEVELS = "1121121113 1112 1231 23 11111111 111 4444443143 434111"


class DocumentForm(forms.Form):
    """A form with every kind of control."""

    title = forms.CharField(label="Judul dokumen", initial="Arsitektur SPBE Kota Contoh")
    number = forms.CharField(
        label="Nomor keputusan",
        help_text="Seperti pada naskah, misalnya 188.45/112/2024",
        error_messages={"required": "Isi nomor keputusan."},
    )
    decided_on = forms.DateField(
        label="Tanggal penetapan", error_messages={"invalid": "Tulis seperti 09/08/2024."}
    )
    unit = forms.ChoiceField(
        label="Penanggung jawab",
        choices=[("1", "Dinas Komunikasi dan Informatika"), ("2", "Bagian Organisasi")],
    )
    parts = forms.MultipleChoiceField(
        label="Domain yang termuat",
        choices=[("1", "Proses bisnis"), ("2", "Data dan informasi"), ("3", "Keamanan")],
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(
        label="Sifat dokumen", choices=[("a", "Terbuka"), ("b", "Terbatas")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Penjelasan", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label="Saya sudah memeriksa naskahnya")


@public
def components(request: HttpRequest) -> HttpResponse:
    """Draw the page, while debugging or in a demonstration only."""
    if not (settings.DEBUG or settings.DEMONSTRATION):
        raise Http404
    request.actor = SimpleNamespace(  # type: ignore[attr-defined]
        instansi_name="Kota Contoh", position_title="Koordinator SPBE", person_name="", unit_name="Diskominfo"
    )
    return render(request, "foundation/komponen.html", _context())


def _context() -> dict[str, object]:
    filled = {"title": "Arsitektur SPBE Kota Contoh", "decided_on": "x", "unit": "1", "parts": ["1", "2"]}
    page = Paginator(REGIONS * 3, len(REGIONS)).page(1)
    return {
        "sections": SECTIONS,
        "tokens": TOKENS,
        "accents": ACCENTS,
        "form": DocumentForm(data={**filled, "kind": "a", "agreed": "on"}),
        "page": page,
        "rows": page.object_list,
        "filters": [{"text": "Lampung", "remove_query": "?"}],
        "figures": _figures(),
        "tiles": [
            {"number": k, "name": f"Contoh indikator {k}", "level": int(level), "url": "#grafik"}
            for k, level in enumerate(LEVELS.replace(" ", ""), 1)
        ],
        "at": dt.datetime(2024, 8, 7, 7, 32, tzinfo=dt.UTC),
        **_charts(),
    }


def _figures() -> list[dict[str, str]]:
    return [
        {"label": "Indeks SPBE 2023", "value": "2,15", "badge": "Cukup"},
        {"label": "Peringkat antar kota", "value": "85", "unit": "dari 93", "note": "Nilai tengah kota 3,00"},
        {
            "label": "Peringkat di provinsi",
            "value": "16",
            "unit": "dari 16",
            "url": "#tabel",
            "url_text": "Lihat urutan",
        },
        {"label": "Jarak ke predikat Baik", "value": "0,45", "note": "Ambang 2,60; nilai eksak 2,1545"},
    ]


def _charts() -> dict[str, object]:
    years = ["2021", "2022", "2023", "2024"]
    own, national = [1.2, 1.5, 2.15, 2.98], [2.24, 2.34, 2.79, 3.12]
    domains = ["Kebijakan internal", "Tata kelola", "Manajemen", "Layanan"]
    spread = [Fraction(100 + (k * 37 + k * k * 3) % 260 + (k % 7) * 18, 100) for k in range(420)]
    before = [max(Fraction(1), v - Fraction(3, 10)) for v in spread]
    return {
        "scale": charts.scale(
            [charts.Pin("2021", 1.2, "past"), charts.Pin("2022", 1.5, "past"), charts.Pin("2023", 2.15),
             charts.Pin("Ambang Baik", 2.6, "soft")],
            BANDS, sentence="Skala 1 sampai 5. Kota Contoh 2,15 pada 2023, termasuk Cukup. Ambang Baik 2,60.",
        ),
        "spark": charts.spark(
            [("2020", 2.26), *zip(years, national, strict=True)],
            sentence="Indeks nasional naik dari 2,26 menjadi 3,12.",
        ),
        "trend": charts.trend(
            years, charts.Series("Kota Contoh", own), [charts.Series("Indeks nasional", national)],
            thresholds=[charts.Threshold(b.name, b.start) for b in BANDS[1:]],
            sentence="Indeks Kota Contoh naik setiap tahun, dari 1,20 pada 2021 menjadi 2,98 pada 2024.",
        ),
        "radar": charts.radar(
            domains, ("Kota Contoh", [1.4, 1.7, 1, 3.04]), ("Nilai tengah 93 kota", [3.1, 2.6, 1.73, 3.69]),
            sentence="Layanan 3,04 terdepan; manajemen 1,00 masih di dasar.",
        ),
        "histogram": charts.histogram(
            ("2024", spread), ("2023", before), bands=BANDS, sentence="Sebaran indeks 420 instansi contoh."
        ),
        "bullet": charts.bullet(
            reached=2.42, possible=2.51, target=charts.Mark("Target", 2.6), low=2, high=2.8,
            marks=[charts.Mark("2023", 2.15), charts.Mark("disetujui", 2.42), charts.Mark("dikirim", 2.51)],
            sentence="Hasil 2023 2,15; disetujui 2,42; bila semua disetujui 2,51; target 2,60.",
        ),
        "dumbbells": [
            ("Kota Contoh", 1.95, 3.09, charts.dumbbell(1.95, 3.09)),
            ("Kota Lain", 2.6, 2.4, charts.dumbbell(2.6, 2.4)),
        ],
    }  # fmt: skip
