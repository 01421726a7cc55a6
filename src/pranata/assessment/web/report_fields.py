"""The fields a template may name, with what each says: shown beside the form, and in the reference."""

from django.utils.translation import gettext_lazy as _

FIELDS = (
    ("{{ instansi }}", _("nama instansi")),
    ("{{ tahun }}", _("tahun penilaian")),
    ("{{ indeks }}, {{ predikat }}", _("indeks dengan dua desimal, dan predikatnya")),
    ("{{ indeks_eksak }}, {{ pembanding }}", _("nilai eksak, dan dengan apa predikat dibandingkan")),
    (
        "{{ tahun_lalu }}, {{ indeks_lalu }}, {{ predikat_lalu }}",
        _("hasil sebelumnya; kosong bila belum ada"),
    ),
    ("{{ selisih }}", _("selisih indeks dengan tahun lalu, bertanda")),
    ("{{ tahap }}, {{ tanggal }}", _("tahap yang nilainya dipakai, dan tanggal dicetak")),
    ("{{ instrumen }}, {{ instrumen_singkat }}, {{ kepastian }}", _("instrumen dan kepastiannya")),
    ("{{ sumber }}, {{ sidik_instrumen }}", _("asal tingkat bila dari laporan lain, dan sidik instrumen")),
    ("{{ radar }}, {{ radar_teks }}", _("gambar radar menurut aspek, dan isinya sebagai kalimat")),
    ("{{ belum_disimpulkan | join('; ') }}", _("aspek yang belum disimpulkan asesor, dengan nilainya")),
    ("{% if contoh %}", _("benar bila penilaian ini contoh")),
    ("{% if sementara %}", _("benar bila tahap yang nilainya dipakai belum ditutup")),
    ("{%p for kalimat in ringkasan %}", _("ringkasan, satu kalimat tiap butir")),
    ("{%p for kalimat in peringatan %}", _("hal yang wajib disebut bersama hasil")),
    ("{{ dasar | join('; ') }}", _("dasar hukum")),
    (
        "{%tr for b in bagian %}",
        _("domain dan aspek: b.nomor, b.nama, b.domain, b.bobot, b.lalu, b.nilai, b.selisih"),
    ),
    (
        "{%tr for t in tahap_tahap %}",
        _("tiap tahap: t.nama, t.indeks, t.eksak, t.predikat, t.ditutup, t.oleh"),
    ),
    (
        "{%tr for p in pengesahan %}",
        _("berita acara: p.tahap, lalu p.ketua dan p.koordinator dengan .nama, .jabatan, .tanggal"),
    ),
    (
        "{%p for p in perubahan %}",
        _("selisih antartahap: p.dari, p.ke, p.selisih, p.sisa, dan daftar p.indikator"),
    ),
    (
        "{%p for i in p.indikator %}",
        _("yang berubah: i.nomor, i.nama, i.sebelum, i.sesudah, i.pengaruh, i.alasan"),
    ),
    (
        "{%p for a in aspek %}",
        _("tiap aspek: a.nomor, a.nama, a.nilai, a.lalu, a.disimpulkan, a.oleh, dan daftar di bawah ini"),
    ),
    (
        "{%p for butir in a.kekuatan %}",
        _("juga a.kelemahan dan a.rekomendasi: kesimpulan, satu butir tiap baris"),
    ),
    (
        "{%tr for i in a.indikator %}",
        _("tingkat: i.nomor, i.nama, i.bobot, i.lalu, i.tingkat, i.kosong"),
    ),
)
